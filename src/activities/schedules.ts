/** What recurs, as Temporal Schedules: creates the missing, brings the others up to date, removes those of former stores. */
import { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Client, ScheduleOptions } from '@temporalio/client';
import { IANAZone } from 'luxon';
import type { StockConfig } from '../config/config';
import {
  auditScheduleId,
  compareScheduleId,
  DOCTOR_SCHEDULE_ID,
  duplicatesScheduleId,
  isScheduleOfConfig,
  reconcileScheduleId,
  sweepScheduleId,
} from '../domain/ids';
import { orchestrateQueue } from '../domain/queues';
import { StoreKey } from '../domain/search-attributes';
import type { StockJobInput } from '../domain/stock-types';
import type { ActivityDeps } from './deps';
import { catalogAccountsOf } from './catalog/deps';
import { accountsOf } from './stock/deps';

const RECONCILE_DAYS = 3;

export async function ensureSchedules(deps: ActivityDeps & { readonly client: Client }): Promise<string[]> {
  const taskQueue = orchestrateQueue(deps.config.taskQueuePrefix);
  const schedules = wantedSchedules(deps, taskQueue, await timeZones(deps));
  const done: string[] = [];
  for (const schedule of schedules) {
    const isNew = await ensureSchedule(deps.client, schedule);
    done.push(`schedule ${schedule.scheduleId}: ${isNew ? 'created' : 'up to date'}`);
    // A store's first levels must not wait for the night.
    if (isNew && isCompareSchedule(schedule)) await deps.client.schedule.getHandle(schedule.scheduleId).trigger();
  }
  const wanted = new Set(schedules.map(({ scheduleId }) => scheduleId));
  return [...done, ...(await removeFormer(deps.client, wanted, taskQueue))];
}

/** By account; without those that cannot be asked now, or whose zone nobody knows. */
async function timeZones({ config, facts }: ActivityDeps): Promise<ReadonlyMap<string, string>> {
  const codes = accountsOfRoutes(config);
  const found = await Promise.allSettled(codes.map(async (code) => [code, (await facts.of(code)).timeZone] as const));
  const known = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return new Map(known.filter(([, zone]) => IANAZone.isValidZone(zone)));
}

const accountsOfRoutes = ({ routes }: ActivityDeps['config']): string[] => [
  ...new Set(routes.map(({ account }) => account)),
];

function wantedSchedules(
  { config }: ActivityDeps,
  taskQueue: string,
  zones: ReadonlyMap<string, string>,
): ScheduleOptions[] {
  const base = { taskQueuePrefix: config.taskQueuePrefix };
  return [
    ...config.stores.map(({ hash }) =>
      scheduleOf(sweepScheduleId(hash, 'orders'), 'sweep', taskQueue, [{ ...base, storeHash: hash }], {
        spec: { intervals: [{ every: config.timings.sweepIntervalMs }] },
        typedSearchAttributes: [{ key: StoreKey, value: hash }],
        state: { note: 'Finds orders that no webhook told about' },
      }),
    ),
    ...config.stores.map(({ hash }) =>
      scheduleOf(sweepScheduleId(hash, 'refunds'), 'refundSweep', taskQueue, [{ ...base, storeHash: hash }], {
        spec: { intervals: [{ every: config.timings.sweepIntervalMs }] },
        typedSearchAttributes: [{ key: StoreKey, value: hash }],
        state: { note: 'Finds refunds that no webhook told about' },
      }),
    ),
    ...config.stores.flatMap(({ hash, customers }) =>
      customers ? customerSchedules(base, hash, config, taskQueue) : [],
    ),
    ...accountsOfRoutes(config).map((account) =>
      scheduleOf(sweepScheduleId(account, 'notes'), 'notesSweep', taskQueue, [{ ...base, account }], {
        spec: { intervals: [{ every: config.timings.sweepIntervalMs }] },
        state: { note: 'Finds goods-out and drop-ship notes that no webhook told about' },
      }),
    ),
    ...accountsOfRoutes(config).map((account) =>
      scheduleOf(sweepScheduleId(account, 'sales-orders'), 'salesOrderSweep', taskQueue, [{ ...base, account }], {
        spec: { intervals: [{ every: config.timings.sweepIntervalMs }] },
        state: { note: 'Finds sales orders that changed in Brightpearl and no webhook told about' },
      }),
    ),
    scheduleOf(DOCTOR_SCHEDULE_ID, 'doctor', taskQueue, [base], {
      spec: { intervals: [{ every: config.timings.sweepIntervalMs * 2 }] },
      state: { note: 'Compares the board with the running workflows' },
    }),
    ...config.stores.flatMap(({ hash, products }) =>
      products
        ? [
            scheduleOf(
              sweepScheduleId(hash, 'products'),
              'catalogSweep',
              taskQueue,
              [{ ...base, storeHash: hash, part: 'products' }],
              {
                spec: { intervals: [{ every: products.intervalMs }] },
                typedSearchAttributes: [{ key: StoreKey, value: hash }],
                state: { note: 'Compares the fields of products that follow Brightpearl' },
              },
            ),
          ]
        : [],
    ),
    ...config.stores.flatMap(({ hash, attributes }) =>
      attributes
        ? [
            scheduleOf(
              sweepScheduleId(hash, 'attributes'),
              'catalogSweep',
              taskQueue,
              [{ ...base, storeHash: hash, part: 'attributes' }],
              {
                spec: { intervals: [{ every: attributes.intervalMs }] },
                typedSearchAttributes: [{ key: StoreKey, value: hash }],
                state: { note: 'Compares the options of products: Brightpearl tells of no change of one' },
              },
            ),
          ]
        : [],
    ),
    ...config.stores.flatMap(({ hash, prices }) =>
      prices
        ? [
            scheduleOf(
              sweepScheduleId(hash, 'prices'),
              'catalogSweep',
              taskQueue,
              [{ ...base, storeHash: hash, part: 'prices' }],
              {
                spec: { intervals: [{ every: prices.intervalMs }] },
                typedSearchAttributes: [{ key: StoreKey, value: hash }],
                state: { note: 'Compares all prices: Brightpearl tells of no change of one' },
              },
            ),
          ]
        : [],
    ),
    ...config.stores.flatMap(({ hash, matching }) => {
      if (!matching) return [];
      const { hour, minute, zone } = matching.auditAt;
      const input = { ...base, storeHash: hash, accounts: catalogAccountsOf(config, hash) };
      return [
        scheduleOf(auditScheduleId(hash), 'catalogAudit', taskQueue, [input], {
          spec: { calendars: [{ hour, minute }], timezone: zone },
          typedSearchAttributes: [{ key: StoreKey, value: hash }],
          state: { note: 'Compares both catalogs, and reports what does not match' },
        }),
      ];
    }),
    ...config.stores.flatMap(({ hash, stock }) => (stock ? stockSchedules(base, hash, stock, taskQueue) : [])),
    ...config.routes.map((route) =>
      scheduleOf(
        reconcileScheduleId(route.name),
        'reconcile',
        taskQueue,
        [{ ...base, route: route.name, storeHash: route.store, account: route.account, days: RECONCILE_DAYS }],
        {
          // Nightly, when shops are quiet; the night and the report's days are the account's own (else those of UTC).
          spec: { calendars: [{ hour: 3, minute: 10 }], ...zoneOf(zones.get(route.account)) },
          state: { note: 'Compares orders, totals, taxes and payments of both sides' },
        },
      ),
    ),
  ];
}

function customerSchedules(
  base: { readonly taskQueuePrefix: string },
  storeHash: string,
  { timings }: ActivityDeps['config'],
  taskQueue: string,
): ScheduleOptions[] {
  const input = { ...base, storeHash };
  const typedSearchAttributes = [{ key: StoreKey, value: storeHash }];
  return [
    scheduleOf(sweepScheduleId(storeHash, 'customers'), 'customersSweep', taskQueue, [input], {
      spec: { intervals: [{ every: timings.sweepIntervalMs }] },
      typedSearchAttributes,
      state: { note: 'Finds customers that changed and no webhook told about' },
    }),
    scheduleOf(duplicatesScheduleId(storeHash), 'customerDuplicates', taskQueue, [input], {
      spec: { calendars: [{ hour: 4, minute: 20 }] },
      typedSearchAttributes,
      state: { note: 'Reports customers and contacts that are there more than once' },
    }),
  ];
}

function stockSchedules(
  base: { readonly taskQueuePrefix: string },
  storeHash: string,
  stock: StockConfig,
  taskQueue: string,
): ScheduleOptions[] {
  const input: StockJobInput = { ...base, storeHash, accounts: accountsOf(stock) };
  const typedSearchAttributes = [{ key: StoreKey, value: storeHash }];
  const { hour, minute, zone } = stock.compareAt;
  return [
    scheduleOf(sweepScheduleId(storeHash, 'stock'), 'stockSweep', taskQueue, [input], {
      spec: { intervals: [{ every: stock.deltaIntervalMs }] },
      typedSearchAttributes,
      state: { note: 'Finds stock that moved and no webhook told about' },
    }),
    scheduleOf(compareScheduleId(storeHash), COMPARE, taskQueue, [input], {
      spec: { calendars: [{ hour, minute }], timezone: zone },
      typedSearchAttributes,
      state: { note: 'Links both catalogs, and compares every level with what can ship' },
    }),
  ];
}

const COMPARE = 'stockCompare';

const isCompareSchedule = ({ action }: ScheduleOptions): boolean => action.workflowType === COMPARE;

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

const zoneOf = (timezone: string | undefined) => (timezone ? { timezone } : {});

/** Whether it is new. One whose account cannot be asked for its time zone keeps the one it has. */
async function ensureSchedule(client: Client, schedule: ScheduleOptions): Promise<boolean> {
  try {
    await client.schedule.create(schedule);
    return true;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(schedule.scheduleId);
    // Whether somebody paused it is theirs to say; what it does and when is the configuration's.
    await handle.update((previous) => ({
      ...previous,
      spec: { ...zoneOf(previous.spec.timezone), ...schedule.spec },
      action: schedule.action as never,
    }));
    return false;
  }
}

/** A store or route that is configured no more has nothing to sweep or compare; nobody would serve the queue of it. */
async function removeFormer(client: Client, wanted: ReadonlySet<string>, taskQueue: string): Promise<string[]> {
  const done: string[] = [];
  for await (const { scheduleId } of client.schedule.list()) {
    if (wanted.has(scheduleId) || !isScheduleOfConfig(scheduleId)) continue;
    if (await removeIfOurs(client, scheduleId, taskQueue)) {
      done.push(`schedule ${scheduleId}: removed, as its store or route is configured no more`);
    }
  }
  return done;
}

/** Another connector in the namespace has a queue of its own. The list lags: what it names may be gone. */
async function removeIfOurs(client: Client, scheduleId: string, taskQueue: string): Promise<boolean> {
  const handle = client.schedule.getHandle(scheduleId);
  try {
    const isOurs = (await handle.describe()).action.taskQueue === taskQueue;
    if (isOurs) await handle.delete();
    return isOurs;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}
