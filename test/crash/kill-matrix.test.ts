/** Kills the connector at every step of an import, before it and after it, and compares both sides when all is over. */
import { ensureBuilt } from './support/build';
import { importing } from './support/errand';
import { recordFlow, warmUp } from './support/flow';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killsOf, runKills, type Kill } from './support/killing';
import { openLane, type Lane } from './support/lane';
import { batchesOf, casesThat, replaced, runOverLanes, selected } from './support/matrix';
import { expectNoneWrong } from './support/verdict';

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
    const startedAt = performance.now();
    await Promise.all(lanes.map(warmUp));
    const flow = await recordFlow(lanes[0]!);
    const kills = selected(killsOf(flow));
    const kill = (lane: Lane, batch: readonly Kill[]) => runKills(lane, batch, importing(flow));
    // Neighbors are reached at about the same time, so that nobody is held for long.
    const batches = [false, true].flatMap((isCold) =>
      batchesOf(
        kills.filter(({ cold }) => cold === isCold),
        SITES,
      ),
    );
    const first = await runOverLanes(lanes, batches, kill);
    // Where orders keep each other waiting too long, each is tried alone.
    const missed = batchesOf(casesThat('unreached', first), 1);
    const second = await runOverLanes(lanes, missed, kill);
    const results = replaced(first, second);
    expectNoneWrong('Killed at each step', results, { sites: lanes.flatMap(({ sites }) => sites), startedAt });
  },
  LIMIT_MS,
);
