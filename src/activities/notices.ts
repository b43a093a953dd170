/** Notices of an order on the board: what was done by rule and somebody may want to see. No personal data. */
import { z } from 'zod';
import type { OrderStep } from '../domain/activity-types';
import type { BoardRow } from '../store/orders';
import type { ActivityDeps } from './deps';

const noticesSchema = z.array(z.string()).catch([]);

export const noticesOf = (row: Pick<BoardRow, 'details'> | undefined): readonly string[] =>
  noticesSchema.parse(row?.details['notices']);

/** Adds to those that the order has. */
export async function addNotices(
  deps: ActivityDeps,
  { key, asOf }: OrderStep,
  notices: readonly string[],
): Promise<void> {
  if (notices.length === 0) return;
  const row = await deps.store.orders.get(key);
  const all = [...new Set([...noticesOf(row), ...notices])];
  await deps.store.orders.upsert({
    order: key,
    asOf: new Date(asOf),
    details: { ...row?.details, notices: all },
  });
}
