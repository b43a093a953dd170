/** How a pass that ended is shown and recorded, and whether the order has to wait. */
import { issue, ISSUES } from '../../domain/issues';
import type { OrderWorkflowInput, ParkedIssue } from '../../domain/messages';
import { orchestrateActivities } from './activity-proxies';
import type { PassOutcome } from './pass-outcome';
import type { OrderState } from './order-state';

const IN_STEP = 'In Brightpearl, totals equal';

/** Gives what to park with, if the order must wait. */
export async function settleOutcome(
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
      state.enter(outcome.cancelled ? 'CANCELLED' : 'SYNCED');
      state.showStep(outcome.cancelled ? 'Cancelled on both sides' : IN_STEP);
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
