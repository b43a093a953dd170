/** What is shown of a sales order that was made of another version of its order than the store has now. */
import { z } from 'zod';
import type { OrderKey } from '../domain/ids';
import { issue, type Issue } from '../domain/issues';
import type { ActivityDeps } from './deps';
import type { StoredPlan } from './stored-plan';

export interface ChangedOrder {
  readonly key: OrderKey;
  readonly salesOrderId: number;
  readonly externalRef: string;
  /** Hash of what a document would be made of now: a release accepts this version and no other. */
  readonly sourceHash: string;
  /** How the order ended in the store, in a word; absent while it has not. */
  readonly ending?: string | undefined;
}

export const changedAfterImport = ({ key, salesOrderId, externalRef, sourceHash, ending }: ChangedOrder): Issue =>
  issue(
    'CHANGED_AFTER_IMPORT',
    `Order ${key.orderId} was ${ending ?? 'changed'} in the store after sales order ${salesOrderId} was made from it. ` +
      'Compare both, enter the change in Brightpearl, then release with rule CHANGED_AFTER_IMPORT.',
    { details: { salesOrderId, externalRef, sourceHash } },
  );

/** A document that was sent without an answer, and found later, may have been made of an earlier version than this plan. */
export async function changedSinceSent(
  deps: ActivityDeps,
  { account, sourceHash, isAccepted }: StoredPlan,
  found: Pick<ChangedOrder, 'key' | 'salesOrderId' | 'externalRef'>,
): Promise<Issue | undefined> {
  const link = await deps.store.links.get({ kind: 'sales-order', account, localKey: found.externalRef });
  if (isAccepted || link?.meta['sourceHash'] === sourceHash) return undefined;
  return changedAfterImport({ ...found, sourceHash });
}

const detailsSchema = z.object({ sourceHash: z.string() });

/** The version that an issue is about; undefined when it is about something else. */
export function changedVersionOf(shown: Issue | null | undefined): string | undefined {
  if (shown?.code !== 'CHANGED_AFTER_IMPORT') return undefined;
  return detailsSchema.safeParse(shown.details).data?.sourceHash;
}
