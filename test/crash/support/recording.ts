/** The steps of undisturbed runs, from which the cases are made. */
import { nameOf, type Step } from './probe';

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
