/**
 * What the nightly compare finds of an order that is done: staff changed the sales order. It is no reason to stop, so the
 * order keeps its state, and the issue stands on the board until both sides are equal, or somebody accepts the difference.
 */
import { z } from 'zod';
import type { Issue } from '../domain/issues';
import { money, sum } from '../domain/money';
import type { Amendments } from '../mapping/types';
import type { BoardRow } from '../store/orders';
import type { ActivityDeps } from './deps';

export const STANDING = 'CHANGED_IN_BRIGHTPEARL';

const detailsSchema = z.object({
  salesOrderIds: z.array(z.number()),
  off: z.object({ gross: z.string(), tax: z.string() }),
});

/** The issue that stands, for a step that records success; null when none does, or when this very difference was accepted. */
export function standingIssue(
  row: Pick<BoardRow, 'issue'> | undefined,
  accepted: Amendments['acceptedBySalesOrder'] = {},
): Issue | null {
  if (row?.issue?.code !== STANDING) return null;
  const { salesOrderIds, off } = detailsSchema.parse(row.issue.details);
  const isAccepted = (of: 'gross' | 'tax'): boolean =>
    sum(salesOrderIds.map((id) => money(accepted[id]?.[of] ?? '0'))).equals(off[of]);
  return isAccepted('gross') && isAccepted('tax') ? null : row.issue;
}

/** As of the moment of the row that was compared: what its workflow wrote since is newer, and stays. */
export async function keepStandingIssue(deps: ActivityDeps, row: BoardRow, found: Issue | undefined): Promise<void> {
  const stands = row.issue?.code === STANDING ? row.issue : undefined;
  if (row.state !== 'SYNCED' || stands?.message === found?.message) return;
  const { storeHash, orderId, asOf } = row;
  await deps.store.orders.upsert({ order: { storeHash, orderId }, asOf, issue: found ?? null });
}
