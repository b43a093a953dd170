/** One store and one account, as simulators, with all that happens there while orders are placed one after the other. */
import type { Client } from '@temporalio/client';
import { startSimulatedWorld, type SimulatedWorld } from '../../../src/cli/simulated-world';
import type { Store } from '../../../src/store/store';
import type { BpLedger } from './brightpearl-ledger';
import { Probe } from './probe';
import { purchase, type Purchase } from './shopping';
import { addPriceList } from './priced-goods';
import { stockedPurchase } from './stock-goods';
import { INDEX_LAG_MS, INVENTORY_LAG_MS, TIMINGS } from './timings';
import { addTee, describedPurchase, type Tee } from './varied-goods';

export interface PlacedOrder extends Purchase {
  readonly orderId: number;
}

export interface Site {
  /** Store hash and account code in one; every row about the site names it. */
  readonly key: string;
  readonly hasPrices: boolean;
  readonly hasCustomers: boolean;
  readonly createsProducts: boolean;
  /** What varies, where the catalog is Brightpearl's. */
  readonly tee: Tee | undefined;
  /** Manufacturers' numbers that the merchant edited, by SKU. */
  readonly edits: Map<string, string>;
  readonly world: SimulatedWorld;
  readonly probe: Probe;
  /** Brightpearl's, before any order. */
  readonly booksBefore: BpLedger;
  /** Of the connector that serves it; past the proxy. */
  readonly store: () => Store;
  readonly temporal: () => Client;
  /** Takes away what was read for stock cycles and never written; gives how many. */
  readonly clearBatches: () => Promise<number>;
  /** As an operator does; the same key twice is one command. */
  post(path: string, command: { readonly body: unknown; readonly key: string }): Promise<unknown>;
  placed(): readonly PlacedOrder[];
  /** Units that were sold and must never be reserved, by SKU. */
  readonly waiting: Map<string, number>;
  /** What nobody bought yet, for something else than an import. */
  take(): Purchase;
  /** A shopper, whom nobody knows unless it is a customer, buys what nobody bought yet, and pays, or has the money authorized. */
  place(money?: 'authorized' | 'paid', customerId?: number): PlacedOrder;
}

/** Of rows about what the store sells and the account knows. */
export const scopeOf = ({ key, world }: Pick<Site, 'key' | 'world'>) => ({
  storeHash: key,
  account: world.brightpearl.simulator.accountCode,
});

/** What of a site is there before its connector is. */
export type OpenedSite = Omit<Site, 'store' | 'temporal' | 'clearBatches' | 'post'>;

export interface SiteOptions {
  /** The store sells from the account's stock: it has the products, and its levels are kept. */
  readonly stock?: boolean;
  /** With `stock`: its prices are kept, too, by rules that write its catalog and price list 7. */
  readonly prices?: boolean;
  /** The contacts of its customers follow them. */
  readonly customers?: boolean;
  /** It has the products, and their options and fields follow the account's. */
  readonly catalog?: boolean;
  /** It gets products that only the account has. */
  readonly creates?: boolean;
  /** Of the route, in place of the demo's. */
  readonly rules?: Readonly<Record<string, unknown>>;
}

const MOST_ORDERS = 150;
/** Every level of a store is looked at after every case. */
const MOST_STOCKED_ORDERS = 60;
/** Every product of a store is read in every case. */
const MOST_DESCRIBED_ORDERS = 40;
const PLENTY = 100_000;

export async function openSite(
  dataDir: string,
  { stock = false, prices = false, customers = false, catalog = false, creates = false, rules = {} }: SiteOptions = {},
): Promise<OpenedSite> {
  const world = await startSimulatedWorld({
    dataDir,
    indexLagMs: INDEX_LAG_MS,
    timings: TIMINGS,
    stock,
    rules,
    // Cases follow each other faster than customers do.
    quota: PLENTY,
  });
  const { bigcommerce, brightpearl } = world;
  const key = bigcommerce.simulator.storeHash;
  if (stock) {
    bigcommerce.simulator.control.setSwitches({ inventoryLagMs: INVENTORY_LAG_MS });
    // Every level that is written first would be told back: a flood through a harness of one process.
    bigcommerce.simulator.webhooks.setFaults({ drop: 1 });
  }
  if (prices) addPriceList(bigcommerce.simulator);
  const tee = catalog ? addTee(world) : undefined;
  // Not numbers alone: the store numbers transactions, and both stand beside its hash.
  const most = stock ? MOST_STOCKED_ORDERS : catalog ? MOST_DESCRIBED_ORDERS : MOST_ORDERS;
  const tags = Array.from({ length: most }, (_, index) => `${key}-g${index + 1}`);
  const kindOf = stock ? stockedPurchase : catalog ? describedPurchase : (tag: string) => purchase(tag);
  const goods = tags.map((tag) => kindOf(tag, bigcommerce));
  // Long before they are bought: searches show new products late.
  brightpearl.simulator.seedCatalog(goods.flatMap(({ products }) => products));
  const probe = new Probe();
  Object.assign(bigcommerce.simulator.hooks, probe.simulatorHooks('bigcommerce'));
  Object.assign(brightpearl.simulator.core.hooks, probe.simulatorHooks('brightpearl'));
  const placed: PlacedOrder[] = [];
  const left = [...goods];
  const take = (): Purchase => {
    const bought = left.shift();
    if (!bought) throw new Error(`A site sells ${most} times`);
    return bought;
  };
  return {
    key,
    hasPrices: prices,
    hasCustomers: customers,
    createsProducts: creates,
    tee,
    edits: new Map(),
    world,
    probe,
    booksBefore: brightpearl.simulator.ledger(),
    placed: () => placed,
    waiting: new Map(),
    take,
    place: (money, customerId) => {
      const bought = take();
      const built = money === 'authorized' ? bought.authorized() : bought.order;
      const order = customerId === undefined ? built : { ...built, order: { ...built.order, customer_id: customerId } };
      const made = { ...bought, order, orderId: bigcommerce.simulator.control.addOrder(order) };
      placed.push(made);
      return made;
    },
  };
}
