/**
 * Kills the connector at every step by which options and products follow Brightpearl, and disturbs every write. A statement or a read
 * that comes again and again is tried where it comes first, and of the writes of one kind two. With CRASH_ALL each is tried wherever
 * it comes, and reads are disturbed as well.
 */
import { ensureBuilt } from './support/build';
import { describing, firstLook } from './support/catalog-errands';
import { disturbEachStep } from './support/disturb-each-step';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killEachStep, type KilledFlow } from './support/kill-each-step';
import { openLane, type Lane } from './support/lane';
import { isRead, type Step } from './support/probe';
import { undisturbed } from './support/stock-flows';
import { triedOf, triesAll } from './support/tried';

const LANES = 2;
/** Errands that are held when a connector is killed. */
const SITES = 6;

const LIMIT_MS = (triesAll ? 40 : 20) * 60_000;
/** One of the first two names of a kind steps aside. */
const MOST_WRITES = 2;

/** How both catalogs are linked is tried with stock. */
const isOwn = ({ system, action }: Step): boolean =>
  system !== 'database' || /followed_|account_(options|variations)|product_facts|catalog_issues/.test(action);

const followed = (steps: readonly Step[]): readonly Step[] =>
  triesAll ? steps : triedOf(steps, MOST_WRITES).filter(isOwn);

let infrastructure: Infrastructure;
const lanes: Lane[] = [];
let flows: readonly KilledFlow[];

beforeAll(async () => {
  ensureBuilt();
  infrastructure = await startInfrastructure();
  const sites = Array.from({ length: SITES }, () => ({ catalog: true }));
  // One after the other: setups of one Temporal namespace are one job.
  for (let n = 1; n <= LANES; n += 1) lanes.push(await openLane(infrastructure, `catalog-${n}`, sites));
  const all = lanes.flatMap((lane) => lane.sites);
  await Promise.all(all.map(firstLook));
  const steps = await undisturbed(all, describing);
  flows = [{ name: 'describing', begin: describing, steps: followed(steps) }];
}, LIMIT_MS);

afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
  await infrastructure?.stop();
}, 60_000);

it(
  'comes to the right catalog wherever the connector is killed',
  () => killEachStep('Killed at each step of the catalog', lanes, flows),
  LIMIT_MS,
);

it(
  'comes to the right catalog whatever befalls a request',
  () =>
    disturbEachStep(
      'Disturbed at each step of the catalog',
      lanes.flatMap(({ sites }) => sites),
      triesAll ? flows : flows.map((flow) => ({ ...flow, steps: flow.steps.filter((step) => !isRead(step)) })),
    ),
  LIMIT_MS,
);
