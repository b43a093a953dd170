/** Reserves the stock-tracked rows of a sales order. Brightpearl reserves in part without an error, so it is read back. */
import { z } from 'zod';
import type { BpReservation } from '../brightpearl/reservations';
import type { SendOptions } from '../brightpearl/transport';
import type { OrderStep, ReserveInput } from '../domain/activity-types';
import { money, sum, ZERO } from '../domain/money';
import { RemoteError } from '../domain/remote-error';
import type { Link } from '../store/links';
import { reservationOf } from './after-sale/link-state';
import type { ActivityDeps } from './deps';
import { addNotices } from './notices';
import { withRoom } from './request-room';
import { partOf, refOf } from './sales-order';
import { shortfallNotices } from './shortfall';
import { recordReservation } from './stock/fulfilled';
import { loadPlan } from './stored-plan';
import { writeOnce } from './write-once';

/** The rows to reserve as `createSalesOrder` found them when it read the sales order back: no second read is needed. */
const linesSchema = z.array(z.object({ productId: z.number(), salesOrderRowId: z.number(), quantity: z.string() }));
export type ReservationLines = z.infer<typeof linesSchema>;

/** The reservation, refused once, with the availability to tell why, three readings of it, and the products that are short. */
const MAX_REQUESTS = 7;

export const reserveStock = (deps: ActivityDeps, input: ReserveInput): Promise<void> =>
  withRoom(deps, input.account, MAX_REQUESTS, (own) => reserveOnce(own, input));

async function reserveOnce(deps: ActivityDeps, input: ReserveInput): Promise<void> {
  const stored = await loadPlan(deps, input.key, input.planId);
  const mapped = partOf(stored, input.key, input.part);
  const { account, lookFirst } = stored;
  const { warehouseId } = mapped.draft;
  await reserveLines(deps, input, { account, externalRef: refOf(input.key, mapped), warehouseId, lookFirst });
}

export interface ToReserve {
  readonly account: string;
  readonly externalRef: string;
  readonly warehouseId: number;
  readonly lookFirst: boolean;
}

/** Reserves what is kept with the link of a sales order as its lines, and completes it. */
export async function reserveLines(
  deps: ActivityDeps,
  input: OrderStep & { readonly salesOrderId: number },
  { account, externalRef, warehouseId, lookFirst }: ToReserve,
): Promise<void> {
  const { salesOrderId } = input;
  const link = { kind: 'sales-order', account, localKey: externalRef } as const;
  const stored = await deps.store.links.get(link);
  const lines = linesOf(stored);
  await writeOnce(deps, {
    kind: 'reservation',
    account,
    localKey: reservationKey(salesOrderId, stored),
    order: input.key,
    body: lines,
    lookFirst,
    find: async () => (totalOf(await readReservation(deps, account, salesOrderId)) > 0 ? 'reserved' : undefined),
    send: (once) => reserve(deps, account, { salesOrderId, warehouseId, lines }, once),
  });
  const reservation = await readReservation(deps, account, salesOrderId);
  await recordReservation(deps, input.key, account, reservation);
  const wanted = sum(lines.map((line) => money(line.quantity))).toNumber();
  const reserved = totalOf(reservation);
  const short = { salesOrderId, warehouseId, lines, reservation };
  if (reserved < wanted) await addNotices(deps, input, await shortfallNotices(deps.brightpearl(account), short));
  await deps.store.links.put({
    ...link,
    remoteId: String(salesOrderId),
    order: input.key,
    meta: { complete: true, reserving: false, wanted, reserved },
  });
  await deps.store.orders.upsert({
    order: input.key,
    asOf: new Date(input.asOf),
    step: wanted > reserved ? `Reserved ${reserved} of ${wanted}` : 'Stock reserved',
  });
}

/** @throws when the link has none: the sales order was not read back. */
export const linesOf = (link: Pick<Link, 'meta'> | undefined): ReservationLines =>
  linesSchema.parse(link?.meta['lines']);

/** The first reservation of a sales order goes by its id alone; each that an edit makes anew has a key of its own. */
function reservationKey(salesOrderId: number, link: Pick<Link, 'meta'> | undefined): string {
  const generation = link ? reservationOf(link) : 1;
  return generation === 1 ? String(salesOrderId) : `${salesOrderId}-r${generation}`;
}

interface Wanted {
  readonly salesOrderId: number;
  readonly warehouseId: number;
  readonly lines: ReservationLines;
}

/**
 * Brightpearl refuses when nothing at all is there, and for reasons that somebody has to look at; it does not say which.
 * One row without stock of its own (a service in a bundle) refuses the others, so that those with stock are tried alone.
 */
async function reserve(
  deps: ActivityDeps,
  account: string,
  wanted: Wanted,
  once: SendOptions,
): Promise<'reserved' | 'nothing'> {
  const { reservations } = deps.brightpearl(account);
  const { salesOrderId, warehouseId, lines } = wanted;
  try {
    await reservations.create(salesOrderId, warehouseId, lines, once);
    return 'reserved';
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'invalid') throw error;
    const inStock = await linesInStock(deps, account, wanted);
    if (inStock === undefined || inStock.length === lines.length) throw error;
    if (inStock.length === 0) return 'nothing';
    await reservations.create(salesOrderId, warehouseId, inStock, once);
    return 'reserved';
  }
}

/** Undefined when Brightpearl cannot tell, as of a warehouse that it does not have. */
async function linesInStock(
  deps: ActivityDeps,
  account: string,
  { warehouseId, lines }: Wanted,
): Promise<ReservationLines | undefined> {
  const { warehouses } = await deps.facts.of(account);
  if (!warehouses.some(({ id }) => id === warehouseId)) return undefined;
  const ids = new Set(lines.map(({ productId }) => productId));
  const { products } = await deps.brightpearl(account).stock.availability(ids);
  const onHand = (productId: number) => money(products.get(productId)?.warehouses.get(warehouseId)?.onHand ?? ZERO);
  return lines.filter(({ productId }) => onHand(productId).greaterThan(0));
}

const readReservation = (deps: ActivityDeps, account: string, salesOrderId: number) =>
  deps.brightpearl(account).reservations.get(salesOrderId);

const totalOf = (reservation: BpReservation | undefined): number =>
  sum([...(reservation?.rows.values() ?? [])].map((row) => money(row.quantity))).toNumber();
