/** `status` and `push`, as stock, prices, products and options each have them. A command is called as its part of the API. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { begunAnswer } from '../../api/answers';
import { EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session } from '../session';
import { acting, headersOf, ofStore, pathsOf } from './store-options';
import type { ActingOptions, StoreOptions } from './store-options';

interface Standing<Answer> {
  readonly description: string;
  readonly answer: z.ZodType<Answer>;
  readonly show: (answer: Answer, columns: number | undefined) => string;
}

/** Ends with {@link EXIT.needsAttention} where an issue is open. */
export function registerStatus<Answer extends { readonly issueCounts: Readonly<Record<string, number>> }>(
  part: Command,
  { description, answer, show }: Standing<Answer>,
  io: CliIo,
  finish: (code: ExitCode) => void,
): void {
  ofStore(part, 'status', description).action(async ({ store, ...options }: StoreOptions) => {
    const session = new Session(io, options);
    const standing = await session.api.get(await pathsOf(part.name())(session, store), answer);
    session.print(standing, (columns) => show(standing, columns));
    if (Object.keys(standing.issueCounts).length > 0) finish(EXIT.needsAttention);
  });
}

/** @param what is compared, as people call it */
export function registerPush(part: Command, what: string, description: string, io: CliIo): void {
  acting(ofStore(part, 'push', description)).action(async ({ store, ...options }: ActingOptions) => {
    const session = new Session(io, options);
    const path = await pathsOf(part.name())(session, store, '/push');
    const begun = await session.api.post(path, begunAnswer, { headers: headersOf(options) });
    session.print(
      begun,
      () => `The ${what} of store ${begun.store} are being compared: connector ${part.name()} status\n`,
    );
  });
}
