/** Kills the connector, and disturbs every request, at every step by which the store gets products that only Brightpearl has. */
import { ensureBuilt } from './support/build';
import { creating } from './support/creation-errands';
import { disturbEachStep } from './support/disturb-each-step';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killEachStep, type KilledFlow } from './support/kill-each-step';
import { openLane, type Lane } from './support/lane';
import type { Site } from './support/site';
import type { Step } from './support/probe';
import { undisturbed } from './support/stock-flows';
import { triedOf, triesAll } from './support/tried';

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
  const sites = Array.from({ length: SITES }, () => ({ creates: true }));
  // One after the other: setups of one Temporal namespace are one job.
  for (let n = 1; n <= LANES; n += 1) lanes.push(await openLane(infrastructure, `creation-${n}`, sites));
  const all = lanes.flatMap((lane) => lane.sites);
  // The first look has both catalogs read: it is another one than those after it.
  await created(all);
  flows = [{ name: 'creating', begin: creating, steps: own(await created(all)) }];
}, LIMIT_MS);

/** How catalogs are linked, and prices set, is tried with stock and with prices. */
const own = (steps: readonly Step[]): readonly Step[] =>
  triesAll
    ? steps
    : triedOf(steps).filter(
        ({ system, action }) => system !== 'database' || /(missing|followed)_products|product_links/.test(action),
      );

async function created(sites: readonly Site[]): Promise<Step[]> {
  await Promise.all(sites.map(async (site) => creating.prepare?.(site)));
  return undisturbed(sites, creating);
}

afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
  await infrastructure?.stop();
}, 60_000);

it(
  'comes to each product once wherever the connector is killed',
  () => killEachStep('Killed at each step of creation', lanes, flows),
  LIMIT_MS,
);

it(
  'comes to each product once whatever befalls a request',
  () =>
    disturbEachStep(
      'Disturbed at each step of creation',
      lanes.flatMap(({ sites }) => sites),
      flows,
    ),
  LIMIT_MS,
);
