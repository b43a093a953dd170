/** The last act of the demo: prices and products follow Brightpearl, and what looks like a slip waits for a person. */
import { sceneTable } from './demo-table';
import { until } from './demo-wait';
import { actInBrightpearl, askApi, storeOf, worldOf } from './demo-world';
import type { EmbeddedConnector } from './embedded-connector';
import type { CliIo } from './io';

/** What happened to a product in Brightpearl, and what the store made of it. */
export interface ProductScene {
  readonly sku: string;
  readonly what: string;
  readonly outcome: string;
  /** From the look that was asked for until the store showed it. */
  readonly seconds: number;
}

const RETAIL = '2';
const PRICED = 'LAMP-01';
const SLIPPED = 'MUG-RED';
const NEW = 'VASE-02';
const ASK_AGAIN_MS = 5_000;

/** Of the demo's store, over the simulated world's: its prices and products follow the simulated account's. */
export const DEMO_STORE: Readonly<Record<string, unknown>> = {
  prices: { taxBasis: 'exclusive', visibilityLagSeconds: 1, rules: [{ from: Number(RETAIL), to: 'catalog' }] },
  products: {
    create: 'on',
    visibilityLagSeconds: 1,
    fields: [
      { field: 'name', from: 'name', owner: 'once' },
      { field: 'weight', from: 'weight', owner: 'brightpearl' },
    ],
  },
};

export async function playProducts(io: CliIo, running: EmbeddedConnector): Promise<ProductScene[]> {
  const scenes = [await reprice(running), await slip(running), await launch(running)];
  io.out(tableOf(scenes));
  return scenes;
}

/** The first look at the price list: what it has is the store's. */
async function reprice(running: EmbeddedConnector): Promise<ProductScene> {
  await setPrice(running, SLIPPED, '12.95');
  await setPrice(running, PRICED, '48.50');
  const seconds = await looked(running, 'prices', `${PRICED} at 48.50`, () => {
    return priceOf(running, PRICED) === 48.5 && priceOf(running, SLIPPED) === 12.95;
  });
  return { sku: PRICED, what: 'Brightpearl sells lamps at 48.50', outcome: 'so does the store', seconds };
}

/** A dot in the wrong place. */
async function slip(running: EmbeddedConnector): Promise<ProductScene> {
  await setPrice(running, SLIPPED, '1.295');
  const { store } = running.connector;
  const storeHash = storeOf(running);
  const held = () => store.priceRulings.held(storeHash, 1);
  const seconds = await looked(running, 'prices', `${SLIPPED} held`, async () => (await held()).length > 0);
  const outcome = `held: still ${priceOf(running, SLIPPED)?.toFixed(2)} (connector prices held)`;
  return { sku: SLIPPED, what: 'a slip: 1.295 for a mug at 12.95', outcome, seconds };
}

async function launch(running: EmbeddedConnector): Promise<ProductScene> {
  const product = { sku: NEW, name: 'Vase, green', weight: 1.2, onHand: { '2': 5 }, prices: { [RETAIL]: '29.00' } };
  await actInBrightpearl(running, 'products', product, 'The new product');
  const { control } = worldOf(running).bigcommerce.simulator;
  const isThere = () => priceOf(running, NEW) === 29 && control.levels(NEW)[0]?.onHand === 5;
  const seconds = await looked(running, 'products', `${NEW} in the store`, isThere);
  const outcome = 'made in the store, hidden, at 29.00 with 5 in stock';
  return { sku: NEW, what: 'a product is made in Brightpearl', outcome, seconds };
}

/** A look is asked for, and again while nothing came of it: the account's search shows what is new a moment late. */
async function looked(
  running: EmbeddedConnector,
  part: 'prices' | 'products',
  what: string,
  isSo: () => boolean | Promise<boolean>,
): Promise<number> {
  const startedAt = Date.now();
  let askedAt = 0;
  await until(what, async () => {
    if (Date.now() - askedAt > ASK_AGAIN_MS) {
      askedAt = Date.now();
      await askApi(running, `${part}/${storeOf(running)}/push`);
    }
    return isSo();
  });
  return (Date.now() - startedAt) / 1_000;
}

const setPrice = (running: EmbeddedConnector, sku: string, price: string): Promise<void> =>
  actInBrightpearl(running, 'prices', { sku, prices: { [RETAIL]: price } }, `The price of ${sku}`);

/** What the store asks for it; undefined where it does not have it. */
function priceOf(running: EmbeddedConnector, sku: string): number | undefined {
  const [variant] = worldOf(running).bigcommerce.simulator.state.catalog.variantsBySku(sku);
  return variant && Number(variant.fields['price'] ?? variant.product.fields['price']);
}

function tableOf(scenes: readonly ProductScene[]): string {
  const rows = scenes.map(({ sku, what, outcome, seconds }) => [sku, what, outcome, seconds.toFixed(1)]);
  const head = ['SKU', 'What happened', 'What came of it', 'Seconds'];
  return `${sceneTable(head, ['left', 'left', 'left', 'right'], rows)}\n`;
}
