/** What leaves the warehouse shows in the store: once, with one mail, and the order's status follows. */
import type { LineInput } from '../../src/simulators/bigcommerce/order-input';
import { eventually, must } from './support/http';
import { anOrder, mug, notebook } from './support/orders';
import { Warehouse, type Shown, type Units } from './support/shipping';
import { showLifecycles } from './support/lifecycles';
import { World } from './support/world';

const [BLUE, NOTES, SET, BOOK] = ['MUG-BLUE', 'NOTE-A5', 'GIFTSET', 'EBOOK-7'];
const PARTIALLY_SHIPPED = 3;
const SHIPPED = 2;

let world: World;

showLifecycles(() => world);

beforeAll(async () => {
  world = await World.roomy();
});

afterAll(() => world.end());

interface Scenario {
  readonly name: string;
  /** Default: two mugs and three notebooks. */
  readonly lines?: readonly LineInput[];
  readonly acts: (warehouse: Warehouse) => Promise<void>;
  readonly ends: Shown;
  /** Nobody can say which of its parcels was first. */
  readonly inAnyOrder?: true;
}

const shipment = (units: Units, tracking = '') => ({ units, tracking });
const mails = (count: number) => Array.from({ length: count }, () => 'shipment');
const LINES = [mug(), notebook({ quantity: 3 })];
const set = (quantity: number): LineInput => ({ ...mug({ quantity }), sku: SET, name: 'Mug and notebook set' });
const book: LineInput = { ...mug({ quantity: 1 }), sku: BOOK, name: 'Field guide (PDF)', type: 'digital' };

const sorted = (shown: Shown): Shown => ({
  ...shown,
  shipments: shown.shipments.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))),
});
const asShown = (shown: Shown): Shown => shown;

/** The order as it is shown, once that is so. */
const comesTo = (warehouse: Warehouse, expected: Shown, form = asShown): Promise<unknown> => {
  let seen: Shown | undefined;
  const look = async () => {
    seen = await warehouse.shown();
    return JSON.stringify(form(seen)) === JSON.stringify(form(expected));
  };
  return eventually(`order ${warehouse.orderId} to be ${JSON.stringify(expected)}`, look, {
    // By the store's own API, whose quota the connector needs as well.
    everyMs: 900,
    last: () => seen,
  });
};

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'all at once',
    acts: async (warehouse) => void (await warehouse.ships(undefined, { reference: 'A1' })),
    ends: { status: SHIPPED, shipments: [shipment({ [BLUE]: 2, [NOTES]: 3 }, 'A1')], mails: mails(1) },
  },
  {
    name: 'a part',
    acts: async (warehouse) => void (await warehouse.ships({ [NOTES]: 2 })),
    ends: { status: PARTIALLY_SHIPPED, shipments: [shipment({ [NOTES]: 2 })], mails: mails(1) },
  },
  {
    name: 'two notes at once',
    acts: async (warehouse) => {
      await Promise.all([warehouse.ships({ [BLUE]: 2 }), warehouse.ships({ [NOTES]: 3 })]);
    },
    ends: { status: SHIPPED, shipments: [shipment({ [BLUE]: 2 }), shipment({ [NOTES]: 3 })], mails: mails(2) },
    inAnyOrder: true,
  },
  {
    name: 'two parcels alike without tracking',
    lines: [mug()],
    acts: async (warehouse) => {
      await warehouse.ships({ [BLUE]: 1 });
      await warehouse.ships({ [BLUE]: 1 });
    },
    ends: { status: SHIPPED, shipments: [shipment({ [BLUE]: 1 }), shipment({ [BLUE]: 1 })], mails: mails(2) },
  },
  {
    name: 'a bundle, in two goes',
    lines: [set(2)],
    acts: async (warehouse) => {
      await warehouse.ships({ [BLUE]: 2, [NOTES]: 2 });
      await comesTo(warehouse, { status: PARTIALLY_SHIPPED, shipments: [shipment({ [SET]: 1 })], mails: mails(1) });
      await warehouse.ships();
    },
    ends: { status: SHIPPED, shipments: [shipment({ [SET]: 1 }), shipment({ [SET]: 1 })], mails: mails(2) },
  },
  {
    name: 'a drop-ship note and the rest from the warehouse',
    acts: async (warehouse) => {
      await warehouse.supplierShips({ [BLUE]: 2 });
      await comesTo(warehouse, { status: PARTIALLY_SHIPPED, shipments: [shipment({ [BLUE]: 2 })], mails: mails(1) });
      await warehouse.ships();
    },
    ends: { status: SHIPPED, shipments: [shipment({ [BLUE]: 2 }), shipment({ [NOTES]: 3 })], mails: mails(2) },
  },
  {
    name: 'tracking that comes late',
    acts: async (warehouse) => {
      const noteId = await warehouse.ships();
      const shipped = shipment({ [BLUE]: 2, [NOTES]: 3 });
      await comesTo(warehouse, { status: SHIPPED, shipments: [shipped], mails: mails(1) });
      await warehouse.staff('POST', 'switches', { trackingAfterShipping: 'accepted' });
      await warehouse.staff('POST', `goods-out-notes/${noteId}`, { reference: 'LATE' });
    },
    ends: { status: SHIPPED, shipments: [shipment({ [BLUE]: 2, [NOTES]: 3 }, 'LATE')], mails: mails(1) },
  },
  {
    name: 'a digital line beside',
    lines: [mug(), book],
    acts: async (warehouse) => void (await warehouse.ships()),
    ends: { status: SHIPPED, shipments: [shipment({ [BLUE]: 2 })], mails: mails(1) },
  },
  {
    name: 'units that staff shipped in the store before',
    lines: [mug()],
    acts: async (warehouse) => {
      await warehouse.storeShips({ [BLUE]: 1 });
      await warehouse.ships();
    },
    ends: { status: SHIPPED, shipments: [shipment({ [BLUE]: 1 }), shipment({ [BLUE]: 1 })], mails: mails(2) },
  },
  {
    name: 'a note that is destroyed before it leaves',
    acts: async (warehouse) => {
      const noteId = await warehouse.ships(undefined, { ship: false });
      await warehouse.staff('DELETE', `goods-out-notes/${noteId}`);
      await warehouse.ships({ [BLUE]: 1 });
    },
    ends: { status: PARTIALLY_SHIPPED, shipments: [shipment({ [BLUE]: 1 })], mails: mails(1) },
  },
  {
    name: 'a shipment whose answer is lost',
    acts: async (warehouse) => {
      await world.store.fault({ method: 'POST', path: 'shipments$', mode: 'apply-then-drop', count: 1 });
      await warehouse.ships({ [BLUE]: 2 }, { reference: 'A1' });
    },
    ends: { status: PARTIALLY_SHIPPED, shipments: [shipment({ [BLUE]: 2 }, 'A1')], mails: mails(1) },
  },
  {
    name: 'a back order that staff split off',
    acts: async (warehouse) => {
      const { rows } = await world.salesOrderOf(warehouse.orderId);
      const books = rows.find(({ sku }) => sku === NOTES);
      const path = `sales-orders/${warehouse.salesOrderId}/split`;
      const { id } = await warehouse.staff('POST', path, { rows: [{ rowId: books?.id, quantity: 3 }] });
      await warehouse.ships();
      await comesTo(warehouse, { status: PARTIALLY_SHIPPED, shipments: [shipment({ [BLUE]: 2 })], mails: mails(1) });
      await warehouse.ships(undefined, { salesOrderId: id });
    },
    ends: { status: SHIPPED, shipments: [shipment({ [BLUE]: 2 }), shipment({ [NOTES]: 3 })], mails: mails(2) },
  },
];

async function imported(lines: readonly LineInput[]): Promise<Warehouse> {
  const orderId = await world.store.place(anOrder({ lines }));
  await world.synced(orderId);
  return new Warehouse(world, orderId, (await world.salesOrderOf(orderId)).id);
}

test.each(SCENARIOS)('$name', async ({ lines = LINES, acts, ends, inAnyOrder }) => {
  const warehouse = await imported(lines);
  const form = inAnyOrder ? sorted : asShown;
  await acts(warehouse);
  await comesTo(warehouse, ends, form);
  await world.quiet(warehouse.orderId);
  expect(form(await warehouse.shown())).toEqual(form(ends));
});

test('a store that leaves the status alone has it set, once', async () => {
  await must('POST', `${world.store.url}/_sim/switches`, { body: { shipmentsSetStatus: false } });
  const warehouse = await imported(LINES);
  await warehouse.ships();
  await comesTo(warehouse, {
    status: SHIPPED,
    shipments: [shipment({ [BLUE]: 2, [NOTES]: 3 })],
    mails: ['shipment', 'status-changed'],
  });
  await must('POST', `${world.store.url}/_sim/switches`, { body: { shipmentsSetStatus: true } });
});

test('what is shown is told, and costs nothing once it is settled', async () => {
  const warehouse = await imported(LINES);
  const noteId = await warehouse.ships(undefined, { reference: 'A1' });
  await comesTo(warehouse, {
    status: SHIPPED,
    shipments: [shipment({ [BLUE]: 2, [NOTES]: 3 }, 'A1')],
    mails: mails(1),
  });
  const { notes } = await world.quiet(warehouse.orderId);
  expect(notes).toMatchObject([{ noteId, state: 'shipped', shown: true, shipments: [{ tracked: true, mail: true }] }]);
  const told = await world.cli('orders', 'show', String(warehouse.orderId));
  expect(told.out).toMatch(new RegExp(`goods-out ${noteId} .*shipped .*yes .*expected`));

  await world.store.flushWebhooks();
  await world.quiet(warehouse.orderId);
  await world.store.forgetRequests();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const { requests } = await world.store.requests();
  const about = requests.filter(({ path }) => path.includes(`/orders/${warehouse.orderId}`));
  expect(about.filter(({ method }) => method !== 'GET')).toEqual([]);
});
