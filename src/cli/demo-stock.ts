/** The second act of the demo: stock that moves in the warehouse, and in the shop, is on the storefront moments later. */
import type { EmbeddedConnector } from './embedded-connector';
import { sceneTable } from './demo-table';
import { until } from './demo-wait';
import { actInBrightpearl, onHandOf, storeOf, worldOf } from './demo-world';
import type { CliIo } from './io';

/** One thing that happened to a SKU, and what became of its storefront level. */
export interface StockScene {
  readonly what: string;
  readonly sku: string;
  readonly before: number;
  readonly after: number;
  /** Until the storefront showed it. */
  readonly seconds: number;
}

const SKU = 'LAMP-01';
const BUNDLE = 'GIFTSET';
const MUG = 'MUG-BLUE';
const PART = 'NOTE-A5';
const WAREHOUSE = 2;

export async function playStock(io: CliIo, running: EmbeddedConnector): Promise<StockScene[]> {
  const { control } = worldOf(running).bigcommerce.simulator;
  const level = (sku: string): number => control.onStorefront(sku);
  const count = (sku: string, onHand: number): Promise<void> => correct(running, sku, onHand);
  const scenes: StockScene[] = [];
  const play = async (what: string, sku: string, act: () => unknown, after: number): Promise<void> => {
    const before = level(sku);
    const startedAt = Date.now();
    await act();
    await until(`${sku} at ${after}`, () => level(sku) === after);
    scenes.push({ what, sku, before, after, seconds: (Date.now() - startedAt) / 1_000 });
  };
  // While the orders before are on their way, levels are moments lower than they will be.
  await until('every level as Brightpearl has it', async () => {
    const isThere = async (sku: string): Promise<boolean> => level(sku) === (await onHandOf(running, sku, WAREHOUSE));
    return level(BUNDLE) > 0 && (await isThere(SKU)) && (await isThere(MUG));
  });
  await play('the warehouse counts 20 lamps', SKU, () => count(SKU, 20), 20);
  const bought: number[] = [];
  const buySets = (): void => {
    const answer = control.checkout({ lines: [{ sku: BUNDLE, quantity: 2 }] });
    if ('id' in answer) bought.push(answer.id);
  };
  await play('a shopper buys two gift sets, a mug in each', MUG, buySets, level(MUG) - 2);
  await reserved(running, bought);
  await play('seven notebooks are left, two to a gift set', BUNDLE, () => count(PART, 7), 3);
  io.out(tableOf(scenes));
  return scenes;
}

/** What is counted from now on is without what these orders took. */
async function reserved(running: EmbeddedConnector, orderIds: readonly number[]): Promise<void> {
  const { store } = running.connector;
  const storeHash = storeOf(running);
  for (const orderId of orderIds) {
    await until(`order ${orderId} in Brightpearl`, async () => {
      return (await store.orders.get({ storeHash, orderId }))?.state === 'SYNCED';
    });
  }
}

/** A shelf is counted in Brightpearl. */
const correct = (running: EmbeddedConnector, sku: string, onHand: number): Promise<void> =>
  actInBrightpearl(running, 'stock', { sku, warehouseId: WAREHOUSE, onHand }, `The correction of ${sku}`);

function tableOf(scenes: readonly StockScene[]): string {
  const rows = scenes.map(({ sku, what, before, after, seconds }) => [sku, what, before, after, seconds.toFixed(1)]);
  const head = ['SKU', 'What happened', 'Level before', 'after', 'Seconds'];
  return `${sceneTable(head, ['left', 'left', 'right', 'right', 'right'], rows)}\nThe storefront showed each as soon as the connector heard of it.\n`;
}
