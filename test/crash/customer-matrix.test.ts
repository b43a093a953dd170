/** Kills the connector, and disturbs every request, at every step by which a contact follows its customer, or is made of one. */
import { ensureBuilt } from './support/build';
import { following, registering } from './support/customer-errands';
import { disturbEachStep } from './support/disturb-each-step';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killEachStep, type KilledFlow } from './support/kill-each-step';
import { openLane, type Lane } from './support/lane';
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
  const sites = Array.from({ length: SITES }, () => ({ customers: true }));
  // One after the other: setups of one Temporal namespace are one job.
  for (let n = 1; n <= LANES; n += 1) lanes.push(await openLane(infrastructure, `customers-${n}`, sites));
  const all = lanes.flatMap((lane) => lane.sites);
  await Promise.all(all.map(async (site) => following.prepare?.(site)));
  // The first change takes over what the order wrote: it is another one than those after it.
  await undisturbed(all, following);
  flows = [
    { name: 'following', begin: following, steps: triedOf(await undisturbed(all, following)) },
    { name: 'registering', begin: registering, steps: triedOf(await undisturbed(all, registering)) },
  ];
}, LIMIT_MS);

afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
  await infrastructure?.stop();
}, 60_000);

it(
  'comes to the right contact wherever the connector is killed',
  () => killEachStep('Killed at each step of customers', lanes, flows),
  LIMIT_MS,
);

it(
  'comes to the right contact whatever befalls a request',
  () =>
    disturbEachStep(
      'Disturbed at each step of customers',
      lanes.flatMap(({ sites }) => sites),
      flows,
    ),
  LIMIT_MS,
);
