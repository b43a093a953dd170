/** Disturbs every request to either vendor in every way, and every write to the database, and compares both sides. */
import { crashLanes } from './support/crash-lanes';
import { importing } from './support/errand';
import { disturb } from './support/disturb-each-step';
import { disturbancesOf, runDisturbance, type Disturbance } from './support/faulting';
import { recordFlow, warmUp } from './support/flow';
import { batchesOf, runOverLanes, selected, untilReached, type Result } from './support/matrix';
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

function disturbWarm(): Promise<readonly Result[]> {
  const flow = recorded();
  const begin = importing(flow);
  return disturb(
    lanes[0]!.sites,
    selected(disturbancesOf(flow.warm)).map((one) => ({ ...one, begin })),
  );
}

/** What only a connector does that has just been started: one start serves an order of every site. */
function disturbCold(): Promise<readonly Result[]> {
  const flow = recorded();
  const inGroupsOf = (size: number) => (cases: readonly Disturbance[]) =>
    runOverLanes(lanes, batchesOf(cases, size), async ({ connector, sites }, batch) => {
      await connector.restart();
      return Promise.all(batch.map((one, index) => runDisturbance(sites[index]!, one, importing(flow))));
    });
  return untilReached(selected(disturbancesOf(flow.cold, '(just started) ')), [SITES, 1].map(inGroupsOf));
}
