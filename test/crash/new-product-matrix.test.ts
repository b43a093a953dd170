/** Kills the connector, and disturbs every request, at every step by which Brightpearl gets a product from the store. */
import { ensureBuilt } from './support/build';
import { disturbEachStep } from './support/disturb-each-step';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killEachStep, type KilledFlow } from './support/kill-each-step';
import { openLane, type Lane } from './support/lane';
import { launching } from './support/new-product-errands';
import { undisturbed } from './support/stock-flows';
import { triedOf } from './support/tried';

const LANES = 2;
/** Errands that are held when a connector is killed. */
const SITES = 6;
const LIMIT_MS = 10 * 60_000;

let infrastructure: Infrastructure;
const lanes: Lane[] = [];
let flows: readonly KilledFlow[];

beforeAll(async () => {
  ensureBuilt();
  infrastructure = await startInfrastructure();
  // One after the other: setups of one Temporal namespace are one job.
  for (let n = 1; n <= LANES; n += 1) lanes.push(await openLane(infrastructure, `new-products-${n}`, SITES));
  const all = lanes.flatMap((lane) => lane.sites);
  // The first one has both catalogs read: it is another one than those after it.
  await undisturbed(all, launching);
  flows = [{ name: 'launching', begin: launching, steps: triedOf(await undisturbed(all, launching)) }];
}, LIMIT_MS);

afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
  await infrastructure?.stop();
}, 60_000);

it(
  'comes to the one product wherever the connector is killed',
  () => killEachStep('Killed at each step of new products', lanes, flows),
  LIMIT_MS,
);

it(
  'comes to the one product whatever befalls a request',
  () =>
    disturbEachStep(
      'Disturbed at each step of new products',
      lanes.flatMap(({ sites }) => sites),
      flows,
    ),
  LIMIT_MS,
);
