/**
 * Recorded runs of every path against the workflows as they are now: a change that a running workflow could not follow
 * fails here, before it is deployed. How the histories are recorded: `test/support/record-histories.ts`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { sharedTemporal } from '../support/temporal';
import * as workflows from '../../src/workflows';

const FOLDER = join(__dirname, '..', 'histories');
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

interface RecordedEvent {
  readonly eventType: string;
  readonly activityTaskScheduledEventAttributes?: { readonly activityType: { name: string } };
  readonly workflowExecutionStartedEventAttributes?: { readonly workflowType: { readonly name: string } };
}

interface Recorded {
  readonly events: readonly RecordedEvent[];
}

const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const recorded = (file: string): Recorded => JSON.parse(textOf(file)) as Recorded;

const typeOf = ({ events }: Recorded): string | undefined =>
  events[0]?.workflowExecutionStartedEventAttributes?.workflowType.name;

const replay = (history: unknown): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: { codePath: sharedTemporal().bundlePath } }, history);

describe('recorded histories', () => {
  it.each(FILES)('%s', async (file) => {
    await replay(recorded(file));
  });

  it('are of every workflow there is', () => {
    const types = new Set(FILES.map((file) => typeOf(recorded(file))));
    expect(types).toEqual(new Set(Object.keys(workflows)));
  });

  it('of runs that wait hold nothing of the import, in at most ten events', () => {
    const waiting = FILES.filter((file) => /^(needs-attention|hold|mismatch).*-run-2\.json$/.test(file));
    expect(waiting).toHaveLength(3);
    for (const { events } of waiting.map(recorded)) {
      const activities = events.flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType.name ?? []);
      expect(activities.filter((name) => name !== 'recordDecision')).toEqual([]);
      const decision = events.findIndex(({ eventType }) => eventType.endsWith('UPDATE_ACCEPTED'));
      expect(decision === -1 ? events.length : decision).toBeLessThanOrEqual(10);
    }
  });

  it('of a happy order have at most 65 events', () => {
    for (const file of ['happy.json', 'returning-with-echo.json']) {
      expect(recorded(file).events.length).toBeLessThanOrEqual(65);
    }
  });

  it('would be noticed to differ', async () => {
    const changed = recorded('happy.json');
    const scheduled = changed.events.find((event) => event.activityTaskScheduledEventAttributes);
    scheduled!.activityTaskScheduledEventAttributes!.activityType.name = 'somethingElse';
    await expect(replay(changed)).rejects.toMatchObject({ name: 'DeterminismViolationError' });
  });

  it('are read from JSON, which two copies of protobufjs would break', () => {
    expect(historyFromJSON(recorded('happy.json')).events?.length).toBe(recorded('happy.json').events.length);
  });

  it('hold nobody and no machine', () => {
    for (const text of FILES.map(textOf)) {
      const payloads = [...text.matchAll(/"data": "([^"]*)"/g)].map(([, data]) => Buffer.from(data ?? '', 'base64'));
      expect(payloads.join('\n').match(/@|firstName|addressLine|street/g)).toBeNull();
      const identities = [...text.matchAll(/"identity": "([^"]*)"/g)].map(([, identity]) => identity);
      expect(
        [...new Set(identities)].filter((identity) => !/^(recorder|history-service)$/.test(identity ?? '')),
      ).toEqual([]);
    }
  });
});
