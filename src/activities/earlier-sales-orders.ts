/**
 * Sales orders that nobody here knows of: made by a request whose answer was lost, or under a database that is lost. Looked
 * for before an order is turned away, for what is in Brightpearl must not be forgotten there.
 */
import type { PlanOrderInput } from '../domain/activity-types';
import { salesOrderRef } from '../domain/ids';
import { documentSource } from '../mapping/document-source';
import type { OrderSnapshot } from '../mapping/types';
import { alreadyDone, salesOrderLinks } from './already-done';
import { databaseBirth } from './database-birth';
import type { ActivityDeps } from './deps';
import { findDocument } from './find-document';
import { hashOf } from './hash';
import { findOnce, intentKeyOf } from './write-once';

/** An order placed before this database existed may have been imported by an earlier one. */
export async function mayBeHandledBefore(
  deps: ActivityDeps,
  { order }: { readonly order: Pick<OrderSnapshot['order'], 'date_created'> },
): Promise<boolean> {
  return new Date(order.date_created) < (await databaseBirth(deps.store));
}

/** Links what is found; gives whether anything was. */
export async function adoptSalesOrders(
  deps: ActivityDeps,
  { key, account, route, asOf }: PlanOrderInput,
  snapshot: OrderSnapshot,
): Promise<boolean> {
  if ((await salesOrderLinks(deps, key)).length > 0) return false;
  const lookFirst = await mayBeHandledBefore(deps, snapshot);
  const client = deps.brightpearl(account);
  // Whatever version it was made of, the order had not ended in the store then.
  const sourceHash = hashOf(documentSource(snapshot, ''));
  const found: number[] = [];
  const { posted } = await alreadyDone(deps, key, account);
  for (const externalRef of await possibleRefs(deps, { key, account, lookFirst }, snapshot)) {
    // What is linked all the same was replaced.
    if (posted.includes(externalRef)) continue;
    const write = { kind: 'sales-order', account, localKey: externalRef, order: key, lookFirst } as const;
    const find = () => findDocument(client, { externalRef });
    const id = await findOnce(deps, { ...write, find, meta: { sourceHash, route, complete: false } });
    if (id !== undefined) found.push(Number(id));
  }
  if (found.length === 0) return false;
  await deps.store.orders.upsert({ order: key, asOf: new Date(asOf), salesOrderIds: found });
  return true;
}

/** What was sent without an answer; of an earlier database the order as a whole, and each place that it may be split over. */
async function possibleRefs(
  deps: ActivityDeps,
  { key, account, lookFirst }: Pick<PlanOrderInput, 'key' | 'account'> & { readonly lookFirst: boolean },
  { order }: OrderSnapshot,
): Promise<ReadonlySet<string>> {
  const prefix = intentKeyOf({ kind: 'sales-order', account, localKey: '' });
  const sent = (await deps.store.intents.forOrder(key)).filter((intent) => intent.key.startsWith(prefix));
  const places = [...order.consignments.shipping, ...order.consignments.pickups].map(({ id }) => id);
  const parts = places.length > 1 ? places.map((addressId) => salesOrderRef(key, { addressId })) : [];
  const refs = lookFirst ? [salesOrderRef(key), ...parts] : [];
  return new Set([...sent.map((intent) => intent.key.slice(prefix.length)), ...refs]);
}
