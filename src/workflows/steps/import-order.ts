/**
 * One pass over one order: read it as it is now, and bring Brightpearl level with it. Every step is idempotent, so the
 * pass is the same for a first import, a retry, a reset and a later payment.
 */
import type { PlannedPart, PlanOrderResult, ReadOrderResult } from '../../domain/activity-types';
import type { ReplaceStep } from '../../domain/after-sale-types';
import type { Issue } from '../../domain/issues';
import type { OrderWorkflowInput } from '../../domain/messages';
import { bigcommerceActivities, brightpearlActivities } from './activity-proxies';
import { afterSale } from './after-sale';
import { replaceOrder } from './replace-order';

/** How a pass ended. */
export type PassOutcome =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'synced';
      readonly hash: string;
      readonly salesOrderIds: readonly number[];
      /** In step, as both sides cancelled it. */
      readonly cancelled?: boolean;
    }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'held'; readonly rule: string; readonly reason: string; readonly until: string | null }
  | { readonly kind: 'attention'; readonly issue: Issue; readonly salesOrderIds: readonly number[] };

/** What the pass tells its run while it works. */
export interface PassObserver {
  step(text: string): void;
  importing(): void;
  salesOrderCreated(id: number): void;
  /** Our own writes may change the order's status from now on. */
  echoesExpected(): void;
}

/** What the run knows of the order before a pass. */
export interface KnownBefore {
  /** Of the version that was handled last. */
  readonly hash: string | undefined;
  readonly deep: boolean;
  /** Brightpearl may have news. */
  readonly brightpearl: boolean;
}

type Changed = Extract<ReadOrderResult, { kind: 'changed' }>;
type ImportPlan = Extract<PlanOrderResult, { kind: 'import' }>;

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
  read: Changed,
  plan: Planned,
  observer: PassObserver,
): Promise<PassOutcome> {
  if (plan.kind === 'issues') return attention(plan.issues);
  if (plan.kind === 'cancelled') return { kind: 'synced', hash: read.hash, salesOrderIds: plan.salesOrderIds };
  return writeOrder(input, read, plan, observer);
}

/** The order's own part of the version's hash comes first. */
function withOrderHash(outcome: PassOutcome, orderHash: string): PassOutcome {
  if (outcome.kind !== 'synced') return outcome;
  return { ...outcome, hash: outcome.hash.replace(/^[^.]*/, orderHash) };
}

/** What stands in the way after the sale is shown like what stands in the way of an import, and behind it. */
function withIssues(outcome: PassOutcome, issues: readonly Issue[]): PassOutcome {
  if (issues.length === 0) return outcome;
  if (outcome.kind !== 'attention') {
    return { ...attention(issues), salesOrderIds: outcome.kind === 'synced' ? outcome.salesOrderIds : [] };
  }
  const { issue, salesOrderIds } = outcome;
  const more = (issue.details?.['more'] ?? []) as readonly Issue[];
  return {
    kind: 'attention',
    issue: { ...issue, details: { ...issue.details, more: [...more, ...issues] } },
    salesOrderIds,
  };
}

async function writeOrder(
  input: OrderWorkflowInput,
  read: Changed,
  plan: ImportPlan,
  observer: PassObserver,
): Promise<PassOutcome> {
  if (plan.upToDate) return { kind: 'synced', hash: read.hash, salesOrderIds: knownIds(plan) };
  observer.importing();
  const step = { key: input.key, planId: plan.planId, account: read.account };
  const contactId = await contactFor(input, step, plan, observer);
  const documents: SalesOrderOfPart[] = [];
  for (const part of plan.parts) {
    const { salesOrderId, mismatch } = await postPart(input, step, part, contactId, observer);
    documents.push({ part, salesOrderId });
    const salesOrderIds = documents.map((document) => document.salesOrderId);
    if (mismatch) return { kind: 'attention', issue: mismatch, salesOrderIds };
  }
  const salesOrderIds = documents.map((document) => document.salesOrderId);
  observer.step(`Reserving stock and recording payments for ${salesOrderIds.join(', ')}`);
  // Independent of each other, and both only after every document was proved. All end before a failure is acted on.
  await allEnded([reserveParts(input, step, documents), addPaymentsAndNotes(input, step, plan, salesOrderIds)]);
  observer.step('Linking the order back');
  await bigcommerceActivities(input, `Link to sales order ${salesOrderIds.join(', ')}`).linkBack({
    key: input.key,
    asOf: Date.now(),
    planId: plan.planId,
    salesOrderIds,
  });
  return { kind: 'synced', hash: read.hash, salesOrderIds };
}

interface Step {
  readonly key: OrderWorkflowInput['key'];
  readonly planId: string;
  readonly account: string;
}

interface SalesOrderOfPart {
  readonly part: PlannedPart;
  readonly salesOrderId: number;
}

const knownIds = (plan: ImportPlan): number[] => plan.parts.flatMap((part) => part.salesOrderId ?? []);

/** Nobody needs a contact once every sales order exists. */
async function contactFor(
  input: OrderWorkflowInput,
  step: Step,
  plan: ImportPlan,
  observer: PassObserver,
): Promise<number | undefined> {
  if (plan.parts.every((part) => part.salesOrderId !== undefined)) return undefined;
  observer.step('Finding or creating the contact');
  const activities = brightpearlActivities(input, step.account, 'Find or create the contact');
  return (await activities.ensureContact({ ...step, asOf: Date.now() })).contactId;
}

/** Posts one sales order and proves its figures; one that was proved before is only named. */
async function postPart(
  input: OrderWorkflowInput,
  step: Step,
  part: PlannedPart,
  contactId: number | undefined,
  observer: PassObserver,
): Promise<{ readonly salesOrderId: number; readonly mismatch?: Issue }> {
  if (part.complete && part.salesOrderId !== undefined) return { salesOrderId: part.salesOrderId };
  observer.step(`Posting sales order ${part.externalRef}`);
  const activities = brightpearlActivities(
    input,
    step.account,
    `Post sales order ${part.externalRef} and read it back`,
  );
  const created = await activities.createSalesOrder({
    ...step,
    asOf: Date.now(),
    part: part.part,
    ...(contactId === undefined ? {} : { contactId }),
  });
  observer.salesOrderCreated(created.salesOrderId);
  return created;
}

async function reserveParts(
  input: OrderWorkflowInput,
  step: Step,
  documents: readonly SalesOrderOfPart[],
): Promise<void> {
  for (const { part, salesOrderId } of documents) {
    if (part.complete || !part.reserves) continue;
    const activities = brightpearlActivities(input, step.account, `Reserve stock for ${salesOrderId}`);
    await activities.reserveStock({ ...step, asOf: Date.now(), part: part.part, salesOrderId });
  }
}

/** Each payment knows its sales order; notes belong to the order as a whole, and the first carries them. */
async function addPaymentsAndNotes(
  input: OrderWorkflowInput,
  step: Step,
  plan: ImportPlan,
  salesOrderIds: readonly number[],
): Promise<void> {
  for (const payment of plan.payments) {
    const activities = brightpearlActivities(input, step.account, `Record payment of ${salesOrderIds.join(', ')}`);
    await activities.recordPayment({ ...step, asOf: Date.now(), payment, salesOrderIds });
  }
  const [salesOrderId] = salesOrderIds;
  if (!plan.notes || salesOrderId === undefined) return;
  const activities = brightpearlActivities(input, step.account, `Write notes on ${salesOrderId}`);
  await activities.writeNotes({ ...step, asOf: Date.now(), part: 0, salesOrderId });
}

async function allEnded(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

function attention(issues: readonly Issue[]): Extract<PassOutcome, { kind: 'attention' }> {
  const [first, ...rest] = issues;
  if (!first) throw new Error('planOrder answered "issues" without an issue');
  const more = rest.length === 0 ? first : { ...first, details: { ...first.details, more: rest } };
  return { kind: 'attention', issue: more, salesOrderIds: [] };
}
