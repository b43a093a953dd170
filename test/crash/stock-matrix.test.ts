/**
 * Kills the connector, and disturbs every request, at every step by which it keeps a store's stock. A statement or a read that a
 * cycle sends again and again is tried where it comes first; with CRASH_ALL wherever it comes.
 */
import { ensureBuilt } from './support/build';
import { disturbEachStep } from './support/disturb-each-step';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killEachStep } from './support/kill-each-step';
import { openLane, type Lane } from './support/lane';
import type { Site } from './support/site';
import { overtaking } from './support/stock-errands';
import { firstSync, recordStockFlows, type StockFlow } from './support/stock-flows';
import { triedOf } from './support/tried';

/** A killed connector is mostly waited for: more lanes than processors. */
const LANES = 4;
/** Errands that are held when a connector is killed. */
const SITES = 6;
const LIMIT_MS = 20 * 60_000;

const triedFlow = (flow: StockFlow): StockFlow => ({ ...flow, steps: triedOf(flow.steps) });

let infrastructure: Infrastructure;
/** Of sites with stock only. */
const lanes: Lane[] = [];
const opened: Lane[] = [];
let flows: readonly StockFlow[];
const allSites = (): Site[] => lanes.flatMap(({ sites }) => sites);

beforeAll(async () => {
  ensureBuilt();
  infrastructure = await startInfrastructure();
  const stocked = Array.from({ length: SITES }, () => ({ stock: true }));
  // One after the other: setups of one Temporal namespace are one job.
  for (let n = 1; n <= LANES; n += 1) {
    const lane = await openLane(infrastructure, `stock-${n}`, n === 1 ? [...stocked, {}] : stocked);
    opened.push(lane);
    lanes.push({ ...lane, sites: lane.sites.slice(0, SITES) });
  }
  await Promise.all(lanes.map(firstSync));
  flows = (await recordStockFlows(lanes, opened[0]!.sites[SITES]!)).map(triedFlow);
}, LIMIT_MS);

afterAll(async () => {
  await Promise.all(opened.map((lane) => lane.close()));
  await infrastructure?.stop();
}, 60_000);

it(
  'comes to the right levels wherever the connector is killed',
  () => killEachStep('Killed at each step of stock', lanes, flows),
  LIMIT_MS,
);

it(
  'comes to the right levels whatever befalls a request',
  () => disturbEachStep('Disturbed at each step of stock', allSites(), flows),
  LIMIT_MS,
);

it.each([true, false])(
  'mends what a write undoes that arrives late, told of it: %s',
  async (isTold) => {
    const begin = overtaking({ isTold });
    const ends = lanes[0]!.sites.map(async (site) => {
      site.probe.begin();
      const errand = begin(site);
      return (await errand.rest()) ?? (await errand.difference());
    });
    expect((await Promise.all(ends)).filter((why) => why !== undefined)).toEqual([]);
  },
  LIMIT_MS,
);
