/** Kills the connector, and disturbs every request, at every step by which it keeps a store's prices. */
import { ensureBuilt } from './support/build';
import { disturbEachStep } from './support/disturb-each-step';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killEachStep, type KilledFlow } from './support/kill-each-step';
import { openLane, type Lane } from './support/lane';
import { pricing } from './support/price-errands';
import { firstSync, undisturbed } from './support/stock-flows';
import { triedOf } from './support/tried';

const LANES = 2;
/** Errands that are held when a connector is killed. */
const SITES = 6;
const LIMIT_MS = 15 * 60_000;

let infrastructure: Infrastructure;
const lanes: Lane[] = [];
let flows: readonly KilledFlow[];

beforeAll(async () => {
  ensureBuilt();
  infrastructure = await startInfrastructure();
  const priced = Array.from({ length: SITES }, () => ({ stock: true, prices: true }));
  // One after the other: setups of one Temporal namespace are one job.
  for (let n = 1; n <= LANES; n += 1) lanes.push(await openLane(infrastructure, `prices-${n}`, priced));
  await Promise.all(lanes.map(firstSync));
  // The first look at all prices is another one than those after it.
  await undisturbed(lanes[0]!.sites, pricing);
  flows = [{ name: 'pricing', begin: pricing, steps: triedOf(await undisturbed(lanes[0]!.sites, pricing)) }];
}, LIMIT_MS);

afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
  await infrastructure?.stop();
}, 60_000);

it(
  'comes to the right prices wherever the connector is killed',
  () => killEachStep('Killed at each step of prices', lanes, flows),
  LIMIT_MS,
);

it(
  'comes to the right prices whatever befalls a request',
  () =>
    disturbEachStep(
      'Disturbed at each step of prices',
      lanes.flatMap(({ sites }) => sites),
      flows,
    ),
  LIMIT_MS,
);
