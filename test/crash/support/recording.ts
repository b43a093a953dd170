/** The steps of undisturbed runs, from which the cases are made. */
import type { Begin } from './errand';
import { nameOf, type Step } from './probe';
import type { Site } from './site';

export interface Steps {
  /** Of a connector that has done the same before. */
  readonly warm: readonly Step[];
  /** What only a connector does that has just been started, in order, with the writes in between. */
  readonly cold: readonly Step[];
}

/** The exchanges with both vendors are written down beside everything else, each in the same way: the first stands for all. */
const AUDIT = 'insert exchanges';

export const isAudit = ({ action }: Step): boolean => action === AUDIT;

export interface Run {
  readonly steps: readonly Step[];
}

export const has = ({ steps }: Run, step: Step): boolean => steps.some((one) => nameOf(one) === nameOf(step));

/** What the connector does at every site: echoes come to some and not to others. */
export async function undisturbed(sites: readonly Site[], begin: Begin): Promise<Step[]> {
  await Promise.all(sites.map(async (site) => begin.prepare?.(site)));
  const runs = await Promise.all(
    sites.map(async (site) => {
      site.probe.begin();
      const errand = begin(site);
      expect(await errand.rest()).toBeUndefined();
      // Looking for a difference may take steps of its own.
      const steps = [...site.probe.steps()];
      expect(await errand.difference()).toBeUndefined();
      return { steps };
    }),
  );
  return (runs[0]?.steps ?? []).filter((step) => !isAudit(step) && runs.every((run) => has(run, step)));
}

/** As `undisturbed`, once it has happened before: the first time is another one than those after it. */
export async function repeated(sites: readonly Site[], begin: Begin): Promise<Step[]> {
  await undisturbed(sites, begin);
  return undisturbed(sites, begin);
}

/** What the connector does only when it has just been started. */
export function coldSteps(warm: readonly Run[], cold: readonly Run[]): Step[] {
  // Echoes come to some runs and not to others, whether just started or not.
  const isNew = (step: Step): boolean => cold.every((run) => has(run, step)) && !warm.some((run) => has(run, step));
  return stretchOf(cold[0]?.steps ?? [], isNew);
}

/** From the first new request to the last one, and the writes that follow it. */
function stretchOf(steps: readonly Step[], isNew: (step: Step) => boolean): Step[] {
  const isNewRequest = (step: Step): boolean => step.system !== 'database' && isNew(step);
  const first = steps.findIndex(isNewRequest);
  if (first < 0) return [];
  const last = steps.findLastIndex(isNewRequest);
  const end = steps.findIndex((step, index) => index > last && step.system !== 'database');
  return steps.slice(first, end < 0 ? undefined : end);
}
