/** Kills the connector at every step of an import, before it and after it, and compares both sides when all is over. */
import { crashLanes } from './support/crash-lanes';
import { importing } from './support/errand';
import { recordFlow, warmUp } from './support/flow';
import { killEachStep } from './support/kill-each-step';

const LIMIT_MS = 20 * 60_000;

const { lanes, recorded } = crashLanes(
  // A killed connector is mostly waited for: more lanes than processors.
  { name: 'lane', lanes: 4, sites: 6, limitMs: LIMIT_MS },
  async ({ lanes: opened }) => {
    await Promise.all(opened.map(warmUp));
    return recordFlow(opened[0]!);
  },
);

it(
  'comes to the same ledger wherever the connector is killed',
  async () => {
    const flow = recorded();
    await killEachStep('Killed at each step', lanes, [
      { name: 'import', begin: importing(flow), steps: flow.warm },
      { name: 'import', begin: importing(flow), steps: flow.cold, cold: true },
    ]);
  },
  LIMIT_MS,
);
