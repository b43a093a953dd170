/** `connector erase`: takes a customer's personal data out of the database. */
import type { Command } from 'commander';
import { eraseAnswer } from '../../api/answers';
import type { CliIo } from '../io';
import { actor, Session, withApiOptions } from '../session';
import type { ApiOptions } from '../session';
import { pairs } from '../text';

interface EraseOptions extends ApiOptions {
  readonly email: string;
  readonly actor?: string;
}

export function registerErase(program: Command, io: CliIo): void {
  withApiOptions(
    program.command('erase').description("Take a customer's personal data out of the connector's database"),
  )
    .requiredOption('--email <address>', 'of the customer')
    .option('--actor <name>', 'who acts, for the record')
    .action(async ({ email, actor: given, ...options }: EraseOptions) => {
      const session = new Session(io, options);
      const headers = { 'x-actor': actor(given) };
      const answer = await session.api.post('/erase', eraseAnswer, { body: { email }, headers });
      session.print(
        answer,
        () => `Erased of this customer:\n${pairs(Object.entries(answer).map(([k, v]) => [k, String(v)]))}`,
      );
    });
}
