/** One store and one account, as simulators, with all that happens there while orders are placed one after the other. */
import type { Client } from '@temporalio/client';
import { startSimulatedWorld, type SimulatedWorld } from '../../../src/cli/simulated-world';
import type { Store } from '../../../src/store/store';
import type { BpLedger } from './brightpearl-ledger';
import { Probe } from './probe';
import { purchase, type Purchase } from './shopping';
import { INDEX_LAG_MS, TIMINGS } from './timings';

export interface PlacedOrder extends Purchase {
  readonly orderId: number;
}

export interface Site {
  /** Store hash and account code in one; every row about the site names it. */
  readonly key: string;
  readonly world: SimulatedWorld;
  readonly probe: Probe;
  /** Brightpearl's, before any order. */
  readonly booksBefore: BpLedger;
  /** Of the connector that serves it; past the proxy. */
  readonly store: () => Store;
  readonly temporal: () => Client;
  placed(): readonly PlacedOrder[];
  /** A shopper nobody knows buys what nobody bought yet. */
  place(): PlacedOrder;
}

/** What of a site is there before its connector is. */
export type OpenedSite = Omit<Site, 'store' | 'temporal'>;

const MOST_ORDERS = 150;
const PLENTY = 100_000;

export async function openSite(dataDir: string): Promise<OpenedSite> {
  const world = await startSimulatedWorld({ dataDir, indexLagMs: INDEX_LAG_MS, timings: TIMINGS });
  const { bigcommerce, brightpearl } = world;
  brightpearl.simulator.setSwitches({ quotaPerMinute: PLENTY });
  const key = bigcommerce.simulator.storeHash;
  const goods = Array.from({ length: MOST_ORDERS }, (_, index) => purchase(`${key}-${index + 1}`));
  // Long before they are bought: searches show new products late.
  brightpearl.simulator.seedCatalog(goods.flatMap(({ products }) => products));
  const probe = new Probe();
  Object.assign(bigcommerce.simulator.hooks, probe.simulatorHooks('bigcommerce'));
  Object.assign(brightpearl.simulator.core.hooks, probe.simulatorHooks('brightpearl'));
  const placed: PlacedOrder[] = [];
  return {
    key,
    world,
    probe,
    booksBefore: brightpearl.simulator.ledger(),
    placed: () => placed,
    place: () => {
      const bought = goods[placed.length];
      if (!bought) throw new Error(`A site sells ${MOST_ORDERS} times`);
      const order = { ...bought, orderId: bigcommerce.simulator.control.addOrder(bought.order) };
      placed.push(order);
      return order;
    },
  };
}
