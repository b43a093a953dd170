/** What the commands about one store have in common. */
import type { Command } from 'commander';
import { actor, withApiOptions } from '../session';
import type { ApiOptions, Session } from '../session';

export interface StoreOptions extends ApiOptions {
  readonly store?: string;
}

export interface ActingOptions extends StoreOptions {
  readonly actor?: string;
  readonly idempotencyKey?: string;
}

export const ofStore = (part: Command, name: string, description: string): Command =>
  withApiOptions(part.command(name).description(description)).option(
    '--store <hash>',
    'of which store; not needed where only one is configured',
  );

export const acting = (command: Command): Command => command.option('--actor <name>', 'who acts, for the record');

type PathOf = (session: Session, store: string | undefined, more?: string) => Promise<string>;

/** Paths about a store, below the part of the API that is named. */
export const pathsOf =
  (part: string): PathOf =>
  async (session, store, more = '') =>
    `/${part}/${encodeURIComponent(await session.store(store))}${more}`;

export const headersOf = ({ actor: given, idempotencyKey }: ActingOptions): Record<string, string> => ({
  'x-actor': actor(given),
  ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
});
