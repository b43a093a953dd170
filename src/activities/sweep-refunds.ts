/** Finds refunds that no webhook told about, and looks again at those that a gateway has yet to answer. */
import { Context } from '@temporalio/activity';
import type { RefundSweepCounts } from '../domain/maintenance-types';
import type { ActivityDeps } from './deps';

const STREAM = 'refunds';

/** A gateway that has not answered by then will not. */
const GIVE_UP_DAYS = 14;

export async function sweepRefunds(
  deps: ActivityDeps,
  { storeHash }: { readonly storeHash: string },
): Promise<RefundSweepCounts> {
  const { sweepOverlapMs, sweepIntervalMs } = deps.config.timings;
  const watermark = await deps.store.watermarks.get(storeHash, STREAM);
  const cutover = deps.config.stores.find(({ hash }) => hash === storeHash)?.cutover;
  const since = watermark ? new Date(watermark.getTime() - sweepOverlapMs) : new Date(cutover ?? Date.now());
  let counts = { listed: 0, signaled: 0 };
  let newest = since;
  const signal = (orderId: number): Promise<void> => deps.orders.changed({ storeHash, orderId }, { reason: 'sweep' });
  for await (const rows of deps.bigcommerce(storeHash).refunds.madeSince(since)) {
    const known = await deps.store.refunds.known(
      storeHash,
      rows.map(({ id }) => id),
    );
    const news = rows.filter(({ id }) => !known.has(id));
    for (const { id, order_id: orderId, created } of news) {
      await signal(orderId);
      await deps.store.refunds.note({ order: { storeHash, orderId }, refundId: id, madeOn: new Date(created) }, 'open');
    }
    counts = { listed: counts.listed + rows.length, signaled: counts.signaled + news.length };
    newest = rows.reduce((latest, { created }) => laterOf(latest, new Date(created)), newest);
    Context.current().heartbeat(counts);
  }
  // Pages come in no order that is promised: only a walk that came to its end has missed nothing.
  await deps.store.watermarks.advance(storeHash, STREAM, newest);
  const open = await deps.store.refunds.takeOpen(storeHash, { afterMs: sweepIntervalMs, days: GIVE_UP_DAYS });
  for (const orderId of open) await signal(orderId);
  return { ...counts, signaled: counts.signaled + open.length };
}

const laterOf = (one: Date, two: Date): Date => (two > one ? two : one);
