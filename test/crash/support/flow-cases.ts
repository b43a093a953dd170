/** The cases of flows that begin otherwise: each carries what begins it, and is named after it. */
import type { Begin } from './errand';
import type { Kill } from './killing';
import { isRead } from './probe';
import { batchesOf, type Case } from './matrix';

/** What a case of several flows is taken from. */
interface Named {
  readonly name: string;
  readonly begin: Begin;
}

export type OfFlow<C> = C & { readonly begin: Begin };

export const casesOf = <C extends Case>({ name, begin }: Named, cases: readonly C[]): OfFlow<C>[] =>
  cases.map((one) => ({ ...one, step: `${name}: ${one.step}`, begin }));

export const isWrite = ({ at }: Kill): boolean => at.system === 'database';

/**
 * Before a write to the database nothing is different from after what came before it, which has its own case; and a read
 * leaves nothing different behind: whether it was answered when the process died is one case.
 */
export const isOwn = (kill: Kill, index: number): boolean =>
  index === 0 || kill.mode === 'after' || !(isWrite(kill) || isRead(kill.at));

/** Neighbors are reached at about the same time, so that nobody is held for long; a request bears less of that. */
export function killedTogether<K extends OfFlow<Kill>>(
  flows: readonly Named[],
  kills: readonly K[],
  size: number,
): K[][] {
  return flows.flatMap(({ begin }) => {
    const ofFlow = kills.filter((kill) => kill.begin === begin);
    return [ofFlow.filter((kill) => !isWrite(kill)), ofFlow.filter(isWrite)].flatMap((some) => batchesOf(some, size));
  });
}
