/** Takes the goods of a sales credit back into stock, by rule, once: the credit's reference is the batch's. */
import type { GoodsIn } from '../../brightpearl/goods-in-notes';
import type { CreditInput } from '../../domain/refund-types';
import type { RouteRules } from '../../mapping/rules';
import type { ActivityDeps } from '../deps';
import { rulesOf } from '../route-rules';
import { loadPlan } from '../stored-plan';
import { writeOnce } from '../write-once';
import { creditMeta, creditOf, type CreditMeta } from './planned-refund';

type Restock = Exclude<RouteRules['refunds']['restock'], 'none'>;

export async function takeGoodsIn(deps: ActivityDeps, input: CreditInput): Promise<void> {
  const { key, account } = input;
  const stored = await loadPlan(deps, key, input.planId);
  const { externalRef, taxDate } = creditOf(stored, key, input.refund, input.credit);
  const { restock } = rulesOf(deps, stored).refunds;
  const link = await deps.store.links.get({ kind: 'sales-credit', account, localKey: externalRef });
  const { lines = [] } = creditMeta(link?.meta);
  const creditId = Number(link?.remoteId);
  // The rule was taken back since, or nothing of the credit has stock: there is nothing to do any more.
  if (restock === 'none' || lines.length === 0) {
    await deps.store.links.put({ kind: 'goods-in', account, localKey: externalRef, remoteId: 'none', order: key });
    return;
  }
  const { goodsIn } = deps.brightpearl(account);
  await writeOnce(deps, {
    kind: 'goods-in',
    account,
    localKey: externalRef,
    order: key,
    body: { restock, lines },
    lookFirst: stored.lookFirst,
    find: async () => {
      const ours = (await goodsIn.ofOrder(creditId)).find(({ reference }) => reference === externalRef);
      return ours ? String(ours.id) : undefined;
    },
    send: async (once) => {
      const goodsMoved = await goodsOf(deps, account, restock, lines);
      const { warehouseId } = restock;
      const note = { warehouseId, receivedOn: taxDate, userBatchReference: externalRef, goodsMoved };
      return String(await goodsIn.create(creditId, note, once));
    },
  });
  await deps.store.orders.upsert({ order: key, asOf: new Date(input.asOf), step: 'Returned goods taken in' });
}

/** A product without a cost in the list comes in at 0: what it is worth is for the accountant to say. */
async function goodsOf(
  deps: ActivityDeps,
  account: string,
  { warehouseId, location, costPriceListId }: Restock,
  lines: NonNullable<CreditMeta['lines']>,
): Promise<GoodsIn[]> {
  const { goodsIn } = deps.brightpearl(account);
  const { baseCurrency } = await deps.facts.of(account);
  const destinationLocationId = typeof location === 'number' ? location : await goodsIn.location(warehouseId, location);
  const products = lines.map(({ productId }) => productId);
  const costs =
    costPriceListId === undefined ? new Map<number, string>() : await goodsIn.unitPrices(costPriceListId, products);
  return lines.map(({ productId, rowId, quantity }) => ({
    productId,
    purchaseOrderRowId: rowId,
    quantity,
    destinationLocationId,
    productValue: { currency: baseCurrency, value: costs.get(productId) ?? '0' },
  }));
}
