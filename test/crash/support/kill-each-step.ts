/** Kills at every step of some flows, over all lanes, and shows and expects what came of it. */
import type { Begin } from './errand';
import { casesOf, isOwn, isWrite, killedTogether } from './flow-cases';
import { killsOf, runKills, type Kill } from './killing';
import type { Lane } from './lane';
import { runOverLanes, selected, untilReached } from './matrix';
import type { Step } from './probe';
import { REQUEST_TIMEOUT_MS } from './timings';
import { expectNoneWrong } from './verdict';

/** Nobody waits for the database with a deadline of less. */
const WRITE_HOLD_MS = 2 * REQUEST_TIMEOUT_MS;

export interface KilledFlow {
  readonly name: string;
  readonly begin: Begin;
  readonly steps: readonly Step[];
  /** They are steps of a connector that has just been started. */
  readonly cold?: boolean;
}

export async function killEachStep(title: string, lanes: readonly Lane[], flows: readonly KilledFlow[]): Promise<void> {
  const startedAt = performance.now();
  const sites = Math.min(...lanes.map((lane) => lane.sites.length));
  const kills = flows.flatMap((flow) => selected(casesOf(flow, killsOf(flow.steps, flow.cold ?? false).filter(isOwn))));
  const inGroupsOf = (size: number) => (cases: readonly (typeof kills)[number][]) =>
    runOverLanes(lanes, killedTogether(flows, cases, size), (lane, batch) =>
      runKills(lane, batch, batch[0]!.begin, holdLimitOf(batch)),
    );
  // Where errands keep each other waiting too long, fewer are tried at once.
  const results = await untilReached(kills, [sites, Math.ceil(sites / 2), 1].map(inGroupsOf));
  expectNoneWrong(title, results, { sites: lanes.flatMap((lane) => lane.sites), startedAt });
}

const holdLimitOf = ([first]: readonly Kill[]): number | undefined =>
  first && isWrite(first) ? WRITE_HOLD_MS : undefined;
