/**
 * The `order` workflow: the only writer about one BigCommerce order on both sides. Every event starts it or pokes it; it
 * re-reads the order, brings Brightpearl level, lingers for the echoes of its own writes, and closes. Handlers only
 * record; the main loop acts.
 */
import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { IssueCode } from '../domain/issues';
import { orderStatusQuery } from '../domain/messages';
import type { OrderWorkflowInput, ParkedIssue } from '../domain/messages';
import { issueOfFailure } from './steps/failed-step';
import { importOrder } from './steps/import-order';
import type { KnownBefore } from './steps/import-order';
import type { PassOutcome } from './steps/pass-outcome';
import { Inbox } from './steps/inbox';
import { OrderState } from './steps/order-state';
import { settleOutcome } from './steps/settle-outcome';

export async function order(input: OrderWorkflowInput): Promise<void> {
  const inbox = new Inbox(input);
  const state = new OrderState(input);
  setHandler(orderStatusQuery, () => state.status(), { description: 'Where the order stands, and why' });
  if (input.parked) return waitParked(input, input.parked, inbox, state);

  let knownHash = input.continued?.knownHash;
  let isRecheck = false;
  for (let passes = 0; ; passes += 1) {
    // After at least one pass, so that every run gets somewhere.
    if (passes > 0 && workflowInfo().continueAsNewSuggested) return startOver(input, knownHash, inbox, state);
    const { deep, ruled, brightpearl } = inbox.take();
    const outcome = await pass(input, { hash: knownHash, deep, brightpearl }, state, inbox);
    if (outcome.kind === 'synced') knownHash = outcome.hash;
    // An order that did not get through is not known, even if it comes to be again what it was before.
    else if (outcome.kind !== 'unchanged') knownHash = undefined;
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
      return continueAsNew<typeof order>({ ...ofOrder(input), parked });
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

/** What every run of one order starts with. */
const ofOrder = ({ key, taskQueuePrefix, timings }: OrderWorkflowInput): OrderWorkflowInput => ({
  key,
  taskQueuePrefix,
  timings,
});

/** A history that grows for days would slow every replay: a fresh run goes on where this one stands, and looks at once. */
async function startOver(
  input: OrderWorkflowInput,
  knownHash: string | undefined,
  inbox: Inbox,
  state: OrderState,
): Promise<void> {
  await condition(allHandlersFinished);
  const known = {
    ...(knownHash === undefined ? {} : { knownHash }),
    ...(inbox.hasBrightpearlNews() ? { brightpearlNews: true } : {}),
  };
  return continueAsNew<typeof order>({
    ...ofOrder(input),
    ...rulingOf(inbox),
    continued: { ...state.toContinue(), ...known },
  });
}

const rulingOf = (inbox: Inbox): Pick<OrderWorkflowInput, 'ruled'> => (inbox.hasRuling() ? { ruled: true } : {});

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
  await continueAsNew<typeof order>({ ...ofOrder(input), ...rulingOf(inbox) });
}

/**
 * One pass; a step that failed for good becomes the issue that it names, or one that says that nobody foresaw it. Other
 * errors are bugs of the workflow itself: they stop its task until they are corrected, and fail no order.
 */
async function pass(
  input: OrderWorkflowInput,
  known: KnownBefore,
  state: OrderState,
  inbox: Inbox,
): Promise<PassOutcome> {
  try {
    return await importOrder(input, known, {
      step: (text) => state.showStep(text),
      importing: () => state.enter('SYNCING'),
      salesOrderCreated: (id) => state.addSalesOrder(id),
      echoesExpected: () => inbox.expectStatusEcho(),
    });
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return { kind: 'attention', issue: issueOfFailure(error, input.key), salesOrderIds: [] };
  }
}
