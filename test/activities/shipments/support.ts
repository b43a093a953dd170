/** Orders that are imported, a warehouse that ships them, and passes that show it in the store as the workflows do. */
import type { PendingNote } from '../../../src/domain/fulfillment-types';
import type { OrderKey } from '../../../src/domain/ids';
import type { Issue } from '../../../src/domain/issues';
import type { NoteKind, NoteState } from '../../../src/domain/notes';
import { shipmentRulesSchema } from '../../../src/mapping/rules-shipments';
import type { ShipmentRules } from '../../../src/mapping/rules-shipments';
import type { OrderInput } from '../../../src/simulators/bigcommerce/order-input';
import { hashOf } from '../../../src/activities/hash';
import { noticesOf } from '../../../src/activities/notices';
import { activityWorlds } from '../support/activity-world';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';
import { partStepOf, planImport, read, stepOf } from '../support/steps';

type Fields = Readonly<Record<string, unknown>>;

/** A line of the store's order by SKU, with units. */
type Units = Readonly<Record<string, number>>;

export interface ShippingWorld extends ActivityWorld {
  readonly key: OrderKey;
  /** The first, where the order is split over addresses. */
  readonly salesOrderId: number;
  readonly salesOrderIds: readonly number[];
  /** What people do in Brightpearl's own screens. */
  staff(method: string, path: string, body?: unknown): Promise<{ id: number; purchaseOrderId: number }>;
  /** The warehouse makes a note of these units, or of all that is left, and ships it; the connector hears of it. */
  ship(units?: Units, more?: Fields & { readonly salesOrderId?: number }): Promise<number>;
  /** A supplier sends units to the customer. */
  dropShip(units: Units, more?: Fields): Promise<number>;
  /** The connector hears of a note as it is now. */
  hear(noteId: number, kind?: NoteKind, salesOrderId?: number): Promise<void>;
  /** Looks at the order as after an event from Brightpearl, and does what is to be done about its notes. */
  pass(): Promise<Issue[]>;
  pending(): Promise<readonly PendingNote[]>;
  /** One note's way into the store, as its workflow goes it. */
  fulfil(note: PendingNote): Promise<Issue[]>;
  /** Shipments as the store has them, oldest first: units by SKU, with the tracking number. */
  shipments(): { readonly id: number; readonly address: number; readonly units: Units; readonly tracking: string }[];
  shipment(index?: number): Fields;
  status(): number;
  mails(): string[];
  notices(): Promise<readonly string[]>;
  lines(): readonly Fields[];
}

export const rules = (given: Fields = {}): { readonly shipments: ShipmentRules } => ({
  shipments: shipmentRulesSchema.parse(given),
});

const line = (sku: string, quantity: number, more: Fields = {}) => ({
  sku,
  name: sku,
  price: '10.00',
  quantity,
  taxRate: '8.25',
  ...more,
});

/** Three blue mugs and two red ones, to one address. */
export const MUGS: Partial<OrderInput> = { lines: [line('MUG-BLUE', 3), line('MUG-RED', 2)] };

export const orderOf = (units: Units, more: Partial<OrderInput> = {}): Partial<OrderInput> => ({
  lines: Object.entries(units).map(([sku, quantity]) => line(sku, quantity)),
  ...more,
});

export { line };

export interface ShippingOptions extends WorldOptions {
  readonly order?: Partial<OrderInput>;
  readonly shipments?: Fields;
  readonly switches?: Parameters<ActivityWorld['bigcommerce']['control']['setSwitches']>[0];
}

export function shippingWorlds(): (options?: ShippingOptions) => Promise<ShippingWorld> {
  const open = activityWorlds();
  return async ({ order = MUGS, shipments = {}, switches = {}, ...options } = {}) => {
    const world = await open({ ...options, rules: { ...options.rules, ...rules(shipments) } });
    world.bigcommerce.control.setSwitches(switches);
    const key = world.place(order);
    return shippingWorld(world, key, await importParts(world, key));
  };
}

async function importParts(world: ActivityWorld, key: OrderKey): Promise<number[]> {
  const planned = await planImport(world, key);
  const { contactId } = await world.run('ensureContact', stepOf(world, key, planned));
  const salesOrderIds: number[] = [];
  for (const { part } of planned.parts) {
    const step = partStepOf(world, key, planned, part);
    const { salesOrderId } = await world.run('createSalesOrder', { ...step, contactId });
    await world.run('reserveStock', { ...step, salesOrderId });
    salesOrderIds.push(salesOrderId);
  }
  for (const payment of planned.payments) {
    await world.run('recordPayment', { ...stepOf(world, key, planned), payment, salesOrderIds });
  }
  await world.run('linkBack', { ...stepOf(world, key, planned), salesOrderIds });
  return salesOrderIds;
}

function shippingWorld(world: ActivityWorld, key: OrderKey, salesOrderIds: readonly number[]): ShippingWorld {
  const { account } = world;
  const [salesOrderId = 0] = salesOrderIds;
  const stored = () => world.bigcommerce.state.orders.get(key.orderId)!;
  const linesOf = () => stored().consignments.shipping.flatMap((one) => one.line_items) as readonly Fields[];
  const skuOf = (id: unknown) => String(linesOf().find((one) => one['id'] === id)?.['sku']);
  const staff: ShippingWorld['staff'] = async (method, path, body) => {
    const url = `${world.config.accounts[0]?.apiUrl}/_sim/${path}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? {} : await answer.json()) as { id: number; purchaseOrderId: number };
  };
  const rowsOf = (units: Units) => Object.entries(units).map(([sku, quantity]) => ({ sku, quantity }));
  const fulfil = async (note: PendingNote): Promise<Issue[]> => {
    const step = () => ({ key, note, asOf: Date.now() });
    const { readingId } = await world.run('readNote', step());
    const { planId, create, change, issues } = await world.run('planShipments', { ...step(), readingId });
    if (planId === undefined) return [...issues];
    for (const index of create) await world.run('createShipment', { ...step(), planId, index });
    for (const index of change) await world.run('changeShipment', { ...step(), planId, index });
    await world.run('settleNote', { ...step(), planId });
    return [];
  };
  const pending = async () => {
    const { snapshotId, route } = await read(world, key);
    const step = { key, asOf: Date.now(), snapshotId, route, account, brightpearlNews: true };
    const planned = await world.run('planOrder', step);
    return 'after' in planned ? (planned.after?.steps.notes ?? []) : [];
  };
  const hear: ShippingWorld['hear'] = async (noteId, kind = 'goods-out', of = salesOrderId) => {
    await world.store.notes.record([
      { account, kind, noteId, order: key, salesOrderId: of, ...seen(world, kind, noteId) },
    ]);
  };
  return {
    ...world,
    key,
    salesOrderId,
    salesOrderIds,
    staff,
    hear,
    fulfil,
    pending,
    async ship(units, { salesOrderId: of = salesOrderId, ...more } = {}) {
      const rows = units ? { rows: rowsOf(units) } : {};
      const { id } = await staff('POST', 'goods-out-notes', { salesOrderId: of, ship: true, ...rows, ...more });
      await hear(id, 'goods-out', of);
      return id;
    },
    async dropShip(units, more = {}) {
      const { id } = await staff('POST', 'drop-ship-notes', { salesOrderId, rows: rowsOf(units), ship: true, ...more });
      await hear(id, 'drop-ship');
      return id;
    },
    async pass() {
      const issues: Issue[] = [];
      for (const note of await pending()) issues.push(...(await fulfil(note)));
      return issues;
    },
    shipments: () =>
      stored().shipments.map((shipment) => ({
        id: Number(shipment['id']),
        address: Number(shipment['order_address_id']),
        units: Object.fromEntries(
          (shipment['items'] as readonly Fields[]).map((item) => [
            skuOf(item['order_product_id']),
            Number(item['quantity']),
          ]),
        ),
        tracking: String(shipment['tracking_number']),
      })),
    shipment: (index = 0) => stored().shipments[index] ?? {},
    status: () => Number(stored().header['status_id']),
    mails: () =>
      world.bigcommerce.control
        .mails()
        .filter(({ orderId, kind }) => orderId === key.orderId && kind !== 'order-confirmation')
        .map(({ kind }) => kind),
    notices: async () => noticesOf(await world.store.orders.get(key)).filter((notice) => !/no mapping/.test(notice)),
    lines: linesOf,
  };
}

/** What the intake of notes would keep of it. */
function seen(
  world: ActivityWorld,
  kind: NoteKind,
  noteId: number,
): { version: string; state: NoteState; shippedOn?: Date } {
  const state = world.brightpearl.state();
  const note = (kind === 'goods-out' ? state.goodsOutNotes : state.dropShipNotes).get(noteId);
  if (!note) return { version: 'destroyed', state: 'destroyed' };
  const version = hashOf(JSON.parse(JSON.stringify(note)));
  const at = 'events' in note ? timeOf(note.events, 'SHW') : note.shipped?.occurredOn;
  if (at !== undefined) return { version, state: 'shipped', shippedOn: new Date(at) };
  return { version, state: 'events' in note && timeOf(note.events, 'PAC') !== undefined ? 'packed' : 'made' };
}

const timeOf = (events: readonly { code: string; occurredOn: number }[], code: string): number | undefined =>
  events.find((event) => event.code === code)?.occurredOn;
