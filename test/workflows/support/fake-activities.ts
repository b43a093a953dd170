/** Activities that remember their calls and answer as a healthy import would; a test replaces what it is about. */
import type {
  BigCommerceOrderActivities,
  BrightpearlOrderActivities,
  OrchestrateActivities,
  ReadOrderInput,
  ReadOrderResult,
} from '../../../src/domain/activity-types';
import type { BrightpearlNoteActivities, ShipmentActivities } from '../../../src/domain/fulfillment-types';

type All = OrchestrateActivities &
  BigCommerceOrderActivities &
  BrightpearlOrderActivities &
  BrightpearlNoteActivities &
  ShipmentActivities;

export interface Fakes {
  readonly activities: All;
  readonly calls: { readonly name: string; readonly input: unknown }[];
  names(): string[];
}

/** `onCall` runs inside each activity, before it answers. */
export function fakeActivities(
  overrides: Partial<All> = {},
  onCall: (name: string, n: number) => Promise<void> = async () => undefined,
): Fakes {
  const calls: { name: string; input: unknown }[] = [];
  let version = 'v1';
  const healthy: All = {
    saveState: async () => undefined,
    recordDecision: async ({ command }) => ({ decisionId: command.commandId }),
    readOrder: async ({ knownHash }: ReadOrderInput): Promise<ReadOrderResult> =>
      knownHash === version
        ? { kind: 'unchanged' }
        : { kind: 'changed', snapshotId: 's1', hash: version, route: 'main', account: 'acme' },
    planOrder: async () => ({
      kind: 'import',
      planId: 'p1',
      parts: [{ part: 0, externalRef: 'abc123-1', complete: false, reserves: true }],
      payments: [0],
      notes: false,
      upToDate: false,
    }),
    ensureContact: async () => ({ contactId: 7 }),
    createSalesOrder: async () => ({ salesOrderId: 5001 }),
    reserveStock: async () => undefined,
    recordPayment: async () => undefined,
    amendSalesOrder: async () => ({}),
    cancelSalesOrder: async () => ({}),
    creditSalesOrder: async () => ({}),
    retireSalesOrder: async () => undefined,
    writeNotes: async () => undefined,
    createCredit: async () => ({ creditId: 5101 }),
    payRefund: async () => undefined,
    takeGoodsIn: async () => undefined,
    closeCredit: async () => undefined,
    cancelInStore: async () => ({}),
    moveInStore: async () => undefined,
    moveInBrightpearl: async () => undefined,
    closeSalesOrder: async () => undefined,
    actOnPayment: async () => undefined,
    refundStaffCredit: async () => ({}),
    linkBack: async () => {
      version = 'v1';
    },
    readNote: async () => ({ readingId: 'r1' }),
    planShipments: async () => ({ planId: 'p2', create: [0, 1], change: [0], issues: [] }),
    createShipment: async ({ index }) => ({ shipmentId: 100 + index }),
    changeShipment: async () => undefined,
    settleNote: async () => ({}),
    ...overrides,
  };
  const observed = Object.fromEntries(
    Object.entries(healthy).map(([name, run]) => [
      name,
      async (input: never) => {
        calls.push({ name, input });
        const result = await (run as (argument: never) => Promise<unknown>)(input);
        await onCall(name, calls.length);
        return result;
      },
    ]),
  ) as unknown as All;
  return { activities: observed, calls, names: () => calls.map((call) => call.name) };
}
