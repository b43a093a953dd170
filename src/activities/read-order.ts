/** Reads an order as it is now, with all its parts, and keeps the version for the steps after it. */
import type { BigCommerceClient } from '../bigcommerce/client';
import type { BcOrder } from '../bigcommerce/schemas/order';
import type { ReadOrderInput, ReadOrderResult } from '../domain/activity-types';
import type { OrderKey } from '../domain/ids';
import { issue } from '../domain/issues';
import { printed } from '../domain/money';
import { RemoteError } from '../domain/remote-error';
import { mayLackLines, withAllLines } from '../mapping/consignment-lines';
import { showsRefunds } from '../mapping/refunds/counted';
import { importRelevant, orderRelevant } from '../mapping/relevance';
import { chooseRoute } from '../mapping/routing';
import type { OrderSnapshot } from '../mapping/types';
import type { ActivityDeps } from './deps';
import { hashOf } from './hash';
import { importedBy } from './imported-by';
import { versionOf } from './order-version';
import { isPooled, stockConfigOf } from './stock/deps';
import { recordOrder } from './stock/record-order';

export async function readOrder(deps: ActivityDeps, input: ReadOrderInput): Promise<ReadOrderResult> {
  const { key } = input;
  const client = deps.bigcommerce(key.storeHash);
  const order = await getOrder(client, key.orderId);
  if (!order) {
    const gone = issue('ORDER_NOT_FOUND', `Order ${key.orderId}: store ${key.storeHash} does not have it`);
    return { kind: 'issue', issue: gone };
  }
  const known = parseHash(input.knownHash);
  const orderHash = hashOf(orderRelevant(order));
  // Our own writes come back as events: one request tells that nothing else changed.
  if (!input.deep && known?.order === orderHash) return unchanged(deps, input, order);

  const snapshot = await readParts(client, key, order);
  const hash = `${orderHash}.${hashOf(importRelevant(snapshot))}`;
  if (hash === input.knownHash) return unchanged(deps, input, order);
  const snapshotId = await deps.store.snapshots.save({
    order: key,
    hash,
    email: order.billing_address.email,
    body: snapshot,
    readAt: new Date(snapshot.readAt),
  });
  return routeOrder(deps, input, snapshot, snapshotId, hash);
}

/** The version is noted, so that the sweep does not ask for it again. */
async function unchanged(deps: ActivityDeps, input: ReadOrderInput, order: BcOrder): Promise<ReadOrderResult> {
  await deps.store.orders.upsert({ order: input.key, asOf: new Date(input.asOf), changedAt: versionOf(order) });
  return { kind: 'unchanged' };
}

/** An order with all its parts as of now; undefined when the store no longer has it. */
export async function readSnapshot(deps: ActivityDeps, key: OrderKey): Promise<OrderSnapshot | undefined> {
  const client = deps.bigcommerce(key.storeHash);
  const order = await getOrder(client, key.orderId);
  return order && (await readParts(client, key, order));
}

/** Undefined when the store no longer has the order. */
async function getOrder(client: BigCommerceClient, orderId: number): Promise<BcOrder | undefined> {
  try {
    return await client.orders.get(orderId);
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

async function readParts(client: BigCommerceClient, key: OrderKey, order: BcOrder): Promise<OrderSnapshot> {
  const hasDiscount = Number(order.coupon_discount) !== 0;
  const [lines, taxes, coupons, transactions, customer] = await Promise.all([
    mayLackLines(order) ? client.orders.products(key.orderId) : [],
    client.orders.taxes(key.orderId),
    hasDiscount ? client.orders.coupons(key.orderId) : [],
    client.transactions.list(key.orderId),
    order.customer_id === 0 ? undefined : client.customers.get(order.customer_id),
  ]);
  const whole = withAllLines(order, lines);
  const refunds = showsRefunds(whole, transactions) ? await client.refunds.list(key.orderId) : [];
  return {
    storeHash: key.storeHash,
    order: whole,
    taxes,
    coupons,
    transactions,
    ...(refunds.length > 0 ? { refunds } : {}),
    customer: customer
      ? {
          id: customer.id,
          groupId: customer.customer_group_id,
          taxExemptCategory: customer.tax_exempt_category,
          company: customer.company,
          email: customer.email,
        }
      : null,
    readAt: new Date().toISOString(),
  };
}

/** The route is chosen once and kept: a later edit of the configuration must not move an imported order. */
async function routeOrder(
  deps: ActivityDeps,
  input: ReadOrderInput,
  snapshot: OrderSnapshot,
  snapshotId: string,
  hash: string,
): Promise<ReadOrderResult> {
  const { key } = input;
  const { order } = snapshot;
  const shown = await deps.store.orders.get(key);
  const choice = chooseRoute(deps.config.routes, snapshot);
  const chosen = (await importedBy(deps, key)) ?? (choice.ok ? choice.route : undefined);
  await deps.store.orders.upsert({
    order: key,
    asOf: new Date(input.asOf),
    // What is settled stays settled on the board until something is found to do.
    ...(shown?.state === 'SYNCED' ? {} : { state: 'SYNCING' as const, step: 'Read' }),
    orderTotal: printed(order.total_inc_tax, order.default_currency_code),
    currency: order.default_currency_code,
    bigcommerceStatusId: order.status_id,
    email: order.billing_address.email,
    changedAt: versionOf(order),
    configHash: deps.config.hash,
    ...(chosen ? { route: chosen.name, account: chosen.account } : {}),
  });
  if (chosen) {
    // The store takes units off its own levels whichever account the order goes to.
    const movesLevels = isPooled(deps, chosen.account) || stockConfigOf(deps, key.storeHash) !== undefined;
    if (movesLevels) await recordOrder(deps, key, chosen, order);
    return { kind: 'changed', snapshotId, hash, route: chosen.name, account: chosen.account };
  }
  return { kind: 'issue', issue: choice.ok ? issue('NO_ROUTE', `Order ${key.orderId} has no route`) : choice.issue };
}

function parseHash(hash: string | undefined): { readonly order: string } | undefined {
  const [order] = hash?.split('.') ?? [];
  return order === undefined ? undefined : { order };
}
