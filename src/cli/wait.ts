/** Waiting at the terminal for what goes on elsewhere. */
import { setTimeout as pause } from 'node:timers/promises';
import { CliError, EXIT } from './exit-codes';

interface Patience {
  readonly everyMs: number;
  readonly limitMs: number;
  /** What the command ends with when nothing came of it by then. */
  readonly orElse: string;
}

/** Looks until `look` gives something. @throws CliError when that takes longer than `limitMs` */
export async function waitFor<T>(
  look: () => Promise<T | undefined>,
  { everyMs, limitMs, orElse }: Patience,
): Promise<T> {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(everyMs)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new CliError(EXIT.failure, orElse);
}
