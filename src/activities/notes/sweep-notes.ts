/**
 * Finds the notes that changed, so that every webhook is dispensable: what was made or left since the watermark, what is known
 * and may yet change, and once a day all that has not left. The account's `notes` workflow reads them.
 */
import { Context } from '@temporalio/activity';
import { ORDER_TYPES } from '../../brightpearl/orders';
import type { NoteIds } from '../../domain/note-messages';
import type { OfAccount, SweepNotesResult } from '../../domain/note-types';
import { CLOCK_MS } from '../clock-difference';
import type { ActivityDeps } from '../deps';
import { storesRoutedTo } from './owners';

const STREAM = 'notes';
/** Of the last sweep that listed everything that had not left. */
const WHOLE_STREAM = 'notes-whole';

const DAY_MS = 86_400_000;
/** A drop-ship note may be made so long after its purchase order, and be found without a webhook all the same. */
const PURCHASE_MS = 60 * DAY_MS;
/** Ids in one signal. */
const AT_ONCE = 500;

export async function sweepNotes(deps: ActivityDeps, { account }: OfAccount): Promise<SweepNotesResult> {
  const { watermarks } = deps.store;
  const startedAt = new Date();
  const cutover = firstCutover(deps, account);
  const watermark = await watermarks.get(account, STREAM);
  const since = watermark ? later(cutover, overlapped(deps, watermark)) : cutover;
  const wholeAt = await watermarks.get(account, WHOLE_STREAM);
  const whole = !watermark || !wholeAt || startedAt.getTime() - wholeAt.getTime() > DAY_MS;
  const goodsOut = new Set<number>();
  await walk(deps, account, { by: 'createdOn', since }, goodsOut);
  await walk(deps, account, { by: 'shippedOn', since }, goodsOut);
  if (whole) await walk(deps, account, { by: 'createdOn', since: cutover, unshipped: true }, goodsOut);
  const purchased = whole ? earlier(since, later(cutover, new Date(startedAt.getTime() - PURCHASE_MS))) : since;
  const dropShip = await dropShipNotesSince(deps, account, purchased);
  for (const id of await mayChange(deps, account, 'goods-out')) goodsOut.add(id);
  for (const id of await mayChange(deps, account, 'drop-ship')) dropShip.add(id);
  await signal(deps, account, { goodsOut: [...goodsOut], dropShip: [...dropShip] });
  await watermarks.advance(account, STREAM, startedAt);
  if (whole) await watermarks.advance(account, WHOLE_STREAM, startedAt);
  return { goodsOut: goodsOut.size, dropShip: dropShip.size, whole };
}

/** Notes of older orders are nobody's: those were not imported. */
function firstCutover(deps: ActivityDeps, account: string): Date {
  const stores = storesRoutedTo(deps, account);
  const cutovers = deps.config.stores.filter(({ hash }) => stores.has(hash)).map(({ cutover }) => Date.parse(cutover));
  return new Date(cutovers.length > 0 ? Math.min(...cutovers) : Date.now());
}

/** Searches show late what happened: each sweep looks back over the last one for longer than that. */
const overlapped = ({ config }: ActivityDeps, watermark: Date): Date =>
  new Date(watermark.getTime() - Math.max(config.timings.sweepOverlapMs, config.timings.searchLagMs) - CLOCK_MS);

const later = (one: Date, other: Date): Date => (one > other ? one : other);
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

async function walk(
  deps: ActivityDeps,
  account: string,
  period: { readonly by: 'createdOn' | 'shippedOn'; readonly since: Date; readonly unshipped?: boolean },
  found: Set<number>,
): Promise<void> {
  for await (const page of deps.brightpearl(account).stock.walkNotes(period)) {
    for (const { id } of page) found.add(id);
    Context.current().heartbeat({ goodsOut: found.size });
  }
}

/** No search lists them: they are asked for by the purchase orders that they stand on, which every one of them has. */
async function dropShipNotesSince(deps: ActivityDeps, account: string, since: Date): Promise<Set<number>> {
  const { orders, stock } = deps.brightpearl(account);
  const purchaseOrders = new Set<number>();
  for (const by of ['createdOn', 'updatedOn'] as const) {
    for await (const rows of orders.walk({ orderTypeId: ORDER_TYPES.purchaseOrder, by, since })) {
      for (const { orderId } of rows) purchaseOrders.add(orderId);
      Context.current().heartbeat({ purchaseOrders: purchaseOrders.size });
    }
  }
  return new Set((await stock.dropShipNotesOfOrders(purchaseOrders)).map(({ id }) => id));
}

/** What has not left can be destroyed, or get a tracking number; of what has left, people correct one for a while. */
async function mayChange(deps: ActivityDeps, account: string, kind: 'goods-out' | 'drop-ship'): Promise<number[]> {
  const { notes } = deps.store;
  const since = new Date(Date.now() - deps.config.timings.notes.shippedAgainMs);
  return [...(await notes.openIds(account, kind)), ...(await notes.shippedIds(account, kind, since))];
}

async function signal({ notes }: ActivityDeps, account: string, { goodsOut, dropShip }: NoteIds): Promise<void> {
  const reason = 'sweep';
  for (let at = 0; at < Math.max(goodsOut.length, dropShip.length); at += AT_ONCE) {
    const some = { goodsOut: goodsOut.slice(at, at + AT_ONCE), dropShip: dropShip.slice(at, at + AT_ONCE) };
    await notes.changed(account, { ...some, reason });
    Context.current().heartbeat({ signaled: at });
  }
}
