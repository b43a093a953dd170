/** Disturbs one request, or one write to the database, of an errand; the connector itself lives on. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../../../src/simulators/core/faults';
import type { Begin } from './errand';
import type { Case, Outcome } from './matrix';
import { isRead, nameOf, type Step } from './probe';
import type { Site } from './site';
import { INDEX_LAG_MS, REQUEST_TIMEOUT_MS } from './timings';
import { triesAll } from './tried';

/** Answered in time, and applied long before a search that finds nothing is believed. */
const SOON_MS = 300;
/** Not answered in time, and applied all the same. */
const LATE_MS = REQUEST_TIMEOUT_MS + 400;
/** Simulated time per real time while a vendor throttles: its windows last a minute. */
const FAST = 40;

/** What befalls a request, by the name of its column. */
const FAULTS = {
  '500': { mode: 'status', status: 500 },
  '503': { mode: 'status', status: 503 },
  'drop before': { mode: 'drop-before' },
  'apply, drop': { mode: 'apply-then-drop' },
  'drop, apply later': { mode: 'drop-then-apply-later', delayMs: SOON_MS },
  slow: { mode: 'delay', delayMs: SOON_MS },
  'too late': { mode: 'delay', delayMs: LATE_MS },
  throttle: { mode: 'throttle' },
} as const satisfies Record<string, Fault>;

type RequestFault = keyof typeof FAULTS;

/** A read that is carried out and one that is not come to the same where its answer is lost. */
const AS_DROPPED_BEFORE: readonly RequestFault[] = ['apply, drop', 'drop, apply later'];
/** Whatever befalls a read, it is either sent again or waited for. */
const OF_READS: readonly RequestFault[] = ['500', 'throttle'];

/** The connection to the database breaks before a statement is carried out, or before its answer. */
const LOSSES = ['lost before', 'lost after'] as const;

export interface Disturbance extends Case<RequestFault | (typeof LOSSES)[number]> {
  readonly at: Step;
}

export const disturbancesOf = (steps: readonly Step[], prefix = ''): Disturbance[] =>
  steps.flatMap((at) => modesOf(at).map((mode) => ({ step: `${prefix}${nameOf(at)}`, mode, at })));

function modesOf(at: Step): readonly Disturbance['mode'][] {
  if (at.system === 'database') return LOSSES;
  const faults = Object.keys(FAULTS) as RequestFault[];
  if (!isRead(at)) return faults;
  return triesAll ? faults.filter((mode) => !AS_DROPPED_BEFORE.includes(mode)) : OF_READS;
}

export async function runDisturbance(site: Site, { at, mode }: Disturbance, begin: Begin): Promise<Outcome> {
  await begin.prepare?.(site);
  site.probe.begin();
  const struck = mode === 'lost before' || mode === 'lost after' ? breakAt(site, at, mode) : faultAt(site, at, mode);
  const startedAt = performance.now();
  const errand = begin(site);
  const unrest = await errand.rest();
  const seconds = (performance.now() - startedAt) / 1_000;
  // What was given up long ago may still be applied, and must do no harm then.
  if (mode === 'too late') await pause(LATE_MS);
  const hasStruck = struck.end();
  const why = unrest ?? (await errand.difference());
  if (why !== undefined) return { kind: 'wrong', why };
  return hasStruck ? { kind: 'right', seconds } : { kind: 'unreached' };
}

interface Struck {
  /** Takes the fault back; gives whether it struck. */
  end(): boolean;
}

function breakAt(site: Site, at: Step, mode: (typeof LOSSES)[number]): Struck {
  let hasStruck = false;
  void site.probe.lieInWait(at, mode === 'lost before' ? 'before' : 'after', async () => {
    hasStruck = true;
  });
  return {
    end: () => {
      site.probe.standDown();
      return hasStruck;
    },
  };
}

/** Strikes the same request as many runs before: the nth of its kind. */
function faultAt({ world }: Site, at: Step, mode: RequestFault): Struck {
  const { bigcommerce, brightpearl } = world;
  const engine = at.system === 'bigcommerce' ? bigcommerce.simulator.faults : brightpearl.simulator.core.faults;
  const [method = '', template = ''] = at.action.split(' ');
  const fault = { ...FAULTS[mode], id: 'fault', method, path: pathOf(template), count: 1, after: at.nth - 1 };
  if (mode === 'throttle') hurry(world, FAST);
  engine.add(fault);
  return {
    end: () => {
      const struck = engine.list()[0]?.struck === 1;
      engine.clear();
      if (mode === 'throttle') hurry(world, 1);
      return struck;
    },
  };
}

function hurry({ bigcommerce, brightpearl }: Site['world'], scale: number): void {
  for (const { simulator } of [bigcommerce, brightpearl]) simulator.clock.setScale(scale);
  brightpearl.simulator.setSwitches({ indexLagMs: INDEX_LAG_MS * scale });
}

/** A store's templates leave its own path out. */
const pathOf = (template: string): string =>
  `^(/stores/[^/]+)?${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}/?$`;
