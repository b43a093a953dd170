/** An order that is in Brightpearl, looked at again after something happened there. */
import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { PlanOrderInput, PlanOrderResult } from '../../../src/domain/activity-types';
import type { OrderKey } from '../../../src/domain/ids';
import type { BrightpearlChangeSteps } from '../../../src/domain/brightpearl-change-types';
import { brightpearlChangeRulesSchema } from '../../../src/mapping/rules-brightpearl-changes';
import type { BrightpearlChangeRules } from '../../../src/mapping/rules-brightpearl-changes';
import type { Order } from '../../../src/simulators/brightpearl/records';
import type { ActivityWorld } from '../support/activity-world';
import { importOrder, read } from '../support/steps';

export const changeRules = (rules: Partial<BrightpearlChangeRules> = {}) => ({
  rules: { brightpearlChanges: brightpearlChangeRulesSchema.parse(rules) },
});

export interface Imported {
  readonly world: ActivityWorld;
  readonly key: OrderKey;
  readonly salesOrderId: number;
}

export async function imported(
  world: ActivityWorld,
  order: Parameters<ActivityWorld['place']>[0] = {},
): Promise<Imported> {
  const key = world.place(order);
  return { world, key, salesOrderId: await importOrder(world, key) };
}

export function documentOf({ world, salesOrderId }: Imported): Order {
  const order = world.brightpearl.state().orders.get(salesOrderId);
  if (!order) throw new Error(`There is no order ${salesOrderId}`);
  return order;
}

/** A pass as the workflow makes it when Brightpearl told of something (or the store alone did). */
export async function lookAgain({ world, key }: Imported, { news = true } = {}) {
  const { snapshotId, route, account } = await read(world, key);
  const plan = await planned(world, {
    key,
    asOf: Date.now(),
    snapshotId,
    route,
    account,
    ...(news ? { brightpearlNews: true } : {}),
  });
  const after = plan.kind === 'hold' || plan.kind === 'skip' ? undefined : plan.after;
  if (!after) throw new Error(`Nothing was planned after the sale: ${JSON.stringify(plan)}`);
  const all = ((await world.store.orders.get(key))?.details['notices'] ?? []) as readonly string[];
  // Those of the import are about its shipping method.
  const notices = all.filter((notice) => !notice.startsWith('shipping method'));
  return { ...after, mirror: after.steps.mirror ?? {}, notices, codes: after.issues.map(({ code }) => code) };
}

/** Tried again while the search may not show everything yet, as the workflow does. */
async function planned(world: ActivityWorld, input: PlanOrderInput): Promise<PlanOrderResult> {
  for (;;) {
    try {
      return await world.run('planOrder', input);
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.type !== 'NotYetReadable') throw error;
      await pause(error.nextRetryDelay as number);
    }
  }
}

/** Carries out what was planned, as the workflow does. Gives the issues. */
export async function carryOut({ world, key }: Imported, steps: BrightpearlChangeSteps) {
  const { cancelInStore, statuses, invoices = [], payment, staffCredits = [] } = steps;
  const step = { key, asOf: Date.now(), account: world.account };
  const result = cancelInStore ? await world.run('cancelInStore', { ...step, ...cancelInStore }) : {};
  if (statuses?.toStore !== undefined) await world.run('moveInStore', { ...step, statuses });
  else if (statuses) await world.run('moveInBrightpearl', { ...step, statuses });
  for (const salesOrder of invoices) await world.run('closeSalesOrder', { ...step, salesOrder });
  if (payment) await world.run('actOnPayment', { key, asOf: Date.now(), ...payment });
  for (const credit of staffCredits)
    Object.assign(result, await world.run('refundStaffCredit', { ...step, ...credit }));
  return result.issue;
}

/** A control route of the simulated account: what staff do. */
export async function staff<Body = unknown>(
  { world }: Pick<Imported, 'world'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Body> {
  const { apiUrl } = world.config.accounts[0]!;
  const answer = await fetch(`${apiUrl}/_sim/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as Body;
}

export const statusOf = ({ world, key }: Imported): number =>
  Number(world.bigcommerce.state.orders.get(key.orderId)?.header['status_id']);

/** As somebody does in the control panel of the store. */
export const setStoreStatus = async ({ world, key }: Imported, statusId: number): Promise<void> =>
  world.deps.bigcommerce(world.storeHash).orders.setStatus(key.orderId, statusId);

export const writesOf = (world: ActivityWorld): string[] =>
  (['bigcommerce', 'brightpearl'] as const)
    .flatMap((system) => world.requests(system))
    .filter((request) => !request.startsWith('GET') && !request.startsWith('OPTIONS'));
