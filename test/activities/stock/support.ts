/** A store that sells from Brightpearl's stock, one activity at a time. */
import { sql } from 'kysely';
import { importOrder } from '../support/steps';
import { activityWorlds } from '../support/activity-world';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';
import type { OrderKey } from '../../../src/domain/ids';
import type { WriteStockResult } from '../../../src/domain/stock-types';
import { buildOrder } from '../../../src/simulators/bigcommerce/order-builder';
import type { OrderInput } from '../../../src/simulators/bigcommerce/order-input';

const WAREHOUSE = 2;

export interface StockWorld extends ActivityWorld {
  /** Links both whole catalogs, as the schedule does. */
  link(): Promise<void>;
  /** What the store and Brightpearl know of a SKU by their own ids. */
  idsOf(sku: string): { readonly variantId: number; readonly productId: number; readonly brightpearlId: number };
  /** One cycle, as the `inventory` workflow runs it. */
  cycle(): Promise<WriteStockResult | undefined>;
  /** Cycles until nothing waits. */
  settle(): Promise<void>;
  /** What a shopper can buy. */
  sellable(sku: string): number;
  /** A shopper buys, or the test fails. */
  buy(sku: string, quantity: number, order?: Record<string, unknown>): OrderKey;
  /** Staff type in an order, whatever the storefront has left. */
  typeIn(sku: string, quantity: number, order?: Partial<OrderInput>): OrderKey;
  /** A shelf is counted. */
  count(sku: string, onHand: number): Promise<void>;
  receive(sku: string, quantity: number): Promise<void>;
  /** As Brightpearl's webhook tells of it. */
  told(sku: string): Promise<void>;
  /** Ordered and not reserved, over all orders. */
  demand(sku: string): Promise<number>;
  /** An action of staff in Brightpearl, by its control route. */
  staff(method: string, path: string, body?: unknown): Promise<{ readonly id?: number }>;
  importOrder(key: OrderKey): Promise<number>;
  /** As if the store had had the time to show what was written. */
  waitOutLag(): Promise<void>;
}

export function stockWorlds(): (options?: WorldOptions) => Promise<StockWorld> {
  const open = activityWorlds();
  return async (options = {}) => {
    const world = await open({ stock: { visibilityLagMs: 0 }, ...options });
    const stocked = stockWorld(world);
    await stocked.link();
    await stocked.settle();
    return stocked;
  };
}

function stockWorld(world: ActivityWorld): StockWorld {
  const { storeHash, account } = world;
  const { control, state } = world.bigcommerce;
  const cycle = async () => {
    await world.run('readNewDemand', { storeHash });
    const planned = await world.run('planStock', { storeHash, account });
    return planned && world.run('writeStock', { storeHash, batchId: planned.batchId });
  };
  const staff: StockWorld['staff'] = async (method, path, body) => {
    const url = `${world.config.accounts[0]?.apiUrl}/_sim/${path}`;
    const response = await fetch(url, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? {} : ((await response.json()) as { id?: number });
  };
  return {
    ...world,
    cycle,
    async link() {
      await world.run('refreshLinks', { storeHash, account, whole: true });
    },
    async settle() {
      for (let n = 0; n < 10; n += 1) if (!(await cycle())) return;
      throw new Error('There is always something left to do');
    },
    idsOf(sku) {
      const [variant] = state.catalog.variantsBySku(sku);
      const brightpearlId = world.brightpearl.state().productsBySku.get(sku)?.id ?? 0;
      return { variantId: variant?.id ?? 0, productId: variant?.product.id ?? 0, brightpearlId };
    },
    sellable: (sku) => control.onStorefront(sku),
    buy(sku, quantity, order) {
      const bought = control.checkout({ lines: [{ sku, quantity }], ...(order ? { order } : {}) });
      if ('left' in bought) throw new Error(`Only ${JSON.stringify(bought.left)} are left`);
      return { storeHash, orderId: bought.id };
    },
    typeIn(sku, quantity, order = {}) {
      const [variant] = state.catalog.variantsBySku(sku);
      const ids = variant ? { productId: variant.product.id, variantId: variant.id } : {};
      const lines = [{ sku, name: sku, price: '10.00', quantity, taxRate: '8.25', ...ids }];
      const built = buildOrder({
        taxMode: 'exclusive',
        lines,
        shipping: { cost: '5.00', method: 'Ground', taxRate: '8.25' },
        ...order,
      });
      return { storeHash, orderId: control.addOrder(built) };
    },
    async count(sku, onHand) {
      await staff('POST', 'stock', { sku, warehouseId: WAREHOUSE, onHand });
      await told(world, sku);
    },
    async receive(sku, quantity) {
      await staff('POST', 'stock', { sku, warehouseId: WAREHOUSE, receive: quantity });
      await told(world, sku);
    },
    told: (sku) => told(world, sku),
    async demand(sku) {
      const id = productId(world, sku);
      return Number((await world.store.demand.ofProducts(account, [id])).get(id) ?? 0);
    },
    staff,
    importOrder: (key) => importOrder(world, key),
    async waitOutLag() {
      await sql`update levels set verify_at = now() - interval '1 second' where verify_at is not null`.execute(
        world.db,
      );
      await world.run('verifyStock', { storeHash });
    },
  };
}

const productId = ({ brightpearl }: ActivityWorld, sku: string): number =>
  brightpearl.state().productsBySku.get(sku)?.id ?? 0;

async function told(world: ActivityWorld, sku: string): Promise<void> {
  const { store, account } = world;
  const variants = await store.accountLinks.drawingOn(account, [productId(world, sku)]);
  await store.stockDirty.mark(variants, 'webhook');
}
