/** An order's steps in the order its workflow takes them, so that a test begins at the one it is about. */
import type {
  CreateSalesOrderResult,
  PartStep,
  PlanOrderResult,
  PlanStep,
  ReadOrderResult,
} from '../../../src/domain/activity-types';
import type { OrderKey } from '../../../src/domain/ids';
import type { ActivityWorld } from './activity-world';

export type Changed = Extract<ReadOrderResult, { kind: 'changed' }>;
export type ImportPlan = Extract<PlanOrderResult, { kind: 'import' }>;

export async function read(world: ActivityWorld, key: OrderKey): Promise<Changed> {
  const result = await world.run('readOrder', { key, asOf: Date.now(), deep: true });
  if (result.kind !== 'changed') throw new Error(`The order was expected to have changed: ${JSON.stringify(result)}`);
  return result;
}

/** Reads the order and decides what is to happen with it. */
export async function plan(world: ActivityWorld, key: OrderKey): Promise<PlanOrderResult> {
  const { snapshotId, route, account } = await read(world, key);
  return world.run('planOrder', { key, asOf: Date.now(), snapshotId, route, account });
}

export async function planImport(world: ActivityWorld, key: OrderKey): Promise<ImportPlan> {
  const result = await plan(world, key);
  if (result.kind !== 'import') throw new Error(`The order was expected to be imported: ${JSON.stringify(result)}`);
  return result;
}

export const stepOf = (world: ActivityWorld, key: OrderKey, { planId }: ImportPlan): PlanStep => ({
  key,
  asOf: Date.now(),
  planId,
  account: world.account,
});

export const partStepOf = (world: ActivityWorld, key: OrderKey, planned: ImportPlan, part = 0): PartStep => ({
  ...stepOf(world, key, planned),
  part,
});

export interface Posted extends CreateSalesOrderResult {
  readonly planned: ImportPlan;
  readonly contactId: number;
}

/** Up to the verified sales order. */
export async function postSalesOrder(world: ActivityWorld, key: OrderKey): Promise<Posted> {
  const planned = await planImport(world, key);
  const { contactId } = await world.run('ensureContact', stepOf(world, key, planned));
  const created = await world.run('createSalesOrder', { ...partStepOf(world, key, planned), contactId });
  return { ...created, planned, contactId };
}

/** The whole pass, as a healthy workflow does it. Gives the sales order's id. */
export async function importOrder(world: ActivityWorld, key: OrderKey): Promise<number> {
  const { salesOrderId, planned } = await postSalesOrder(world, key);
  if (planned.parts[0]?.reserves) {
    await world.run('reserveStock', { ...partStepOf(world, key, planned), salesOrderId });
  }
  for (const payment of planned.payments) {
    await world.run('recordPayment', { ...stepOf(world, key, planned), payment, salesOrderIds: [salesOrderId] });
  }
  if (planned.notes) await world.run('writeNotes', { ...partStepOf(world, key, planned), salesOrderId });
  await world.run('linkBack', { ...stepOf(world, key, planned), salesOrderIds: [salesOrderId] });
  return salesOrderId;
}

/** Shows on the board what stopped the order, as its workflow does. */
export async function showStopped(world: ActivityWorld, key: OrderKey, result: PlanOrderResult): Promise<void> {
  const after = 'after' in result ? (result.after?.issues ?? []) : [];
  const [issue] = result.kind === 'issues' ? result.issues : after;
  if (!issue) throw new Error(`The order was expected to be stopped: ${JSON.stringify(result)}`);
  await world.run('saveState', { key, asOf: Date.now(), state: 'NEEDS_ATTENTION', step: 'Stopped', issue });
}
