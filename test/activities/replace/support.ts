/** An order that is changed after its invoice, and the passes that credit its sales order and make it anew. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Issue } from '../../../src/domain/issues';
import type { OrderKey } from '../../../src/domain/ids';
import { CATALOG } from '../../../src/cli/demo-catalog';
import { storeProduct } from '../../../src/cli/simulated-world';
import { ageIntents, type ActivityWorld, type WorldOptions } from '../support/activity-world';
import { applyEdits, issuesOf, salesOrder, staff } from '../support/after-sale';
import { importOrder, plan, stepOf, partStepOf } from '../support/steps';

const LINES = [
  { sku: 'MUG-BLUE', name: 'Mug', price: '12.95', quantity: 2, taxRate: '8.25' },
  { sku: 'NOTE-A5', name: 'Notebook', price: '5.01', quantity: 1, taxRate: '8.25' },
];

type Edit = Parameters<ActivityWorld['bigcommerce']['control']['changeOrder']>[1];

export const edit = ({ bigcommerce }: ActivityWorld, { orderId }: OrderKey, change: Edit): void =>
  bigcommerce.control.changeOrder(orderId, change);

export const THREE_MUGS: Edit = { products: [{ sku: 'MUG-BLUE', quantity: 3 }] };

export interface Invoiced {
  readonly world: ActivityWorld;
  readonly key: OrderKey;
  readonly oldId: number;
}

/** Imported, paid and invoiced, and three mugs since. */
export async function invoiced(
  open: (options?: WorldOptions) => Promise<ActivityWorld>,
  { order = {}, change = THREE_MUGS, ...options }: WorldOptions & { order?: object; change?: Edit } = {},
): Promise<Invoiced> {
  const world = await open(options);
  for (const seed of CATALOG) world.bigcommerce.control.addProduct(storeProduct(seed));
  const key = world.place({ lines: LINES, ...order });
  const oldId = await importOrder(world, key);
  await staff(world, `sales-orders/${oldId}/invoice`);
  edit(world, key, change);
  return { world, key, oldId };
}

/** A person sees what was changed, and has the sales order replaced. */
export async function choose(world: ActivityWorld, key: OrderKey): Promise<Issue> {
  const [issue] = await applyEdits(world, key);
  await world.run('saveState', { key, asOf: Date.now(), state: 'NEEDS_ATTENTION', step: 'Stopped', issue: issue! });
  const commandId = `replace-${Date.now()}`;
  const command = { verb: 'amend', actor: 'ann', commandId, arguments: { applyEdit: 'replace' } } as const;
  await world.run('recordDecision', { key, asOf: Date.now(), command });
  // Payments that were booked just now are waited for.
  await pause(world.config.timings.searchLagMs + 50);
  return issue!;
}

/** One pass as a workflow makes it. Gives what stands in its way; nothing when it replaced, or all is done. */
export async function pass(world: ActivityWorld, key: OrderKey): Promise<readonly Issue[]> {
  const planned = await plan(world, key);
  const replace = 'after' in planned ? planned.after?.steps.replace : undefined;
  if (replace) {
    const input = () => ({ key, asOf: Date.now(), account: world.account, ...replace });
    const { issue } = await world.run('creditSalesOrder', input());
    if (issue) return [issue];
    await world.run('retireSalesOrder', input());
    return pass(world, key);
  }
  if (planned.kind !== 'import') return issuesOf(planned);
  const step = () => stepOf(world, key, planned);
  const salesOrderIds: number[] = [];
  for (const { part, salesOrderId, complete, reserves } of planned.parts) {
    if (complete && salesOrderId !== undefined) {
      salesOrderIds.push(salesOrderId);
      continue;
    }
    const of = () => partStepOf(world, key, planned, part);
    const { contactId } = await world.run('ensureContact', step());
    const made = await world.run('createSalesOrder', { ...of(), contactId });
    salesOrderIds.push(made.salesOrderId);
    if (made.mismatch) return [made.mismatch];
    if (reserves) await world.run('reserveStock', { ...of(), salesOrderId: made.salesOrderId });
  }
  for (const payment of planned.payments) await world.run('recordPayment', { ...step(), payment, salesOrderIds });
  if (!planned.upToDate) await world.run('linkBack', { ...step(), salesOrderIds });
  return issuesOf(planned);
}

/** Passes again and again, until one gets through. */
export async function untilDone(world: ActivityWorld, key: OrderKey): Promise<void> {
  let last: unknown;
  for (let tries = 0; tries < 8; tries += 1) {
    try {
      expect(await pass(world, key)).toEqual([]);
      return;
    } catch (error) {
      last = error;
      await ageIntents(world);
      await pause(world.config.timings.searchLagMs + 50);
    }
  }
  throw new Error('Not done after 8 passes', { cause: last });
}

const paidOf = (world: ActivityWorld, id: number): string[] =>
  world.brightpearl
    .ledger()
    .payments.filter(({ orderId }) => orderId === id)
    .map(({ type, amountPaid, methodCode }) => `${type} ${amountPaid} ${methodCode}`)
    .sort();

/** Old, credit and new to the cent, each with its money, and nothing else. */
export function documents(world: ActivityWorld) {
  const { salesOrders, salesCredits } = world.brightpearl.ledger();
  const look = ({ id, externalRef, total, tax, parentId }: (typeof salesOrders)[number]) => ({
    externalRef,
    total,
    tax,
    parentId,
    payments: paidOf(world, id),
    reserved: Object.values(salesOrder(world, id).reserved).reduce((sum, quantity) => sum + quantity, 0),
  });
  return {
    orders: salesOrders.map(look),
    credits: salesCredits.map(({ id, externalRef, total, tax, parentId }) => ({
      externalRef,
      total,
      tax,
      parentId,
      payments: paidOf(world, id),
    })),
  };
}
