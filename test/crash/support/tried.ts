/** What `make test` tries of all there is, so that it ends within the hour. With CRASH_ALL nothing is left out. */
import { isRead, type Step } from './probe';

export const triesAll = Boolean(process.env['CRASH_ALL']);

/**
 * Of a statement or a read that comes again and again the first one.
 *
 * @param mostWrites of the writes of one kind as many
 */
export const triedOf = (steps: readonly Step[], mostWrites = Number.POSITIVE_INFINITY): readonly Step[] =>
  triesAll ? steps : steps.filter((step) => step.nth <= (step.system === 'database' || isRead(step) ? 1 : mostWrites));
