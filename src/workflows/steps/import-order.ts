/**
 * One pass over one order: read it as it is now, and bring Brightpearl level with it. Every step is idempotent, so the
 * pass is the same for a first import, a retry, a reset and a later payment.
 */
import type { PlanOrderResult, ReadOrderResult } from '../../domain/activity-types';
import type { ReplaceStep } from '../../domain/after-sale-types';
import type { OrderWorkflowInput } from '../../domain/messages';
import { bigcommerceActivities, brightpearlActivities } from './activity-proxies';
import { afterSale } from './after-sale';
import { attention, withIssues, withOrderHash, type PassOutcome } from './pass-outcome';
import { replaceOrder } from './replace-order';
import { writeOrder, type PassObserver } from './write-order';

/** What the run knows of the order before a pass. */
export interface KnownBefore {
  /** Of the version that was handled last. */
  readonly hash: string | undefined;
  readonly deep: boolean;
  /** Brightpearl may have news. */
  readonly brightpearl: boolean;
}

export async function importOrder(
  input: OrderWorkflowInput,
  known: KnownBefore,
  observer: PassObserver,
): Promise<PassOutcome> {
  const { key } = input;
  observer.step('Reading the order');
  const read = await bigcommerceActivities(input, `Read order ${key.orderId}`).readOrder({
    key,
    asOf: Date.now(),
    deep: known.deep,
    // What Brightpearl tells of is not in the store's order: an order that did not change there is looked at all the same.
    ...(known.hash === undefined || known.brightpearl ? {} : { knownHash: known.hash }),
  });
  if (read.kind === 'unchanged') return read;
  if (read.kind === 'issue') return { kind: 'attention', issue: read.issue, salesOrderIds: [] };

  observer.step(`Planning on route ${read.route}`);
  const plan = await brightpearlActivities(input, read.account, 'Decide, look up products and map').planOrder({
    key,
    asOf: Date.now(),
    snapshotId: read.snapshotId,
    route: read.route,
    account: read.account,
    ...(known.brightpearl ? { brightpearlNews: true } : {}),
  });
  if (plan.kind === 'hold') return { ...plan, kind: 'held' };
  if (plan.kind === 'skip') return { kind: 'skipped', reason: plan.reason };
  const replaced = async (replace: ReplaceStep): Promise<PassOutcome> => {
    const issue = await replaceOrder(input, read.account, replace, (text) => observer.step(text));
    // From here on it is an order without a sales order, and is read and planned as such.
    return issue ? attention([issue]) : importOrder(input, { ...known, hash: undefined }, observer);
  };
  if (plan.kind === 'replacing') return replaced(plan.after.steps.replace);
  if (plan.after?.steps.replace) return replaced(plan.after.steps.replace);
  const outcome = await outcomeOf(input, read, plan, observer);
  if (!plan.after) return outcome;
  const planId = plan.kind === 'import' ? { planId: plan.planId } : {};
  let handled = outcome;
  const issues = await afterSale(
    {
      input,
      ...planId,
      account: read.account,
      step: (text) => observer.step(text),
      expectEchoes: () => observer.echoesExpected(),
      statusChanged: (orderHash) => {
        handled = withOrderHash(outcome, orderHash);
      },
    },
    plan.after,
  );
  const ended = withIssues(handled, issues);
  const cancelled = plan.kind === 'cancelled' || (plan.after.steps.cancel ?? []).length > 0;
  return ended.kind === 'synced' && cancelled ? { ...ended, cancelled } : ended;
}

type Planned = Exclude<PlanOrderResult, { readonly kind: 'hold' | 'skip' | 'replacing' }>;

async function outcomeOf(
  input: OrderWorkflowInput,
  read: Extract<ReadOrderResult, { kind: 'changed' }>,
  plan: Planned,
  observer: PassObserver,
): Promise<PassOutcome> {
  if (plan.kind === 'issues') return attention(plan.issues);
  if (plan.kind === 'cancelled') return { kind: 'synced', hash: read.hash, salesOrderIds: plan.salesOrderIds };
  return writeOrder(input, read, plan, observer);
}
