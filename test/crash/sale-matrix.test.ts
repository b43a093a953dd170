/** Kills the connector, and disturbs every request, at every step by which it follows an order after the sale. */
import { ensureBuilt } from './support/build';
import { disturbancesOf, runDisturbance } from './support/faulting';
import { warmUp } from './support/flow';
import { casesOf } from './support/flow-cases';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killEachStep } from './support/kill-each-step';
import { openLane, type Lane } from './support/lane';
import { batchesOf, casesThat, replaced, runOverLanes, selected } from './support/matrix';
import { expectRightAfterwards } from './support/sale-ledger';
import { recordSaleFlows, type SaleFlow } from './support/sale-flows';
import type { Site } from './support/site';
import { expectNoneWrong } from './support/verdict';

/** A killed connector is mostly waited for: more lanes than processors. */
const LANES = 4;
/** Orders that are held when a connector is killed. */
const SITES = 6;
const LIMIT_MS = 20 * 60_000;

let infrastructure: Infrastructure;
const lanes: Lane[] = [];
let flows: readonly SaleFlow[];
const allSites = (): Site[] => lanes.flatMap(({ sites }) => sites);

beforeAll(async () => {
  ensureBuilt();
  infrastructure = await startInfrastructure();
  // One after the other: setups of one Temporal namespace are one job.
  for (let n = 1; n <= LANES; n += 1) lanes.push(await openLane(infrastructure, `sale-${n}`, SITES));
  await Promise.all(lanes.map(warmUp));
  flows = await recordSaleFlows(lanes[0]!);
}, LIMIT_MS);

afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
  await infrastructure?.stop();
}, 60_000);

it('ends as it should when nothing is in the way', () => {
  for (const { name, ledger } of flows) expectRightAfterwards(name, ledger);
});

it(
  'comes to the same ledger wherever the connector is killed',
  () => killEachStep('Killed at each step after the sale', lanes, flows),
  LIMIT_MS,
);

it(
  'comes to the same ledger whatever befalls a request',
  async () => {
    const startedAt = performance.now();
    const requestsOf = ({ steps }: SaleFlow) => steps.filter(({ system }) => system !== 'database');
    const cases = flows.flatMap((flow) => selected(casesOf(flow, disturbancesOf(requestsOf(flow)))));
    const sites = allSites();
    const run = (batches: (typeof cases)[]) =>
      runOverLanes(sites, batches, async (site: Site, [one]) => [await runDisturbance(site, one!, one!.begin)]);
    const first = await run(batchesOf(cases, 1));
    const second = await run(batchesOf(casesThat('unreached', first), 1));
    expectNoneWrong('Disturbed at each step after the sale', replaced(first, second), { sites, startedAt });
  },
  LIMIT_MS,
);
