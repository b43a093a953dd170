/** What an order's workflow does after the sale, step by step. */
import type { PlanOrderResult } from '../../../src/domain/activity-types';
import type { OrderKey } from '../../../src/domain/ids';
import type { Issue } from '../../../src/domain/issues';
import type { ActivityWorld } from './activity-world';
import { plan, stepOf } from './steps';

export const issuesOf = (planned: PlanOrderResult): readonly Issue[] => [
  ...(planned.kind === 'issues' ? planned.issues : []),
  ...('after' in planned ? (planned.after?.issues ?? []) : []),
];

/** Reads and plans the order as it is now, and applies what the store changed. */
export async function applyEdits(world: ActivityWorld, key: OrderKey): Promise<readonly Issue[]> {
  const planned = await plan(world, key);
  if (planned.kind !== 'import') return issuesOf(planned);
  const issues = [...issuesOf(planned)];
  for (const { part, salesOrderId } of planned.after?.steps.amend ?? []) {
    const { issue } = await world.run('amendSalesOrder', { ...stepOf(world, key, planned), part, salesOrderId });
    if (issue) issues.push(issue);
  }
  return issues;
}

/** The sales order as Brightpearl has it, with what hangs on it. */
export function salesOrder(world: ActivityWorld, id: number) {
  const order = world.brightpearl.ledger().salesOrders.find((one) => one.id === id)!;
  const reserved = world.brightpearl.state().reservations.get(id);
  return {
    ...order,
    reserved: Object.fromEntries([...(reserved?.rows ?? [])].map(([rowId, { quantity }]) => [rowId, quantity])),
  };
}

/** What staff do in Brightpearl's own screens, by the control API. */
export async function staff<Answer = unknown>(world: ActivityWorld, path: string, body: unknown = {}): Promise<Answer> {
  const [account] = world.config.accounts;
  const answer = await fetch(`${account!.apiUrl}/_sim/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** Reads and plans the order as it is now, books its payments, and cancels what is to be cancelled. */
export async function followCancellation(world: ActivityWorld, key: OrderKey): Promise<readonly Issue[]> {
  const planned = await plan(world, key);
  const issues = [...issuesOf(planned)];
  if (planned.kind === 'import') {
    const salesOrderIds = planned.parts.flatMap(({ salesOrderId }) => salesOrderId ?? []);
    for (const payment of planned.payments) {
      await world.run('recordPayment', { ...stepOf(world, key, planned), payment, salesOrderIds });
    }
  }
  const cancel = 'after' in planned ? (planned.after?.steps.cancel ?? []) : [];
  for (const one of cancel) {
    const input = { key, asOf: Date.now(), account: world.account, ...one };
    const { issue } = await world.run('cancelSalesOrder', input);
    if (issue) issues.push(issue);
  }
  return issues;
}
