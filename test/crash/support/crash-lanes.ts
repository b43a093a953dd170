/** What the tests of one file share: the servers, and lanes with their sites. Opened before them, and closed after them. */
import { ensureBuilt } from '../../e2e/support/built-connector';
import { startInfrastructure, type Infrastructure } from './infrastructure';
import { openLane, type Lane } from './lane';
import type { Site, SiteOptions } from './site';

export interface LanesOptions {
  /** Of each lane, with its number behind it. */
  readonly name: string;
  readonly lanes: number;
  /** Of each lane, for the cases: so many errands are held when its connector is killed. */
  readonly sites: number;
  readonly options?: SiteOptions;
  /** Sites of the first lane that no case is of. */
  readonly besides?: readonly SiteOptions[];
  /** Ends what hangs. */
  readonly limitMs: number;
}

interface Opened {
  /** With the sites of the cases. */
  readonly lanes: readonly Lane[];
  readonly besides: readonly Site[];
  readonly infrastructure: Infrastructure;
}

export interface CrashLanes<Recorded> {
  /** None before the tests begin. */
  readonly lanes: readonly Lane[];
  recorded(): Recorded;
  infrastructure(): Infrastructure;
}

/** @param record what the tests need of the lanes before the first of them */
export function crashLanes<Recorded>(
  { name, lanes: count, sites, options = {}, besides = [], limitMs }: LanesOptions,
  record: (opened: Opened) => Promise<Recorded>,
): CrashLanes<Recorded> {
  const lanes: Lane[] = [];
  let infrastructure: Infrastructure | undefined;
  let recorded: { readonly value: Recorded } | undefined;

  beforeAll(async () => {
    ensureBuilt();
    infrastructure = await startInfrastructure();
    const ofCases = Array.from({ length: sites }, () => options);
    const others: Site[] = [];
    // One after the other: setups of one Temporal namespace are one job.
    for (let n = 1; n <= count; n += 1) {
      const lane = await openLane(infrastructure, `${name}-${n}`, n === 1 ? [...ofCases, ...besides] : ofCases);
      lanes.push({ ...lane, sites: lane.sites.slice(0, sites) });
      others.push(...lane.sites.slice(sites));
    }
    recorded = { value: await record({ lanes, besides: others, infrastructure }) };
  }, limitMs);

  afterAll(async () => {
    await Promise.all(lanes.map((lane) => lane.close()));
    await infrastructure?.stop();
  }, limitMs);

  return { lanes, recorded: () => there(recorded).value, infrastructure: () => there(infrastructure) };
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The lanes are not open yet');
  return value;
}
