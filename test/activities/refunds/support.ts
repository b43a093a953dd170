/** Refunds in the store, and the pass that brings them to Brightpearl as a workflow does it. */
import type { PlanOrderResult } from '../../../src/domain/activity-types';
import type { Issue } from '../../../src/domain/issues';
import type { OrderKey } from '../../../src/domain/ids';
import type { RefundStep } from '../../../src/domain/refund-types';
import { loadPlan } from '../../../src/activities/stored-plan';
import type { ActivityWorld } from '../support/activity-world';
import { plan, stepOf, type ImportPlan } from '../support/steps';

type Refund = Parameters<ActivityWorld['bigcommerce']['control']['refundOrder']>[1];

export const refund = (world: ActivityWorld, { orderId }: OrderKey, given: Refund = {}) =>
  world.bigcommerce.control.refundOrder(orderId, given);

export const lineOf = (world: ActivityWorld, { orderId }: OrderKey, index = 0): number =>
  world.bigcommerce.state.orders.get(orderId)!.consignments.shipping[0]!.line_items[index]!.id;

export const addressOf = (world: ActivityWorld, { orderId }: OrderKey): number =>
  Number(world.bigcommerce.state.orders.get(orderId)!.consignments.shipping[0]!['id']);

/** Some units of the first line. */
export const units = (world: ActivityWorld, key: OrderKey, quantity: number, index = 0) => ({
  items: [{ item_type: 'PRODUCT' as const, item_id: lineOf(world, key, index), quantity, adjustments: [], reason: '' }],
});

export interface Passed {
  readonly planned: PlanOrderResult;
  readonly steps: readonly RefundStep[];
  readonly issues: readonly Issue[];
}

/** One pass over an imported order: payments that are missing, then the refunds. */
export async function pass(world: ActivityWorld, key: OrderKey): Promise<Passed> {
  const planned = await plan(world, key);
  if (planned.kind !== 'import') {
    const after = planned.kind === 'issues' ? planned.after : undefined;
    return { planned, steps: after?.steps.refunds ?? [], issues: after?.issues ?? [] };
  }
  const step = stepOf(world, key, planned);
  const salesOrderIds = planned.parts.flatMap(({ salesOrderId }) => salesOrderId ?? []);
  for (const payment of planned.payments) await world.run('recordPayment', { ...step, payment, salesOrderIds });
  const steps = planned.after?.steps.refunds ?? [];
  const issues = [...(planned.after?.issues ?? [])];
  for (const one of steps) issues.push(...(await carryOut(world, key, planned, one)));
  return { planned, steps, issues };
}

async function carryOut(world: ActivityWorld, key: OrderKey, planned: ImportPlan, step: RefundStep): Promise<Issue[]> {
  const input = { ...stepOf(world, key, planned), refund: step.refund };
  for (const { credit, payments, goodsIn, close } of step.credits) {
    const { mismatch } = await world.run('createCredit', { ...input, credit });
    if (mismatch) return [mismatch];
    for (const payment of payments) await world.run('payRefund', { ...input, payment });
    if (goodsIn) await world.run('takeGoodsIn', { ...input, credit });
    if (close) await world.run('closeCredit', { ...input, credit });
  }
  for (const payment of step.payments) await world.run('payRefund', { ...input, payment });
  return [];
}

/** Rows that the plan of a pass wants, by key. */
export async function plannedRows(world: ActivityWorld, key: OrderKey, { planned }: Passed) {
  if (planned.kind !== 'import') throw new Error(JSON.stringify(planned));
  const { plan: stored } = await loadPlan(world.deps, key, planned.planId);
  const [salesOrder] = stored.salesOrders;
  return {
    expected: salesOrder!.expected,
    reserve: salesOrder!.reserve,
    rows: Object.fromEntries(
      salesOrder!.draft.rows.map(({ externalRef, quantity, net, tax }) => [externalRef, `${quantity} ${net} ${tax}`]),
    ),
  };
}

export const payments = (world: ActivityWorld): string[] =>
  world.brightpearl
    .ledger()
    .payments.map(({ type, amountPaid, methodCode, orderId }) => `${type} ${amountPaid} ${methodCode} on ${orderId}`);

/** What was received less what was paid out. */
export const balance = (world: ActivityWorld): string =>
  world.brightpearl
    .ledger()
    .payments.reduce((sum, { type, amountPaid }) => sum + Number(amountPaid) * (type === 'PAYMENT' ? -1 : 1), 0)
    .toFixed(2);

/** An action of staff in Brightpearl, by its control route. */
export async function staff(world: ActivityWorld, method: string, path: string, body?: unknown): Promise<void> {
  const response = await fetch(`${world.config.accounts[0]?.apiUrl}/_sim/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

interface Goods {
  readonly sku: string;
  readonly quantity: number;
}

export const ship = (world: ActivityWorld, salesOrderId: number, rows?: readonly Goods[]): Promise<void> =>
  staff(world, 'POST', 'goods-out-notes', { salesOrderId, ...(rows ? { rows } : {}), ship: true });

export const credits = (world: ActivityWorld) => world.brightpearl.ledger().salesCredits;
