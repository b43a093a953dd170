/** Whatever happens in a warehouse, its figures add up. */
import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import type { BrightpearlSimulator } from '../../../src/simulators/brightpearl/simulator';
import { aRow, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const SKUS = ['CUP', 'PLATE'];

let sim: StartedSimulator;
beforeAll(async () => {
  sim = await startSimulator({ quotaPerMinute: 10_000_000 });
});
afterAll(() => sim.close());

const ACTIONS = [
  'order',
  'reserve',
  'change',
  'unreserve',
  'cancel',
  'shrink',
  'note',
  'ship',
  'delete',
  'count',
  'receive',
  'correct',
  'dropShip',
  'return',
  'transfer',
  'release',
] as const;

const step = record({
  action: constantFrom(...ACTIONS),
  /** Which of what is there. */
  pick: integer({ min: 0, max: 5 }),
  quantity: integer({ min: 1, max: 6 }),
  warehouseId: constantFrom(2, 3),
});

type Step = typeof step extends { generate(...args: never[]): { value: infer T } } ? T : never;

it('holds inStock = onHand + allocated = onHand + reserved + on notes not shipped, and is what the movements add up to', async () => {
  await assert(
    asyncProperty(array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await sim.control('POST', 'reset');
      sim.simulator.seedCatalog(SKUS.map((sku) => ({ sku, onHand: { 2: 8, 3: 3 } })));
      for (const first of ['order', 'order'] as const)
        await act({ action: first, pick: 0, quantity: 6, warehouseId: 2 });
      for (const taken of steps) {
        await act(taken);
        expectToAddUp(sim.simulator);
      }
    }),
    { numRuns: 60 },
  );
});

async function act({ action, pick, quantity, warehouseId }: Step): Promise<void> {
  const orders = sim.simulator.ledger().salesOrders;
  const order = orders[pick % Math.max(1, orders.length)];
  const notes = sim.simulator.ledger().goodsOutNotes;
  const note = notes[pick % Math.max(1, notes.length)];
  const row = order?.rows[pick % 2];
  const sku = SKUS[pick % 2];
  const products = [{ productId: row?.productId, salesOrderRowId: row?.id, quantity }];
  const reservation = `/warehouse-service/order/${order?.id ?? 0}/reservation`;
  switch (action) {
    case 'order': {
      const rows = [1001, 1002].map((productId) => aRow({ productId, quantity }));
      await sim.api('POST', '/order-service/sales-order', aSalesOrder({ rows, externalRef: undefined }));
      break;
    }
    case 'reserve':
      await sim.api('POST', `${reservation}/warehouse/${warehouseId}`, { products });
      break;
    case 'change':
      await sim.api('PUT', reservation, { products });
      break;
    case 'unreserve':
      await sim.api('DELETE', reservation);
      break;
    case 'cancel':
      await sim.control('POST', `sales-orders/${order?.id ?? 0}/cancel`);
      break;
    case 'shrink':
      await sim.control('POST', `sales-orders/${order?.id ?? 0}`, { rows: [{ id: row?.id, quantity: 1 }] });
      break;
    case 'note':
      await sim.control('POST', 'goods-out-notes', {
        salesOrderId: order?.id,
        rows: [{ rowId: row?.id, quantity }],
        warehouseId,
        ship: pick === 0,
      });
      break;
    case 'ship':
      await sim.control('POST', `goods-out-notes/${note?.id ?? 0}/ship`);
      break;
    case 'delete':
      await sim.control('DELETE', `goods-out-notes/${note?.id ?? 0}`);
      break;
    case 'count':
      await sim.control('POST', 'stock', { sku, warehouseId, onHand: quantity - 2 });
      break;
    case 'receive':
      await sim.control('POST', 'stock', { sku, warehouseId, receive: quantity });
      break;
    case 'correct':
      await sim.api('POST', `/warehouse-service/warehouse/${warehouseId}/stock-correction`, {
        corrections: [{ productId: 1001 + (pick % 2), quantity: -quantity, reason: 'lost', locationId: 2 }],
      });
      break;
    case 'dropShip':
      await sim.control('POST', 'drop-ship-notes', {
        salesOrderId: order?.id,
        rows: [{ rowId: row?.id, quantity }],
        ship: pick === 0,
      });
      break;
    case 'return': {
      const rows = [1001, 1002].map((productId) => aRow({ productId, quantity }));
      const credit = aSalesOrder({ rows, statusId: 10, externalRef: undefined });
      const orderId = await sim.ok('POST', '/order-service/sales-credit', credit);
      await sim.control('POST', 'goods-in-notes', { orderId, warehouseId, quarantine: pick % 2 === 0 });
      break;
    }
    case 'transfer':
      await sim.control('POST', 'transfers', {
        warehouseId,
        targetWarehouseId: 5 - warehouseId,
        rows: [{ sku, quantity }],
        ship: pick % 2 === 0,
      });
      break;
    case 'release':
      await sim.control('POST', 'quarantine-releases', { sku, warehouseId, quantity });
      break;
  }
}

function expectToAddUp(simulator: BrightpearlSimulator): void {
  const { stock, quarantine, reservations, goodsOutNotes, goodsMovements } = simulator.state();
  const { goodsOutNotes: notes } = simulator.ledger();
  const waiting = [...goodsOutNotes.values()].filter(({ id }) => notes.some((note) => note.id === id && !note.shipped));
  for (const [productId, levels] of stock) {
    for (const [warehouseId, { inStock, allocated }] of levels) {
      const reserved = [...reservations.values()]
        .filter((reservation) => reservation.warehouseId === warehouseId)
        .flatMap(({ rows }) => [...rows.values()]);
      const onNotes = waiting.filter((note) => note.warehouseId === warehouseId).flatMap(({ rows }) => rows);
      const claimed = total([...reserved, ...onNotes].filter((row) => row.productId === productId));
      const moves = goodsMovements.filter((move) => move.productId === productId && move.warehouseId === warehouseId);
      const moved = total(moves.filter(({ quarantined }) => !quarantined));
      expect(quarantine.get(productId)?.get(warehouseId) ?? 0).toBe(total(moves.filter((move) => move.quarantined)));
      expect({ allocated, inStock }).toEqual({ allocated: claimed, inStock: moved + (warehouseId === 2 ? 8 : 3) });
      expect(allocated).toBeGreaterThanOrEqual(0);
    }
  }
}

const total = (parts: readonly { readonly quantity: number }[]): number =>
  parts.reduce((sum, { quantity }) => sum + quantity, 0);
