/** What recurs, by the configuration: sweeps, compares and reports. `schedules.ts` brings Temporal in line with it. */
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { ScheduleOptions } from '@temporalio/client';
import type { Config, RouteConfig, StockConfig } from '../config/config';
import type { CatalogPart } from '../domain/catalog-messages';
import {
  auditScheduleId,
  compareScheduleId,
  DOCTOR_SCHEDULE_ID,
  duplicatesScheduleId,
  reconcileScheduleId,
  sweepScheduleId,
} from '../domain/ids';
import type { SweepStream } from '../domain/ids';
import { orchestrateQueue } from '../domain/queues';
import { StoreKey } from '../domain/search-attributes';
import type { StockJobInput } from '../domain/stock-types';
import { catalogAccountsOf } from './catalog/deps';
import { accountsOf } from './stock/deps';

const RECONCILE_DAYS = 3;
const COMPARE = 'stockCompare';

/** @param zones IANA zones by account; without those that are not known */
export function wantedSchedules(config: Config, zones: ReadonlyMap<string, string>): ScheduleOptions[] {
  const { stores, routes } = config;
  const accounts = accountsOfRoutes(config);
  return [
    ...stores.map(({ hash }) =>
      storeSweep(config, hash, 'orders', {
        workflowType: 'sweep',
        note: 'Finds orders that no webhook told about',
      }),
    ),
    ...stores.map(({ hash }) =>
      storeSweep(config, hash, 'refunds', {
        workflowType: 'refundSweep',
        note: 'Finds refunds that no webhook told about',
      }),
    ),
    ...stores.flatMap(({ hash, customers }) => (customers ? customerSchedules(config, hash) : [])),
    ...accounts.map((account) =>
      accountSweep(config, account, 'notes', {
        workflowType: 'notesSweep',
        note: 'Finds goods-out and drop-ship notes that no webhook told about',
      }),
    ),
    ...accounts.map((account) =>
      accountSweep(config, account, 'sales-orders', {
        workflowType: 'salesOrderSweep',
        note: 'Finds sales orders that changed in Brightpearl and no webhook told about',
      }),
    ),
    scheduleOf(config, DOCTOR_SCHEDULE_ID, {
      workflowType: 'doctor',
      spec: { intervals: [{ every: config.timings.sweepIntervalMs * 2 }] },
      note: 'Compares the board with the running workflows',
    }),
    ...catalogSweeps(config, 'products', 'Compares the fields of products that follow Brightpearl'),
    ...catalogSweeps(config, 'attributes', 'Compares the options of products: Brightpearl tells of no change of one'),
    ...catalogSweeps(config, 'prices', 'Compares all prices: Brightpearl tells of no change of one'),
    ...auditSchedules(config),
    ...stores.flatMap(({ hash, stock }) => (stock ? stockSchedules(config, hash, stock) : [])),
    ...routes.map((route) => reconcileSchedule(config, route, zones.get(route.account))),
  ];
}

export const accountsOfRoutes = ({ routes }: Pick<Config, 'routes'>): string[] => [
  ...new Set(routes.map(({ account }) => account)),
];

export const isCompareSchedule = ({ action }: ScheduleOptions): boolean => action.workflowType === COMPARE;

type Sweep = Pick<Recurring, 'workflowType' | 'note'>;

const storeSweep = (config: Config, store: string, stream: SweepStream, sweep: Sweep): ScheduleOptions =>
  scheduleOf(config, sweepScheduleId(store, stream), {
    ...sweep,
    store,
    input: { storeHash: store },
    spec: { intervals: [{ every: config.timings.sweepIntervalMs }] },
  });

const accountSweep = (config: Config, account: string, stream: SweepStream, sweep: Sweep): ScheduleOptions =>
  scheduleOf(config, sweepScheduleId(account, stream), {
    ...sweep,
    input: { account },
    spec: { intervals: [{ every: config.timings.sweepIntervalMs }] },
  });

const customerSchedules = (config: Config, store: string): ScheduleOptions[] => [
  storeSweep(config, store, 'customers', {
    workflowType: 'customersSweep',
    note: 'Finds customers that changed and no webhook told about',
  }),
  scheduleOf(config, duplicatesScheduleId(store), {
    workflowType: 'customerDuplicates',
    store,
    input: { storeHash: store },
    spec: { calendars: [{ hour: 4, minute: 20 }] },
    note: 'Reports customers and contacts that are there more than once',
  }),
];

/** Of each store that has rules for the part. */
const catalogSweeps = (config: Config, part: CatalogPart, note: string): ScheduleOptions[] =>
  config.stores.flatMap(({ hash: store, [part]: rules }) => {
    if (!rules) return [];
    const sweep = {
      workflowType: 'catalogSweep',
      store,
      input: { storeHash: store, part },
      spec: { intervals: [{ every: rules.intervalMs }] },
      note,
    };
    return [scheduleOf(config, sweepScheduleId(store, part), sweep)];
  });

const auditSchedules = (config: Config): ScheduleOptions[] =>
  config.stores.flatMap(({ hash: store, matching }) => {
    if (!matching) return [];
    const { hour, minute, zone } = matching.auditAt;
    const audit = {
      workflowType: 'catalogAudit',
      store,
      input: { storeHash: store, accounts: catalogAccountsOf(config, store) },
      spec: { calendars: [{ hour, minute }], timezone: zone },
      note: 'Compares both catalogs, and reports what does not match',
    };
    return [scheduleOf(config, auditScheduleId(store), audit)];
  });

function stockSchedules(config: Config, store: string, stock: StockConfig): ScheduleOptions[] {
  const input: Omit<StockJobInput, 'taskQueuePrefix'> = { storeHash: store, accounts: accountsOf(stock) };
  const { hour, minute, zone } = stock.compareAt;
  return [
    scheduleOf(config, sweepScheduleId(store, 'stock'), {
      workflowType: 'stockSweep',
      store,
      input,
      spec: { intervals: [{ every: stock.deltaIntervalMs }] },
      note: 'Finds stock that moved and no webhook told about',
    }),
    scheduleOf(config, compareScheduleId(store), {
      workflowType: COMPARE,
      store,
      input,
      spec: { calendars: [{ hour, minute }], timezone: zone },
      note: 'Links both catalogs, and compares every level with what can ship',
    }),
  ];
}

/** Nightly, when shops are quiet; the night and the report's days are the account's own (else those of UTC). */
const reconcileSchedule = (config: Config, { name, store, account }: RouteConfig, zone?: string): ScheduleOptions =>
  scheduleOf(config, reconcileScheduleId(name), {
    workflowType: 'reconcile',
    input: { route: name, storeHash: store, account, days: RECONCILE_DAYS },
    spec: { calendars: [{ hour: 3, minute: 10 }], ...zoneOf(zone) },
    note: 'Compares orders, totals, taxes and payments of both sides',
  });

export const zoneOf = (timezone: string | undefined) => (timezone ? { timezone } : {});

interface Recurring {
  readonly workflowType: string;
  /** Beside the prefix of the task queues. */
  readonly input?: object;
  /** Whose schedule it is shown as in Temporal. */
  readonly store?: string;
  readonly spec: ScheduleOptions['spec'];
  /** For people. */
  readonly note: string;
}

function scheduleOf(
  { taskQueuePrefix }: Pick<Config, 'taskQueuePrefix'>,
  scheduleId: string,
  { workflowType, input, store, spec, note }: Recurring,
): ScheduleOptions {
  const taskQueue = orchestrateQueue(taskQueuePrefix);
  const args = [{ taskQueuePrefix, ...input }];
  return {
    scheduleId,
    action: { type: 'startWorkflow', workflowType, workflowId: scheduleId, taskQueue, args },
    // A slow run never piles up, and after an outage the watermark covers the gap: nothing to catch up on.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10m', pauseOnFailure: false },
    spec,
    state: { note },
    ...(store === undefined ? {} : { typedSearchAttributes: [{ key: StoreKey, value: store }] }),
  };
}
