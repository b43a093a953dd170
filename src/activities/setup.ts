/** Webhooks and schedules as the connector needs them: creates the missing, repairs the switched-off, removes strays of ours. */
import { isGrpcServiceError, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Client, ScheduleOptions } from '@temporalio/client';
import { DOCTOR_SCHEDULE_ID, reconcileScheduleId, sweepScheduleId } from '../domain/ids';
import { orchestrateQueue } from '../domain/queues';
import { ALL_SEARCH_ATTRIBUTES, StoreKey } from '../domain/search-attributes';
import { WEBHOOK_PATHS, WEBHOOK_SECRET_HEADER } from '../domain/webhooks';
import type { ActivityDeps } from './deps';

/** All that can change an order; a channel's own scopes repeat these. */
const ORDER_SCOPES = [
  'store/order/created',
  'store/order/updated',
  'store/order/archived',
  'store/order/statusUpdated',
  'store/order/refund/created',
  'store/order/transaction/created',
  'store/order/transaction/updated',
];

/** Sales orders moved or edited by staff. `order.created` and `contact.*` are refused by Brightpearl. */
const BRIGHTPEARL_EVENTS = ['order.modified.order-status'];

const RECONCILE_DAYS = 3;

export interface SetupDeps extends ActivityDeps {
  readonly client: Client;
  /** Gives the names of those that were missing. */
  readonly registerSearchAttributes: () => Promise<readonly string[]>;
  /** Where both systems reach our API; undefined: webhooks are left alone. */
  readonly publicUrl: string | undefined;
  readonly webhookSecretOf: (scope: string) => string;
}

export async function ensureStoreHooks(deps: SetupDeps, input: { readonly storeHash: string }): Promise<string[]> {
  const { storeHash } = input;
  if (!deps.publicUrl) return [`store ${storeHash}: no public URL is set, so no webhooks; the sweep finds every order`];
  const { hooks } = deps.bigcommerce(storeHash);
  const destination = `${deps.publicUrl}${WEBHOOK_PATHS.bigcommerce(storeHash)}`;
  const headers = { [WEBHOOK_SECRET_HEADER]: deps.webhookSecretOf(storeHash) };
  const existing = await hooks.list();
  const done: string[] = [];
  for (const scope of ORDER_SCOPES) {
    const [ours, ...repeats] = existing.filter((hook) => hook.scope === scope && hook.destination === destination);
    for (const repeat of repeats) await hooks.delete(repeat.id);
    if (!ours) {
      await hooks.create({ scope, destination, headers });
      done.push(`store ${storeHash}: registered ${scope}`);
    } else if (!ours.is_active || ours.headers[WEBHOOK_SECRET_HEADER] !== headers[WEBHOOK_SECRET_HEADER]) {
      await hooks.update(ours.id, { scope, destination, headers });
      done.push(`store ${storeHash}: repaired ${scope}`);
    }
  }
  const strays = existing.filter((hook) => isStray(hook, destination, storeHash));
  for (const stray of strays) {
    await hooks.delete(stray.id);
    done.push(`store ${storeHash}: removed ${stray.scope} to a former address`);
  }
  return done.length > 0 ? done : [`store ${storeHash}: all ${ORDER_SCOPES.length} webhooks are right`];
}

/** Ours by the path, which only we use, at another address or for a scope that is no longer wanted. */
const isStray = (hook: { scope: string; destination: string }, destination: string, storeHash: string): boolean =>
  hook.destination.endsWith(WEBHOOK_PATHS.bigcommerce(storeHash)) &&
  (hook.destination !== destination || !ORDER_SCOPES.includes(hook.scope));

export async function ensureAccountHooks(deps: SetupDeps, input: { readonly account: string }): Promise<string[]> {
  const { account } = input;
  if (!deps.publicUrl) return [`account ${account}: no public URL is set, so no webhooks`];
  const { webhooks } = deps.brightpearl(account);
  const path = WEBHOOK_PATHS.brightpearl(account);
  const uri = `${deps.publicUrl}${path}?secret=${encodeURIComponent(deps.webhookSecretOf(account))}`;
  const existing = await webhooks.list();
  const ours = existing.filter((hook) => hook.uriTemplate.includes(`${path}?secret=`));
  const done: string[] = [];
  for (const hook of ours) {
    const isFirst = ours.find((other) => other.subscribeTo === hook.subscribeTo && other.uriTemplate === uri) === hook;
    if (isFirst && BRIGHTPEARL_EVENTS.includes(hook.subscribeTo)) continue;
    await webhooks.delete(hook.id);
    done.push(`account ${account}: removed a stray ${hook.subscribeTo}`);
  }
  for (const subscribeTo of BRIGHTPEARL_EVENTS) {
    if (ours.some((hook) => hook.subscribeTo === subscribeTo && hook.uriTemplate === uri)) continue;
    await webhooks.create({ subscribeTo, uri });
    done.push(`account ${account}: registered ${subscribeTo}`);
  }
  return done.length > 0 ? done : [`account ${account}: all webhooks are right`];
}

/** Before the first order: a workflow that used an attribute the server does not know would hang. */
export async function ensureSearchAttributes(deps: SetupDeps): Promise<string[]> {
  const names = await deps.registerSearchAttributes().catch(refusedOnly);
  if (names === undefined) {
    const wanted = ALL_SEARCH_ATTRIBUTES.map(({ name }) => name).join(', ');
    return [`search attributes: the server lets only its own tools register them; see that it has ${wanted} (Keyword)`];
  }
  return names.length > 0 ? [`search attributes: registered ${names.join(', ')}`] : ['search attributes: all there'];
}

/** `PERMISSION_DENIED` and `UNIMPLEMENTED`, as hosted servers answer. */
const REFUSALS = [7, 12];

function refusedOnly(error: unknown): undefined {
  if (isGrpcServiceError(error) && REFUSALS.includes(error.code)) return undefined;
  throw error;
}

export async function ensureSchedules(deps: SetupDeps): Promise<string[]> {
  const { config } = deps;
  const taskQueue = orchestrateQueue(config.taskQueuePrefix);
  const base = { taskQueuePrefix: config.taskQueuePrefix };
  const schedules: ScheduleOptions[] = [
    ...config.stores.map(({ hash }) =>
      scheduleOf(sweepScheduleId(hash, 'orders'), 'sweep', taskQueue, [{ ...base, storeHash: hash }], {
        spec: { intervals: [{ every: config.timings.sweepIntervalMs }] },
        typedSearchAttributes: [{ key: StoreKey, value: hash }],
        state: { note: 'Finds orders that no webhook told about' },
      }),
    ),
    scheduleOf(DOCTOR_SCHEDULE_ID, 'doctor', taskQueue, [base], {
      spec: { intervals: [{ every: config.timings.sweepIntervalMs * 2 }] },
      state: { note: 'Compares the board with the running workflows' },
    }),
    ...config.routes.map((route) =>
      scheduleOf(
        reconcileScheduleId(route.name),
        'reconcile',
        taskQueue,
        [{ ...base, route: route.name, storeHash: route.store, account: route.account, days: RECONCILE_DAYS }],
        {
          // Nightly, when shops are quiet; the report's days are the account's own.
          spec: { calendars: [{ hour: 3, minute: 10 }] },
          state: { note: 'Compares orders, totals, taxes and payments of both sides' },
        },
      ),
    ),
  ];
  const done: string[] = [];
  for (const schedule of schedules) done.push(await ensureSchedule(deps.client, schedule));
  return done;
}

function scheduleOf(
  scheduleId: string,
  workflowType: string,
  taskQueue: string,
  args: unknown[],
  more: Pick<ScheduleOptions, 'spec' | 'state' | 'typedSearchAttributes'>,
): ScheduleOptions {
  return {
    scheduleId,
    action: { type: 'startWorkflow', workflowType, workflowId: scheduleId, taskQueue, args },
    // A slow run never piles up, and after an outage the watermark covers the gap: nothing to catch up on.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10m', pauseOnFailure: false },
    ...more,
  };
}

async function ensureSchedule(client: Client, schedule: ScheduleOptions): Promise<string> {
  try {
    await client.schedule.create(schedule);
    return `schedule ${schedule.scheduleId}: created`;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(schedule.scheduleId);
    // Whether somebody paused it is theirs to say; what it does and when is the configuration's.
    await handle.update((previous) => ({ ...previous, spec: schedule.spec, action: schedule.action as never }));
    return `schedule ${schedule.scheduleId}: up to date`;
  }
}
