/** What is shown of a sales order that was made of another version of its order than the store has now. */
import { z } from 'zod';
import type { OrderKey } from '../domain/ids';
import { issue, type Issue } from '../domain/issues';
import type { JudgedEdit } from './after-sale/made-edit';
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
  /** What was changed and why it was not applied, where that is known. */
  readonly judged?: Pick<JudgedEdit, 'reasons' | 'words'> & Partial<Pick<JudgedEdit, 'againstReplacing'>>;
}

export const changedAfterImport = (changed: ChangedOrder): Issue => {
  const { key, salesOrderId, externalRef, sourceHash, ending, judged } = changed;
  const { store = [], staff = [], conflicts = [] } = judged?.words ?? {};
  const what = store.length === 0 ? '' : `: ${shortened(store)}`;
  const mayReplace = judged?.againstReplacing?.length === 0;
  const why = judged ? ` It was not applied, because ${judged.reasons.join('; ')}.` : '';
  return issue(
    'CHANGED_AFTER_IMPORT',
    `Order ${key.orderId} was ${ending ?? 'changed'} in the store after sales order ${salesOrderId} was made from it` +
      `${what}.${why} Compare both, enter the change in Brightpearl, then release with rule CHANGED_AFTER_IMPORT` +
      (mayReplace
        ? `; or have it credited and made anew: connector orders amend ${key.orderId} --apply-edit replace.`
        : '.'),
    {
      details: {
        salesOrderId,
        externalRef,
        sourceHash,
        ...(judged
          ? { changes: store, staff, conflicts, reasons: judged.reasons, choices: choicesOf(mayReplace) }
          : {}),
      },
    },
  );
};

/** What a person can do about it, in the words of the commands. */
const choicesOf = (mayReplace: boolean): string[] => [
  'release with rule CHANGED_AFTER_IMPORT: Brightpearl stays as it is',
  'amend with applyEdit "possible": what does not conflict is applied',
  mayReplace
    ? 'amend with applyEdit "replace": the sales order is credited as a whole, and another one made of the order as it is now'
    : 'credit the sales order in Brightpearl and make a new one there, then release',
];

const SHOWN = 5;

const shortened = (changes: readonly string[]): string =>
  changes.length <= SHOWN
    ? changes.join('; ')
    : `${changes.slice(0, SHOWN).join('; ')}; and ${changes.length - SHOWN} more`;

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
/** An order that waits over several issues shows the others within the first. */
const moreSchema = z.object({ more: z.array(z.object({ code: z.string(), details: z.unknown() })) });

/** The version that an issue is about; undefined when it is about something else. */
export function changedVersionOf(shown: Issue | null | undefined): string | undefined {
  const more = moreSchema.safeParse(shown?.details).data?.more ?? [];
  const about = [shown, ...more].find((one) => one?.code === 'CHANGED_AFTER_IMPORT');
  return detailsSchema.safeParse(about?.details).data?.sourceHash;
}
