/** When a look may be believed that finds nothing of what was sent. */
import type { ActivityDeps } from './deps';

/**
 * Milliseconds after the sending. A request may be applied as long as it is waited for, and a search shows late what was applied. Records
 * that are read without a search wait as long: what was given up may be applied a little later still.
 */
export const believableAfterMs = ({ config: { timings } }: Pick<ActivityDeps, 'config'>): number =>
  timings.requestTimeoutMs + timings.searchLagMs;
