/**
 * Kills the connector while it follows what happens after the sale, on either side, at each write to either vendor. With
 * CRASH_ALL also at every read and database write, and every request is disturbed as well.
 */
import { ensureBuilt } from './support/build';
import { disturbEachStep } from './support/disturb-each-step';
import { warmUp } from './support/flow';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killEachStep } from './support/kill-each-step';
import { openLane, type Lane } from './support/lane';
import { isRead, type Step } from './support/probe';
import { expectRightAfterwards } from './support/sale-ledger';
import { recordSaleFlows, type SaleFlow } from './support/sale-flows';
import type { Site } from './support/site';
import { STAFF_RULES } from './support/staff-events';
import { triesAll } from './support/tried';

/** These orders keep a connector busy: more lanes than processors would wait for each other longer than requests may take. */
const LANES = 2;
/** Orders that are held when a connector is killed. */
const SITES = 6;

/** All of them are more than a thousand cases. */
const LIMIT_MS = (triesAll ? 180 : 20) * 60_000;
const writesToVendor = (step: Step): boolean => step.system !== 'database' && !isRead(step);
const triedFlow = (flow: SaleFlow): SaleFlow =>
  triesAll ? flow : { ...flow, steps: flow.steps.filter(writesToVendor) };

let infrastructure: Infrastructure;
const lanes: Lane[] = [];
let flows: readonly SaleFlow[];
/** Each order is imported anew before its case: more of them at once would make each other's requests come too late. */
const DISTURBED_AT_ONCE = 2;
const disturbedSites = (): Site[] => lanes.flatMap(({ sites }) => sites.slice(0, DISTURBED_AT_ONCE));

beforeAll(async () => {
  ensureBuilt();
  infrastructure = await startInfrastructure();
  const ruled = Array.from({ length: SITES }, () => ({ rules: STAFF_RULES }));
  // One after the other: setups of one Temporal namespace are one job.
  for (let n = 1; n <= LANES; n += 1) lanes.push(await openLane(infrastructure, `sale-${n}`, ruled));
  await Promise.all(lanes.map(warmUp));
  flows = (await recordSaleFlows(lanes[0]!)).map(triedFlow);
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

if (triesAll) {
  it(
    'comes to the same ledger whatever befalls a request',
    () => disturbEachStep('Disturbed at each step after the sale', disturbedSites(), flows),
    LIMIT_MS,
  );
}
