/** Waits for what an act of the demo is to show. */
import { waitFor } from './wait';

/** What is not right by then never will be. */
const GIVE_UP_MS = 180_000;
const LOOK_EVERY_MS = 50;

export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  await waitFor(async () => (await isSo()) || undefined, {
    everyMs: LOOK_EVERY_MS,
    limitMs: GIVE_UP_MS,
    orElse: `The demo waited for ${what}, and three minutes were not enough.`,
  });
}
