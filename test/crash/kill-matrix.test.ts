/** Kills the connector at every step of an import, before it and after it, and compares both sides when all is over. */
import { ensureBuilt } from './support/build';
import { importing } from './support/errand';
import { recordFlow, warmUp } from './support/flow';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killEachStep } from './support/kill-each-step';
import { openLane, type Lane } from './support/lane';

/** A killed connector is mostly waited for: more lanes than processors. */
const LANES = 4;
/** Orders that are held when a connector is killed. */
const SITES = 6;
const LIMIT_MS = 20 * 60_000;

let infrastructure: Infrastructure;
const lanes: Lane[] = [];

beforeAll(async () => {
  ensureBuilt();
  infrastructure = await startInfrastructure();
  // One after the other: setups of one Temporal namespace are one job.
  for (let n = 1; n <= LANES; n += 1) lanes.push(await openLane(infrastructure, `lane-${n}`, SITES));
}, LIMIT_MS);

afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
  await infrastructure?.stop();
}, 60_000);

it(
  'comes to the same ledger wherever the connector is killed',
  async () => {
    await Promise.all(lanes.map(warmUp));
    const flow = await recordFlow(lanes[0]!);
    await killEachStep('Killed at each step', lanes, [
      { name: 'import', begin: importing(flow), steps: flow.warm },
      { name: 'import', begin: importing(flow), steps: flow.cold, cold: true },
    ]);
  },
  LIMIT_MS,
);
