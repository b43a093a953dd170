/** Parts of a stored plan that are about refunds, and the documents that they name. */
import { z } from 'zod';
import type { OrderKey } from '../../domain/ids';
import { issue } from '../../domain/issues';
import type { PlannedCredit, PlannedRefund } from '../../mapping/refunds/types';
import type { ActivityDeps } from '../deps';
import { issueFailure } from '../failures';
import type { StoredPlan } from '../stored-plan';

const gone = ({ orderId }: OrderKey, what: string) =>
  issueFailure(issue('VERSION_GONE', `Order ${orderId}: ${what}; retry the order`));

export function refundOf({ refunds = [] }: StoredPlan, key: OrderKey, index: number): PlannedRefund {
  const refund = refunds[index];
  if (!refund) throw gone(key, `its plan has no refund ${index}`);
  return refund;
}

export function creditOf(stored: StoredPlan, key: OrderKey, refund: number, index: number): PlannedCredit {
  const credit = refundOf(stored, key, refund).credits[index];
  if (!credit) throw gone(key, `its plan has no credit ${index} of refund ${refund}`);
  return credit;
}

/** By the links of this database. */
export async function documentId(
  deps: ActivityDeps,
  key: OrderKey,
  kind: 'sales-order' | 'sales-credit',
  account: string,
  localKey: string,
): Promise<number> {
  const link = await deps.store.links.get({ kind, account, localKey });
  if (!link) throw gone(key, `${kind} ${localKey} is not linked`);
  return Number(link.remoteId);
}

/** Kept with the link of a sales credit. */
const creditMetaSchema = z.object({
  /** Its figures were read back, and are the refund's. */
  verified: z.boolean().optional(),
  /** By the rules that stood when it was made. */
  restock: z.boolean().optional(),
  close: z.boolean().optional(),
  closed: z.boolean().optional(),
  /** Staff made it, and the store's refund is of it. */
  byStaff: z.boolean().optional(),
  /** Rows with stock. */
  lines: z.array(z.object({ productId: z.number(), rowId: z.number(), quantity: z.number() })).optional(),
});

export type CreditMeta = z.infer<typeof creditMetaSchema>;

export const creditMeta = (meta: unknown): CreditMeta => creditMetaSchema.parse(meta);
