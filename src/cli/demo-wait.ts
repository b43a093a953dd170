/** Waits for what an act of the demo is to show. */
import { setTimeout as pause } from 'node:timers/promises';
import { CliError, EXIT } from './exit-codes';

/** What is not right by then never will be. */
const GIVE_UP_MS = 180_000;
const LOOK_EVERY_MS = 50;

export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt)
      throw new CliError(EXIT.failure, `The demo waited for ${what}, and three minutes were not enough.`);
    await pause(LOOK_EVERY_MS);
  }
}
