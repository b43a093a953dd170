/** Gives one side the status that the other side has, as the route maps it; only from the status that was seen. */
import type { MoveStatusInput } from '../../domain/brightpearl-change-types';
import type { ActivityDeps } from '../deps';
import { noteStatusPairs } from './status-pairs';

/** An order that moved on meanwhile stays where it is: its event has it looked at again. */
export async function moveInStore(deps: ActivityDeps, input: MoveStatusInput): Promise<void> {
  const { key, asOf, statuses } = input;
  const { bc, toStore } = statuses;
  if (toStore === undefined) return;
  const { orders } = deps.bigcommerce(key.storeHash);
  const { status_id: now } = await orders.get(key.orderId);
  if (now !== toStore && now !== bc) return;
  if (now === bc) await orders.setStatus(key.orderId, toStore);
  await noteStatusPairs(deps, input, { bc: toStore });
  await deps.store.orders.upsert({ order: key, asOf: new Date(asOf), bigcommerceStatusId: toStore });
}

export async function moveInBrightpearl(deps: ActivityDeps, input: MoveStatusInput): Promise<void> {
  const { key, asOf, account, statuses } = input;
  const { toBrightpearl: moves = [], seen } = statuses;
  const { orders, salesOrders } = deps.brightpearl(account);
  const documents = await salesOrders.readMany(moves.map(({ salesOrderId }) => salesOrderId));
  const moved = new Map<string, number>();
  for (const { externalRef, salesOrderId, bp, statusId } of moves) {
    const now = documents.get(salesOrderId)?.statusId;
    if (now !== statusId && now !== bp) continue;
    if (now === bp) await orders.setStatus(salesOrderId, statusId);
    moved.set(externalRef, statusId);
    await deps.store.orders.upsert({ order: key, asOf: new Date(asOf), salesOrderStatusId: statusId });
  }
  const isLeft = (externalRef: string): boolean =>
    moves.some((move) => move.externalRef === externalRef) && !moved.has(externalRef);
  const settled = { ...statuses, seen: seen.filter(({ externalRef }) => !isLeft(externalRef)) };
  await noteStatusPairs(deps, { ...input, statuses: settled }, { bp: moved });
}
