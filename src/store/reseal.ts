/** Ends the rotation of an encryption key: what is sealed under older keys is sealed again under the first one. */
import { sql } from 'kysely';
import { credentialContext, type CredentialKey } from './credentials';
import type { Database } from './database';
import { decisionContext } from './decisions';
import type { DataProtection } from './encryption';
import { exchangeContext } from './exchange-row';
import { planContext } from './plans';
import { snapshotContext } from './snapshots';

const PORTION = 200;

interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** What the value of the row with this id is bound to. */
  readonly context: (id: string) => string;
}

const BY_ID: readonly SealedColumn[] = [
  { table: 'snapshots', column: 'body', context: snapshotContext },
  { table: 'plans', column: 'body', context: planContext },
  { table: 'exchanges', column: 'content', context: exchangeContext },
  { table: 'decisions', column: 'arguments', context: decisionContext },
];

interface SealedRow {
  readonly id: string;
  readonly value: Buffer;
}

/** Gives the number of values sealed again; after 0 the older keys are no longer needed. Safe while others write. */
export async function resealAll(db: Database, protection: DataProtection): Promise<number> {
  let resealed = await resealCredentials(db, protection);
  for (const sealed of BY_ID) {
    for (let count = PORTION; count === PORTION; resealed += count) {
      count = await resealPortion(db, protection, sealed);
    }
  }
  return resealed;
}

async function resealPortion(db: Database, protection: DataProtection, sealed: SealedColumn): Promise<number> {
  const { table, column, context } = sealed;
  const [name, value] = [sql.table(table), sql.ref(column)];
  const { rows } = await sql<SealedRow>`
    select id, ${value} as value from ${name} where ${isStale(column, protection)} order by id limit ${PORTION}`.execute(
    db,
  );
  for (const row of rows) {
    const renewed = protection.seal(protection.open(row.value, context(row.id)), context(row.id));
    // Compared with what was read, so that an erasure or a newer value in between stands.
    await sql`update ${name} set ${value} = ${renewed} where id = ${row.id} and ${value} = ${row.value}`.execute(db);
  }
  return rows.length;
}

async function resealCredentials(db: Database, protection: DataProtection): Promise<number> {
  const { rows } = await sql<CredentialKey & { value: Buffer }>`
    select system, scope, kind, value from credentials where ${isStale('value', protection)}`.execute(db);
  for (const { value, ...key } of rows) {
    const context = credentialContext(key);
    await db
      .updateTable('credentials')
      .set({ value: protection.seal(protection.open(value, context), context) })
      .where((expression) => expression.and(key))
      .where('value', '=', value)
      .execute();
  }
  return rows.length;
}

const isStale = (column: string, { currentHead }: DataProtection) =>
  sql<boolean>`substring(${sql.ref(column)} from 1 for ${currentHead.length}::int) <> ${currentHead}`;
