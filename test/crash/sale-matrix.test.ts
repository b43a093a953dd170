/**
 * Kills the connector while it follows what happens after the sale, on either side, at each write to either vendor. With
 * CRASH_ALL also at every read and database write, and every request is disturbed as well.
 */
import { crashLanes } from './support/crash-lanes';
import { disturbEachStep } from './support/disturb-each-step';
import { warmUp } from './support/flow';
import { killEachStep } from './support/kill-each-step';
import { isRead, type Step } from './support/probe';
import { expectRightAfterwards } from './support/sale-ledger';
import { recordSaleFlows, type SaleFlow } from './support/sale-flows';
import type { Site } from './support/site';
import { STAFF_RULES } from './support/staff-events';
import { triesAll } from './support/tried';

/** Ends what hangs. All of them are more than a thousand cases. */
const LIMIT_MS = (triesAll ? 180 : 40) * 60_000;
const writesToVendor = (step: Step): boolean => step.system !== 'database' && !isRead(step);
const triedFlow = (flow: SaleFlow): SaleFlow =>
  triesAll ? flow : { ...flow, steps: flow.steps.filter(writesToVendor) };

const { lanes, recorded: flows } = crashLanes(
  {
    name: 'sale',
    // These orders keep a connector busy: more lanes than processors would wait for each other longer than requests may take.
    lanes: 2,
    sites: 6,
    options: { rules: STAFF_RULES },
    limitMs: LIMIT_MS,
  },
  async ({ lanes: opened }) => {
    await Promise.all(opened.map(warmUp));
    return (await recordSaleFlows(opened[0]!)).map(triedFlow);
  },
);

/** Each order is imported anew before its case: more of them at once would make each other's requests come too late. */
const DISTURBED_AT_ONCE = 2;
const disturbedSites = (): Site[] => lanes.flatMap(({ sites }) => sites.slice(0, DISTURBED_AT_ONCE));

it('ends as it should when nothing is in the way', () => {
  for (const { name, ledger } of flows()) expectRightAfterwards(name, ledger);
});

it(
  'comes to the same ledger wherever the connector is killed',
  () => killEachStep('Killed at each step after the sale', lanes, flows()),
  LIMIT_MS,
);

if (triesAll) {
  it(
    'comes to the same ledger whatever befalls a request',
    () => disturbEachStep('Disturbed at each step after the sale', disturbedSites(), flows()),
    LIMIT_MS,
  );
}
