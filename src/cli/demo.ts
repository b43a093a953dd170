/** `connector demo`: twelve varied orders, one fixed on screen, stock that moves, a sale's aftermath, prices and a new product. */
import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { printed } from '../domain/money';
import type { BrightpearlSimulator } from '../simulators/brightpearl/simulator';
import type * as Orders from './demo-orders';
import type { CatalogIds, DemoOrder } from './demo-orders';
import { playAfterSale } from './demo-after-sale';
import { DEMO_STORE, playProducts } from './demo-products';
import { playStock } from './demo-stock';
import type { StockScene } from './demo-stock';
import { createScreen } from './demo-table';
import type { DemoRow, DemoScreen } from './demo-table';
import { differencesOf } from './demo-verdict';
import type { Figures } from './demo-verdict';
import { askApi, storeOf, worldOf } from './demo-world';
import { addressesOf } from './dev';
import type { EmbeddedConnector } from './embedded-connector';
import type * as Embedded from './embedded-connector';
import { CliError, EXIT } from './exit-codes';
import type { CliIo } from './io';
import { waitFor } from './wait';

interface DemoOptions {
  readonly data: string;
  readonly exit?: boolean;
  readonly json?: string;
}

/** Twelve orders take seconds; a demo that is not done by then is broken and must say so. */
const GIVE_UP_MS = 180_000;
const LOOK_EVERY_MS = 250;
/** A shop's day in half a minute: of Brightpearl's 200 requests a minute the last acts would have to wait for more. */
const DEMO_QUOTA = 600;

export const registerDemo =
  (io: CliIo) =>
  (program: Command): void => {
    program
      .command('demo')
      .description('Watch twelve orders travel from a simulated BigCommerce to a simulated Brightpearl')
      .option('--data <dir>', 'where everything is kept; emptied at the start', '.data/demo')
      .option('--exit', 'end when all orders are through, instead of staying up')
      .option('--json <file>', 'write the result to a file')
      .action((options: DemoOptions) => demo(io, options));
  };

async function demo(io: CliIo, options: DemoOptions): Promise<void> {
  const { startEmbedded } = require('./embedded-connector') as typeof Embedded;
  const { demoOrders } = require('./demo-orders') as typeof Orders;
  const stopped = io.stopped();
  rmSync(options.data, { recursive: true, force: true });
  const running = await startEmbedded({
    dataDir: options.data,
    apiPort: 0,
    simulate: true,
    store: DEMO_STORE,
    quota: DEMO_QUOTA,
    progress: (line) => io.err(`${line}\n`),
  });
  try {
    const run = new DemoRun(running, await createScreen(io), demoOrders(catalogOf(running)));
    const rows = await run.play();
    const differences = compare(rows, running);
    const equal = `${rows.length - differences.length} of ${rows.length}`;
    io.out(`${equal} orders are in Brightpearl with the store's own total and tax.\n`);
    const stock = await playStock(io, running);
    // Plain orders, paid by card: the first two.
    const [shipped = 0, refunded = 0] = rows.map(({ orderId }) => orderId);
    const afterSale = await playAfterSale(io, running, [shipped, refunded]);
    const products = await playProducts(io, running);
    const result = { ...resultOf(rows, stock), afterSale, products };
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
    for (const difference of differences) io.err(`${difference}\n`);
    io.out(where(running));
    if (!options.exit) {
      io.out('Everything stays up until Ctrl-C.\n');
      await Promise.race([stopped, running.connector.ended]);
    }
    if (differences.length > 0) throw new CliError(EXIT.failure, `Only ${equal} orders are equal.`);
  } finally {
    io.err('Stopping\n');
    await running.stop();
  }
}

/** One showing: places the orders, follows them, and corrects the one that needs it. */
class DemoRun {
  private readonly placed = new Map<number, { readonly demo: DemoOrder; readonly at: number }>();
  private corrected = false;

  constructor(
    private readonly running: EmbeddedConnector,
    private readonly screen: DemoScreen,
    private readonly orders: readonly DemoOrder[],
  ) {}

  async play(): Promise<DemoRow[]> {
    const { control } = worldOf(this.running).bigcommerce.simulator;
    for (const demo of this.orders) {
      const id = control.addOrder({ ...demo.order });
      this.placed.set(id, { demo, at: Date.now() });
    }
    const isThrough = async (): Promise<true | undefined> => {
      const rows = await this.rows();
      this.screen.show(rows, await this.help(rows));
      return rows.every((row) => row.state === 'SYNCED') || undefined;
    };
    await waitFor(isThrough, {
      everyMs: LOOK_EVERY_MS,
      limitMs: GIVE_UP_MS,
      orElse: 'The demo did not finish in 3 minutes.',
    });
    this.screen.end();
    return this.rows();
  }

  private async rows(): Promise<DemoRow[]> {
    const { store } = this.running.connector;
    const storeHash = storeOf(this.running);
    const rows: DemoRow[] = [];
    for (const [orderId, { demo, at }] of this.placed) {
      const row = await store.orders.get({ storeHash, orderId });
      const { total_inc_tax: total, default_currency_code: currency } = demo.order.order;
      rows.push({
        orderId,
        what: demo.what,
        total: printed(String(total), String(currency)),
        currency: String(currency),
        salesOrderId: row?.salesOrderIds[0] ?? null,
        salesOrderTotal: row?.salesOrderTotal ?? null,
        state: row?.state ?? 'PENDING',
        seconds: row?.state === 'SYNCED' ? (row.stateSince.getTime() - at) / 1000 : null,
      });
    }
    return rows;
  }

  /** What an ops person does: reads the reason, adds the product in Brightpearl, retries through the operations API. */
  private async help(rows: readonly DemoRow[]): Promise<string> {
    const stuck = rows.find((row) => row.state === 'NEEDS_ATTENTION');
    if (!stuck) return this.corrected ? 'The product was added in Brightpearl and the order retried.' : '';
    const storeHash = storeOf(this.running);
    const row = await this.running.connector.store.orders.get({ storeHash, orderId: stuck.orderId });
    if (!this.corrected && row?.issue?.code === 'UNKNOWN_SKU') {
      this.corrected = true;
      const { UNKNOWN_SKU } = require('./demo-orders') as typeof Orders;
      await pause(1_500);
      simulatorOf(this.running).seedCatalog([{ sku: UNKNOWN_SKU, name: 'Poster, extra large', onHand: { '2': 10 } }]);
      await askApi(this.running, `orders/${storeHash}/${stuck.orderId}/retry`);
    }
    return `Order ${stuck.orderId} needs attention: ${row?.issue?.message ?? ''}`;
  }
}

/** Ids of what the store sells, by SKU. */
const catalogOf =
  (running: EmbeddedConnector): CatalogIds =>
  (sku) => {
    const [variant] = worldOf(running).bigcommerce.simulator.state.catalog.variantsBySku(sku);
    return variant ? { productId: variant.product.id, variantId: variant.id } : {};
  };

const simulatorOf = (running: EmbeddedConnector): BrightpearlSimulator => worldOf(running).brightpearl.simulator;

const resultOf = (rows: readonly DemoRow[], stock: readonly StockScene[]) => ({
  stock,
  orders: rows.map(({ what: _what, ...row }) => row),
});

/** With what the simulated Brightpearl itself holds, not with what the connector believes. */
function compare(rows: readonly DemoRow[], running: EmbeddedConnector): string[] {
  const { salesOrders } = simulatorOf(running).ledger();
  const { state } = worldOf(running).bigcommerce.simulator;
  const inStore = (orderId: number): Figures | undefined => {
    const header = state.orders.get(orderId)?.header;
    return header && { total: String(header['total_inc_tax']), tax: String(header['total_tax']) };
  };
  return differencesOf(rows, inStore, (id) => salesOrders.find((candidate) => candidate.id === id));
}

function where(running: EmbeddedConnector): string {
  const { bigcommerce, brightpearl, temporal, api } = addressesOf(running);
  return [
    `  Temporal UI          ${temporal.ui}`,
    `  simulated store      ${bigcommerce.url}/_sim/requests`,
    `  simulated account    ${brightpearl.url}/_sim/ledger`,
    `  operations API       ${api.url} (token ${api.token})\n`,
  ].join('\n');
}
