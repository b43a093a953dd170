/** Disturbs every request to either vendor in every way, and every write to the database, and compares both sides. */
import { crashLanes } from './support/crash-lanes';
import { importing } from './support/errand';
import { disturbancesOf, runDisturbance } from './support/faulting';
import { recordFlow, warmUp } from './support/flow';
import { batchesOf, casesThat, replaced, runOverLanes, selected, type Result } from './support/matrix';
import { expectNoneWrong } from './support/verdict';

const SITES = 8;
const LIMIT_MS = 20 * 60_000;

const { lanes, recorded } = crashLanes(
  { name: 'faults', lanes: 1, sites: SITES, limitMs: LIMIT_MS },
  async ({ lanes: [lane] }) => {
    await warmUp(lane!);
    return recordFlow(lane!);
  },
);

it(
  'comes to the same ledger whatever befalls a request or a write',
  async () => {
    const startedAt = performance.now();
    const results = [...(await disturbWarm()), ...(await disturbCold())];
    expectNoneWrong('Disturbed at each step', results, { sites: lanes[0]!.sites, startedAt });
  },
  LIMIT_MS,
);

async function disturbWarm(): Promise<Result[]> {
  const flow = recorded();
  const run = (batches: ReturnType<typeof disturbancesOf>[]) =>
    runOverLanes(lanes[0]!.sites, batches, async (site, [one]) => [await runDisturbance(site, one!, importing(flow))]);
  const first = await run(batchesOf(selected(disturbancesOf(flow.warm)), 1));
  return replaced(first, await run(batchesOf(casesThat('unreached', first), 1)));
}

/** What only a connector does that has just been started: one start serves an order of every site. */
async function disturbCold(): Promise<Result[]> {
  const flow = recorded();
  const cases = selected(disturbancesOf(flow.cold, '(just started) '));
  return runOverLanes(lanes, batchesOf(cases, SITES), async ({ connector, sites }, batch) => {
    await connector.restart();
    return Promise.all(batch.map((one, index) => runDisturbance(sites[index]!, one, importing(flow))));
  });
}
