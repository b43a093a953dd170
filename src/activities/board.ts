/** What the board and the table of decisions are told. */
import type { RecordDecisionInput, SaveStateInput } from '../domain/activity-types';
import type { OrderKey } from '../domain/ids';
import { documentSource } from '../mapping/document-source';
import type { OrderSnapshot } from '../mapping/types';
import { openCommand } from '../temporal/sealed-command';
import type { ActivityDeps } from './deps';
import { hashOf } from './hash';

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
  const sourceHash = command.verb === 'release' ? await versionOf(deps, key) : undefined;
  const decision = await deps.store.decisions.record({
    order: key,
    sourceHash,
    verb: command.verb,
    // A release without a rule's name releases what holds the order now.
    arguments: {
      ...command.arguments,
      ...(command.verb === 'release' && issue ? { heldBy: issue.rule ?? issue.code } : {}),
    },
    actor: command.actor,
    commandId: command.commandId,
  });
  // What somebody just corrected in Brightpearl must be seen by the retry that follows.
  const account = (await deps.store.orders.get(key))?.account;
  if (account) deps.facts.forget(account);
  return { decisionId: decision.id };
}

/** What the order's document was made of when somebody ruled on it. */
async function versionOf(deps: ActivityDeps, key: OrderKey): Promise<string | undefined> {
  const seen = await deps.store.snapshots.latest(key);
  return seen && hashOf(documentSource(seen.body as OrderSnapshot));
}
