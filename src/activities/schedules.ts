/** What recurs, as Temporal Schedules: creates the missing, brings the others up to date, removes those of former stores. */
import { ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import type { Client, ScheduleOptions } from '@temporalio/client';
import { IANAZone } from 'luxon';
import { isScheduleOfConfig } from '../domain/ids';
import { orchestrateQueue } from '../domain/queues';
import type { ActivityDeps } from './deps';
import { accountsOfRoutes, isCompareSchedule, wantedSchedules, zoneOf } from './wanted-schedules';

export async function ensureSchedules(deps: ActivityDeps & { readonly client: Client }): Promise<string[]> {
  const taskQueue = orchestrateQueue(deps.config.taskQueuePrefix);
  const schedules = wantedSchedules(deps.config, await timeZones(deps));
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
