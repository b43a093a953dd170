/** Reserves the stock-tracked rows of a sales order. Brightpearl reserves in part without an error, so it is read back. */
import { z } from 'zod';
import type { ReserveInput } from '../domain/activity-types';
import { money, sum } from '../domain/money';
import { RemoteError } from '../domain/remote-error';
import type { ActivityDeps } from './deps';
import { withRoom } from './request-room';
import { partOf, refOf } from './sales-order';
import { loadPlan } from './stored-plan';
import { writeOnce } from './write-once';

/** The rows to reserve as `createSalesOrder` found them when it read the sales order back: no second read is needed. */
const linesSchema = z.array(z.object({ productId: z.number(), salesOrderRowId: z.number(), quantity: z.string() }));
export type ReservationLines = z.infer<typeof linesSchema>;

/** The reservation, and three readings of it. */
const MAX_REQUESTS = 4;

export const reserveStock = (deps: ActivityDeps, input: ReserveInput): Promise<void> =>
  withRoom(deps, input.account, MAX_REQUESTS, (own) => reserveOnce(own, input));

async function reserveOnce(deps: ActivityDeps, input: ReserveInput): Promise<void> {
  const stored = await loadPlan(deps, input.key, input.planId);
  const mapped = partOf(stored, input.key, input.part);
  const { account } = stored;
  const link = { kind: 'sales-order', account, localKey: refOf(input.key, mapped) } as const;
  const lines = linesSchema.parse((await deps.store.links.get(link))?.meta['lines']);
  await writeOnce(deps, {
    kind: 'reservation',
    account,
    localKey: String(input.salesOrderId),
    order: input.key,
    body: lines,
    lookFirst: stored.lookFirst,
    find: async () => ((await reservedQuantity(deps, account, input.salesOrderId)) > 0 ? 'reserved' : undefined),
    send: () => reserve(deps, account, input.salesOrderId, mapped.draft.warehouseId, lines),
  });
  const wanted = sum(lines.map((line) => money(line.quantity))).toNumber();
  const reserved = await reservedQuantity(deps, account, input.salesOrderId);
  await deps.store.links.put({
    ...link,
    remoteId: String(input.salesOrderId),
    order: input.key,
    meta: { complete: true, wanted, reserved },
  });
  await deps.store.orders.upsert({
    order: input.key,
    asOf: new Date(input.asOf),
    step: wanted > reserved ? `Reserved ${reserved} of ${wanted}` : 'Stock reserved',
  });
}

async function reserve(
  deps: ActivityDeps,
  account: string,
  salesOrderId: number,
  warehouseId: number,
  lines: ReservationLines,
): Promise<string> {
  try {
    await deps.brightpearl(account).reservations.create(salesOrderId, warehouseId, lines);
    return 'reserved';
  } catch (error) {
    // Brightpearl refuses only when nothing at all is there to reserve.
    if (error instanceof RemoteError && error.kind === 'invalid') return 'nothing';
    throw error;
  }
}

async function reservedQuantity(deps: ActivityDeps, account: string, salesOrderId: number): Promise<number> {
  const reservation = await deps.brightpearl(account).reservations.get(salesOrderId);
  return sum([...(reservation?.rows.values() ?? [])].map((row) => money(row.quantity))).toNumber();
}
