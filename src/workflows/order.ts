/**
 * The `order` workflow: the only writer about one BigCommerce order on both sides. Every event starts it or pokes it; it
 * re-reads the order, brings Brightpearl level, lingers for the echoes of its own writes, and closes. Handlers only
 * record; the main loop acts.
 */
import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  setHandler,
} from '@temporalio/workflow';
import type { Issue, IssueCode } from '../domain/issues';
import { issue, ISSUES } from '../domain/issues';
import { orderStatusQuery } from '../domain/messages';
import type { OrderWorkflowInput, ParkedIssue } from '../domain/messages';
import { orchestrateActivities } from './steps/activity-proxies';
import { importOrder } from './steps/import-order';
import type { PassOutcome } from './steps/import-order';
import { Inbox } from './steps/inbox';
import { OrderState } from './steps/order-state';

const IN_STEP = 'In Brightpearl, totals equal';

export async function order(input: OrderWorkflowInput): Promise<void> {
  const inbox = new Inbox(input);
  const state = new OrderState(input);
  setHandler(orderStatusQuery, () => state.status(), { description: 'Where the order stands, and why' });
  if (input.parked) return waitParked(input, input.parked, inbox, state);

  let knownHash: string | undefined;
  let isRecheck = false;
  for (;;) {
    const { deep, ruled } = inbox.take();
    const outcome = await pass(input, { hash: knownHash, deep }, state);
    if (outcome.kind === 'synced') knownHash = outcome.hash;
    if (outcome.kind === 'attention' && !isRecheck) {
      const ruledAgain = await beforeRecheck(input, outcome.issue.code, ruled, inbox);
      isRecheck = !ruledAgain;
      inbox.lookAgain();
      continue;
    }
    isRecheck = false;
    const parked = await settleOutcome(input, outcome, state);
    if (parked) {
      // Nobody waits inside a run that holds the import path: import code can change while orders wait for weeks.
      await condition(allHandlersFinished);
      if (inbox.hasNews()) continue;
      const { ruled: _acted, ...waiting } = input;
      return continueAsNew<typeof order>({ ...waiting, parked, seenEvents: inbox.seenEvents });
    }
    // The echoes of what was just written are gathered and cost one read together; whatever else arrives is acted on.
    if (outcome.kind === 'synced') {
      await condition(() => inbox.hasUrgentNews(), input.timings.settleMs, {
        summary: 'Gather the echoes of our writes',
      });
    }
    await condition(allHandlersFinished);
    // No await may stand between this check and the return: a change arriving there would be lost.
    if (!inbox.hasNews() && allHandlersFinished()) return;
  }
}

/** What a search of Brightpearl answers, which may not yet show what a person just put right there. */
const SEARCHED: readonly IssueCode[] = ['UNKNOWN_SKU', 'DUPLICATE_SKU'];

/**
 * What does not fit is read once more before a person is asked: a webhook can outrun the order's own parts, and what
 * somebody corrected before a ruling may not be found yet. Other news waits, or it would use up the second reading too
 * early; only a ruling ends the wait. Gives whether one did.
 */
async function beforeRecheck(
  { timings }: OrderWorkflowInput,
  code: IssueCode,
  ruled: boolean,
  inbox: Inbox,
): Promise<boolean> {
  if (ruled && SEARCHED.includes(code)) {
    const lagMs = Math.max(timings.recheckMs, timings.searchLagMs ?? 0);
    return condition(() => inbox.hasRuling(), lagMs, {
      summary: "Read again, once Brightpearl's search shows changes",
    });
  }
  return condition(() => inbox.hasRuling(), timings.recheckMs, { summary: 'Read again, as parts may be arriving' });
}

/** Waits for a person, a change of the order, or the end of a hold; then starts over with a fresh history. */
async function waitParked(
  input: OrderWorkflowInput,
  parked: ParkedIssue,
  inbox: Inbox,
  state: OrderState,
): Promise<void> {
  state.showParked(parked);
  if (parked.until === undefined) await condition(() => inbox.hasNews());
  else {
    const holdMs = Math.max(1, Date.parse(parked.until) - Date.now());
    await condition(() => inbox.hasNews(), holdMs, { summary: parked.message });
  }
  await condition(allHandlersFinished);
  const { parked: _done, ...fresh } = input;
  const ruled = inbox.hasRuling() ? { ruled: true } : {};
  await continueAsNew<typeof order>({ ...fresh, ...ruled, seenEvents: inbox.seenEvents });
}

/** One pass; a failure that names a known issue becomes that issue, anything else is a bug and parks the workflow task. */
async function pass(
  input: OrderWorkflowInput,
  known: { readonly hash: string | undefined; readonly deep: boolean },
  state: OrderState,
): Promise<PassOutcome> {
  try {
    return await importOrder(input, known, {
      step: (text) => state.showStep(text),
      importing: () => state.enter('SYNCING'),
      salesOrderCreated: (id) => state.addSalesOrder(id),
    });
  } catch (error) {
    const found = issueOf(error);
    if (!found) throw error;
    return { kind: 'attention', issue: found, salesOrderIds: [] };
  }
}

/** Records how the pass ended. Gives what to park with, if the order must wait. */
async function settleOutcome(
  input: OrderWorkflowInput,
  outcome: PassOutcome,
  state: OrderState,
): Promise<ParkedIssue | undefined> {
  const board = orchestrateActivities(input, `Record: ${outcome.kind}`);
  const step = { key: input.key, asOf: Date.now() };
  switch (outcome.kind) {
    case 'unchanged':
      state.showStep(state.current === 'SYNCED' ? IN_STEP : 'Nothing changed');
      return undefined;
    case 'synced':
      for (const id of outcome.salesOrderIds) state.addSalesOrder(id);
      state.enter('SYNCED');
      state.showStep(IN_STEP);
      return undefined;
    case 'skipped':
      state.enter('SKIPPED');
      state.showStep(outcome.reason);
      return undefined;
    case 'held': {
      const message = `${outcome.rule}: ${outcome.reason}`;
      state.enter('HELD');
      await board.saveState({
        ...step,
        state: 'HELD',
        step: message,
        issue: issue('HELD_BY_RULE', message, { subject: outcome.rule }),
        ...(outcome.until ? { until: outcome.until } : {}),
      });
      return {
        code: 'HELD_BY_RULE',
        message,
        state: 'HELD',
        rule: outcome.rule,
        ...(outcome.until ? { until: outcome.until } : {}),
      };
    }
    case 'attention': {
      state.enter('NEEDS_ATTENTION', outcome.issue.code);
      await board.saveState({
        ...step,
        state: 'NEEDS_ATTENTION',
        step: ISSUES[outcome.issue.code].title,
        issue: outcome.issue,
        salesOrderIds: outcome.salesOrderIds,
      });
      return { code: outcome.issue.code, message: outcome.issue.message, state: 'NEEDS_ATTENTION' };
    }
  }
}

/** The issue an activity failed with, if its failure type is in the catalogue. */
function issueOf(error: unknown): Issue | undefined {
  if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) return undefined;
  const { type, message, details } = error.cause;
  if (!type || !(type in ISSUES)) return undefined;
  const given = details?.[0] as Issue | undefined;
  return given ?? { code: type as IssueCode, message };
}
