/** Tokens that the vendors gave us, encrypted. Those that people configure are not here but in the environment. */
import { sql } from 'kysely';
import type { RemoteSystem } from '../domain/remote-error';
import type { Database } from './database';
import type { DataProtection } from './encryption';

export interface CredentialKey {
  readonly system: RemoteSystem;
  /** Store hash or account code. */
  readonly scope: string;
  /** E.g. `oauth`. */
  readonly kind: string;
}

export interface Credential {
  /** As it was saved. */
  readonly value: unknown;
  /** Counts the changes, from 1. */
  readonly version: number;
  readonly updatedAt: Date;
}

export const credentialContext = ({ system, scope, kind }: CredentialKey): string =>
  `credential:${system}/${scope}/${kind}`;

export class Credentials {
  constructor(
    private readonly db: Database,
    private readonly protection: DataProtection,
  ) {}

  async get(key: CredentialKey): Promise<Credential | undefined> {
    const row = await this.db
      .selectFrom('credentials')
      .select(['value', 'version', 'updatedAt'])
      .where('system', '=', key.system)
      .where('scope', '=', key.scope)
      .where('kind', '=', key.kind)
      .executeTakeFirst();
    return row && { ...row, value: this.protection.open(row.value, credentialContext(key)) };
  }

  /**
   * Stores the successor of `basedOn` (0: there was none). False when the stored one has another version: somebody else
   * was quicker, and theirs stays.
   */
  async save(key: CredentialKey, value: unknown, basedOn: number): Promise<boolean> {
    const { system, scope, kind } = key;
    const sealed = this.protection.seal(value, credentialContext(key));
    const stored = await this.db
      .insertInto('credentials')
      .values({ system, scope, kind, value: sealed, version: basedOn + 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['system', 'scope', 'kind'])
          .doUpdateSet({ value: sealed, version: basedOn + 1, updatedAt: sql<Date>`now()` })
          .where('credentials.version', '=', basedOn),
      )
      .returning('version')
      .executeTakeFirst();
    return stored !== undefined;
  }
}
