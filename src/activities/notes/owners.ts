/**
 * Whose sales orders are: by their links, else by the reference that we gave them, so that a lost database is no reason to
 * leave what shipped out of the store. What staff split off follows the order that it was split off.
 */
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import { orderOfSalesOrderRef, type OrderKey } from '../../domain/ids';
import type { ActivityDeps } from '../deps';

/** Splits of splits are followed so far. */
const MAX_GENERATIONS = 5;

/** By sales order; strangers are absent, as are orders of stores that are configured no more. */
export async function ownersOf(
  deps: ActivityDeps,
  account: string,
  salesOrderIds: readonly number[],
): Promise<ReadonlyMap<number, OrderKey>> {
  const owners = new Map<number, OrderKey>();
  /** Of each that is asked for, the one that may say whose it is: itself, or what it was split off. */
  let sought = new Map(salesOrderIds.map((id) => [id, id]));
  for (let generation = 0; sought.size > 0 && generation < MAX_GENERATIONS; generation += 1) {
    const ids = [...new Set(sought.values())];
    const linked = await linkedOrders(deps, account, ids);
    const documents = await deps.brightpearl(account).salesOrders.readMany(ids.filter((id) => !linked.has(id)));
    const parents = new Map<number, number>();
    for (const [id, asked] of sought) {
      const document = documents.get(asked);
      const owner = linked.get(asked) ?? referredOrder(deps, account, document);
      if (owner) owners.set(id, owner);
      else if (document?.parentId) parents.set(id, document.parentId);
    }
    sought = parents;
  }
  return owners;
}

/** Stores whose orders go to the account. */
export const storesRoutedTo = ({ config }: Pick<ActivityDeps, 'config'>, account: string): ReadonlySet<string> =>
  new Set(config.routes.filter((route) => route.account === account).map((route) => route.store));

/** Whether the store is still configured: nobody could serve an order of another one. */
export const isServed = ({ config }: Pick<ActivityDeps, 'config'>, { storeHash }: OrderKey): boolean =>
  config.stores.some(({ hash }) => hash === storeHash);

async function linkedOrders(
  deps: ActivityDeps,
  account: string,
  salesOrderIds: readonly number[],
): Promise<ReadonlyMap<number, OrderKey>> {
  const links = await deps.store.links.byRemotes('sales-order', account, salesOrderIds.map(String));
  return new Map(
    links.flatMap(({ remoteId, storeHash, orderId }) => {
      if (storeHash === null || orderId === null) return [];
      const key = { storeHash, orderId };
      return isServed(deps, key) ? [[Number(remoteId), key]] : [];
    }),
  );
}

/** Other connectors write references, too: it is ours when a route of the account is of that store. */
function referredOrder(
  { config }: ActivityDeps,
  account: string,
  document: Pick<BpSalesOrder, 'externalRef'> | undefined,
): OrderKey | undefined {
  const key = orderOfSalesOrderRef(document?.externalRef ?? '');
  const isRouted = config.routes.some((route) => route.store === key?.storeHash && route.account === account);
  return isRouted ? key : undefined;
}
