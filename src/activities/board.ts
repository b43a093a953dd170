/** What the board and the table of decisions are told. */
import type { RecordDecisionInput, SaveStateInput } from '../domain/activity-types';
import type { Issue } from '../domain/issues';
import { openCommand } from '../temporal/sealed-command';
import { changedVersionOf } from './changed-after-import';
import type { ActivityDeps } from './deps';

export async function saveState(deps: ActivityDeps, input: SaveStateInput): Promise<void> {
  await deps.store.orders.upsert({
    order: input.key,
    asOf: new Date(input.asOf),
    state: input.state,
    issue: input.issue ?? null,
    step: input.step,
    holdUntil: input.until === undefined ? null : new Date(input.until),
    ...(input.salesOrderIds && input.salesOrderIds.length > 0 ? { salesOrderIds: input.salesOrderIds } : {}),
  });
}

/** Stored before the Update answers; the same command twice is one decision. */
export async function recordDecision(deps: ActivityDeps, input: RecordDecisionInput): Promise<{ decisionId: string }> {
  const { key, issue } = input;
  const command = openCommand(deps.protection, input.command);
  const row = await deps.store.orders.get(key);
  const isRelease = command.verb === 'release';
  const isAboutVersion = isRelease || command.arguments['applyEdit'] !== undefined;
  // The run that answers may be reading the order anew and not know; what the person saw is on the board.
  const heldBy = issue ? (issue.rule ?? issue.code) : holderOf(row?.issue);
  const decision = await deps.store.decisions.record({
    order: key,
    // A change is accepted as the person saw it; one that came since is another question.
    sourceHash: isAboutVersion ? changedVersionOf(row?.issue) : undefined,
    verb: command.verb,
    // A release without a rule's name releases what holds the order now.
    arguments: { ...command.arguments, ...(isRelease && heldBy !== undefined ? { heldBy } : {}) },
    actor: command.actor,
    commandId: command.commandId,
  });
  // What somebody just corrected in Brightpearl must be seen by the retry that follows.
  if (row?.account) deps.facts.forget(row.account);
  return { decisionId: decision.id };
}

/** What a release lets the order pass: the rule that holds it, or the kind of issue it waits over. */
const holderOf = (issue: Issue | null | undefined): string | undefined =>
  issue?.code === 'HELD_BY_RULE' ? issue.subject : issue?.code;
