/** Workflow histories as Temporal stores them: read without the connector's keys, as a stranger would. */
import { Client, Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { Addresses } from './dev-process';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Payload = temporal.api.common.v1.IPayload;

const { EventType } = temporal.api.enums.v1;
const History = temporal.api.history.v1.History;

export interface StoredRun {
  readonly workflowId: string;
  readonly type: string;
  readonly status: string;
  readonly events: readonly HistoryEvent[];
  /** The history as it lies on the wire. */
  readonly bytes: Buffer;
}

/** Every run of every workflow that matches, oldest first. */
export async function storedRuns({ temporal: where }: Addresses, query?: string): Promise<StoredRun[]> {
  const connection = await Connection.connect({ address: where.address });
  try {
    const client = new Client({ connection, namespace: where.namespace });
    const runs: (StoredRun & { readonly startedAt: number })[] = [];
    for await (const run of client.workflow.list(query === undefined ? {} : { query })) {
      const history = await client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
      runs.push({
        workflowId: run.workflowId,
        type: run.type,
        status: run.status.name,
        events: history.events ?? [],
        bytes: Buffer.from(History.encode(history).finish()),
        startedAt: run.startTime.getTime(),
      });
    }
    return runs.sort((a, b) => a.startedAt - b.startedAt);
  } finally {
    await connection.close();
  }
}

/** Activities and timers as people see them in the Temporal UI, and whether each has words beside its name. */
export function stepsOf(events: readonly HistoryEvent[]): { readonly name: string; readonly hasSummary: boolean }[] {
  return events.flatMap((event) => {
    const activity = event.activityTaskScheduledEventAttributes?.activityType?.name ?? undefined;
    const name = activity ?? (event.timerStartedEventAttributes ? 'timer' : undefined);
    return name === undefined ? [] : [{ name, hasSummary: Boolean(event.userMetadata?.summary?.data?.length) }];
  });
}

/** Payloads anywhere in an event. Search attributes are not among them: Temporal must read those. */
export function payloadsOf(events: readonly HistoryEvent[]): Payload[] {
  return events.flatMap((event) => payloadsIn(event));
}

function payloadsIn(value: unknown, name = ''): Payload[] {
  if (name === 'searchAttributes' || value === null || typeof value !== 'object') return [];
  if (ArrayBuffer.isView(value)) return [];
  if (isPayload(value)) return [value];
  return Object.entries(value).flatMap(([key, inner]) => payloadsIn(inner, key));
}

const isPayload = (value: object): value is Payload => 'metadata' in value && 'data' in value;

export const encodingOf = ({ metadata }: Payload): string => Buffer.from(metadata?.['encoding'] ?? []).toString();

export const nameOf = ({ eventType }: HistoryEvent): string => EventType[eventType ?? 0] ?? '';

/** Workflow tasks of which nothing followed: each woke the workflow for news that it only noted. */
export const idleTasks = (events: readonly HistoryEvent[]): number =>
  events.filter(({ workflowTaskCompletedEventAttributes: completed }, n) => completed && !isCommanded(events[n + 1]))
    .length;

/** What a workflow asked for names the task in which it did. */
const isCommanded = (event: HistoryEvent | undefined): boolean =>
  Object.values(event ?? {}).some(
    (value: unknown) => typeof value === 'object' && value !== null && 'workflowTaskCompletedEventId' in value,
  );

/** As the codec endpoint takes them. */
export const toJson = ({ metadata, data }: Payload): Record<string, unknown> => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});
