/** Disturbs every request to either vendor in every way, and every write to the database, and compares both sides. */
import { ensureBuilt } from './support/build';
import { importing } from './support/errand';
import { disturbancesOf, runDisturbance } from './support/faulting';
import { recordFlow, warmUp, type Flow } from './support/flow';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { openLane, type Lane } from './support/lane';
import { batchesOf, casesThat, replaced, runOverLanes, selected, type Result } from './support/matrix';
import { expectNoneWrong } from './support/verdict';

const SITES = 8;
const LIMIT_MS = 20 * 60_000;

let infrastructure: Infrastructure;
let lane: Lane;
let flow: Flow;

beforeAll(async () => {
  ensureBuilt();
  infrastructure = await startInfrastructure();
  lane = await openLane(infrastructure, 'faults', SITES);
  await warmUp(lane);
  flow = await recordFlow(lane);
}, LIMIT_MS);

afterAll(async () => {
  await lane?.close();
  await infrastructure?.stop();
}, 60_000);

it(
  'comes to the same ledger whatever befalls a request or a write',
  async () => {
    const startedAt = performance.now();
    const results = [...(await disturbWarm()), ...(await disturbCold())];
    expectNoneWrong('Disturbed at each step', results, { sites: lane.sites, startedAt });
  },
  LIMIT_MS,
);

async function disturbWarm(): Promise<Result[]> {
  const run = (batches: ReturnType<typeof disturbancesOf>[]) =>
    runOverLanes(lane.sites, batches, async (site, [one]) => [await runDisturbance(site, one!, importing(flow))]);
  const first = await run(batchesOf(selected(disturbancesOf(flow.warm)), 1));
  return replaced(first, await run(batchesOf(casesThat('unreached', first), 1)));
}

/** What only a connector does that has just been started: one start serves an order of every site. */
async function disturbCold(): Promise<Result[]> {
  const cases = selected(disturbancesOf(flow.cold, '(just started) '));
  return runOverLanes([lane], batchesOf(cases, SITES), async ({ connector, sites }, batch) => {
    await connector.restart();
    return Promise.all(batch.map((one, index) => runDisturbance(sites[index]!, one, importing(flow))));
  });
}
