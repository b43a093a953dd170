/** Every operator action is recorded with who did it and how it ended, also when it was refused. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { TemporalError } from '../../temporal/errors';
import type { ApiDeps, OperatorAction } from '../deps';
import { HttpProblem, toProblem } from '../http-problem';

/** Actors are shown in histories and tables. */
const ACTOR = /^[\p{L}\p{N} .@_+-]{1,60}$/u;
const IDEMPOTENCY_KEY = /^[A-Za-z0-9._:-]{1,100}$/;

export const ACTOR_HEADER = { 'X-Actor': 'Who acts, for the record; "api" by default' };
export const KEY_HEADER = { 'Idempotency-Key': 'The same key twice is one command', ...ACTOR_HEADER };

type Details = OperatorAction['details'];

/** Who acts: the header `X-Actor`, which the caller vouches for; the token alone says only that it may. */
export function actorOf(header: string | undefined): string {
  const actor = header?.trim() || 'api';
  if (!ACTOR.test(actor)) throw new HttpProblem(400, 'X-Actor may have up to 60 letters, digits, spaces and . @ _ + -');
  return actor;
}

export function idempotencyKeyOf(given: string | undefined): string {
  if (given === undefined) return randomUUID();
  if (!IDEMPOTENCY_KEY.test(given)) {
    throw new HttpProblem(400, 'Idempotency-Key may have up to 100 letters, digits and . _ : -');
  }
  return given;
}

export const otherArguments = (): HttpProblem =>
  new HttpProblem(409, 'This Idempotency-Key came with other arguments before; use a new one');

/** @param resultDetails what of the result is worth keeping, beside what the action says by itself */
export async function recorded<T>(
  { records, logger }: Pick<ApiDeps, 'records' | 'logger'>,
  action: Omit<OperatorAction, 'outcome'>,
  act: () => Promise<T>,
  resultDetails: (result: T) => Details = () => ({}),
): Promise<T> {
  const record = async (outcome: string, more: Details = {}): Promise<void> => {
    try {
      await records.recordAction({ ...action, details: { ...action.details, ...more }, outcome });
    } catch (error) {
      // What was asked has happened or not by now; a missing note changes neither.
      const name = error instanceof Error ? error.name : typeof error;
      logger.error({ action: action.action, subject: action.subject, outcome, error: name }, 'action not recorded');
    }
  };
  try {
    const result = await act();
    await record('accepted', resultDetails(result));
    return result;
  } catch (error) {
    await record(`failed (${toProblem(error).status})`);
    throw error;
  }
}

/** As {@link recorded}; sent again with its key, an action is answered as before and nothing is done. */
export async function recordedOnce<Answer extends object>(
  deps: Pick<ApiDeps, 'records' | 'logger'>,
  { details: given, key, ...action }: Omit<OperatorAction, 'outcome'> & { readonly key: string },
  answer: z.ZodType<Answer>,
  act: () => Promise<Answer>,
): Promise<Answer> {
  const earlier = await deps.records.detailsOfKey(action.action, action.subject, key);
  if (!earlier) {
    const details = { arguments: given, idempotencyKey: key };
    return recorded(deps, { ...action, details }, act, (result) => ({ answer: result }));
  }
  if (!isDeepStrictEqual(earlier['arguments'], given)) throw otherArguments();
  return answer.parse(earlier['answer']);
}

/** Whether what is stored was begun. Where Temporal is away now it was not: the doctor begins with it later. */
export async function hasBegun(start: () => Promise<void>): Promise<boolean> {
  try {
    await start();
    return true;
  } catch (error) {
    if (error instanceof TemporalError) return false;
    throw error;
  }
}
