/** Writes what a plan found missing of an order: contact, sales orders, reservations, payments and notes, and the link back. */
import type { PlannedPart, PlanOrderResult, ReadOrderResult } from '../../domain/activity-types';
import type { Issue } from '../../domain/issues';
import type { OrderWorkflowInput } from '../../domain/messages';
import { bigcommerceActivities, brightpearlActivities } from './activity-proxies';
import type { PassOutcome } from './pass-outcome';

type Changed = Extract<ReadOrderResult, { kind: 'changed' }>;
type ImportPlan = Extract<PlanOrderResult, { kind: 'import' }>;

/** What the pass tells its run while it works. */
export interface PassObserver {
  step(text: string): void;
  importing(): void;
  salesOrderCreated(id: number): void;
  /** Our own writes may change the order's status from now on. */
  echoesExpected(): void;
}

export async function writeOrder(
  input: OrderWorkflowInput,
  { hash, account }: Pick<Changed, 'hash' | 'account'>,
  plan: ImportPlan,
  observer: PassObserver,
): Promise<PassOutcome> {
  if (plan.upToDate) return { kind: 'synced', hash, salesOrderIds: knownIds(plan) };
  observer.importing();
  const step = { key: input.key, planId: plan.planId, account };
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
  return { kind: 'synced', hash, salesOrderIds };
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
