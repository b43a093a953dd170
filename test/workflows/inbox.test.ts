/** What a run knows of Brightpearl's news when it begins. No server: which of two signals comes first cannot be timed on one. */
import type { OrderChanged, OrderWorkflowInput } from '../../src/domain/messages';
import { Inbox } from '../../src/workflows/steps/inbox';

const run = { continuedFromExecutionRunId: undefined as string | undefined };
const handlers = new Map<string, (change: OrderChanged) => void>();

jest.mock('@temporalio/workflow', () => ({
  ...jest.requireActual<object>('@temporalio/workflow'),
  workflowInfo: () => run,
  proxyActivities: () => ({}),
  setHandler: ({ name }: { readonly name: string }, handler: (change: OrderChanged) => void) =>
    void handlers.set(name, handler),
}));

const input: OrderWorkflowInput = {
  key: { storeHash: 'abc123', orderId: 10423 },
  taskQueuePrefix: 'test',
  timings: { settleMs: 0, recheckMs: 0, searchLagMs: 0, retryInitialMs: 0, retryMaxMs: 0 },
};

function begun(after: string | undefined, more: Partial<OrderWorkflowInput> = {}): Inbox {
  run.continuedFromExecutionRunId = after;
  return new Inbox({ ...input, ...more });
}

const changed = (reason: OrderChanged['reason']): void => handlers.get('orderChanged')?.({ reason });

it.each([
  ['a run that a webhook of the store starts', undefined, false],
  ['a run after one that waited, which Brightpearl may have woken', 'the-run-before', true],
])('%s: %s, %s', (_, after, expected) => {
  const inbox = begun(after);
  changed('webhook');
  expect(inbox.hasBrightpearlNews()).toBe(expected);
  expect(inbox.take().brightpearl).toBe(expected);
  changed('webhook');
  expect(inbox.hasBrightpearlNews()).toBe(false);
});
