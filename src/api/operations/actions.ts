/** Every operator action is recorded with who did it and how it ended, also when it was refused. */
import { HttpProblem, toProblem } from '../http-problem';
import type { ApiDeps, OperatorAction } from '../deps';

/** Actors are shown in histories and tables. */
const ACTOR = /^[\p{L}\p{N} .@_+-]{1,60}$/u;

/** Who acts: the header `X-Actor`, which the caller vouches for; the token alone says only that it may. */
export function actorOf(header: string | undefined): string {
  const actor = header?.trim() || 'api';
  if (!ACTOR.test(actor)) throw new HttpProblem(400, 'X-Actor may have up to 60 letters, digits, spaces and . @ _ + -');
  return actor;
}

export async function recorded<T>(
  { records, logger }: Pick<ApiDeps, 'records' | 'logger'>,
  action: Omit<OperatorAction, 'outcome'>,
  act: () => Promise<T>,
): Promise<T> {
  const record = async (outcome: string): Promise<void> => {
    try {
      await records.recordAction({ ...action, outcome });
    } catch (error) {
      // What was asked has happened or not by now; a missing note changes neither.
      const name = error instanceof Error ? error.name : typeof error;
      logger.error({ action: action.action, subject: action.subject, outcome, error: name }, 'action not recorded');
    }
  };
  try {
    const result = await act();
    await record('accepted');
    return result;
  } catch (error) {
    await record(`failed (${toProblem(error).status})`);
    throw error;
  }
}
