/**
 * Takes the personal data of a customer, or of one order, out of the database. Ids, amounts and states stay: they are the
 * books, and name nobody. Whatever waits for an erased snapshot reads the order again.
 */
import { sql } from 'kysely';
import { CUSTOMER_REF_PREFIX, type OrderKey } from '../domain/ids';
import type { Database } from './database';
import type { DataProtection } from './encryption';
import { customerSubject, emailSubject, orderSubject } from './exchanges';

/** How many records lost their content. */
export interface Erasure {
  readonly orders: number;
  readonly snapshots: number;
  readonly exchanges: number;
  readonly decisions: number;
  readonly links: number;
}

/** Everything of the customer's orders, and what was kept under the address itself. */
export async function eraseCustomer(db: Database, protection: DataProtection, email: string): Promise<Erasure> {
  const emailHash = protection.emailHash(email);
  // Links, intents and leases that are named after the address, alone or with more around it.
  const named = `%${emailHash}%`;
  return db.transaction().execute(async (transaction) => {
    const orders = await ordersOf(transaction, emailHash);
    const customers = await customersOf(transaction, named);
    const subjects = [emailSubject(emailHash), ...customers.map(customerSubject)];
    const erasure = await eraseOrders(transaction, orders, subjects);
    await eraseMarks(transaction, named);
    const links = await eraseLinks(transaction, named);
    // A contact's intent goes with its link: one without the other would block the next order of that address.
    await transaction.deleteFrom('intents').where('kind', '=', 'contact').where('key', 'like', named).execute();
    await transaction.deleteFrom('claims').where('name', 'like', named).execute();
    await transaction.deleteFrom('exchangeSubjects').where('subject', '=', emailSubject(emailHash)).execute();
    return { ...erasure, links };
  });
}

/** Those of the address, and those by which the store's customer id leads to the same contacts. */
async function eraseLinks(db: Database, named: string): Promise<number> {
  const erase = sql`
    delete from links
    where kind = 'contact' and (local_key like ${named} or local_key like ${`${CUSTOMER_REF_PREFIX}%`} and
      (account, remote_id) in (select account, remote_id from links where kind = 'contact' and local_key like ${named}))`;
  const { numAffectedRows } = await erase.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** What the links call the customers that have a contact of the address. */
async function customersOf(db: Database, named: string): Promise<string[]> {
  const { rows } = await sql<{ localKey: string }>`
    select distinct local_key from links
    where kind = 'contact' and local_key like ${`${CUSTOMER_REF_PREFIX}%`} and (account, remote_id) in
      (select account, remote_id from links where kind = 'contact' and local_key like ${named})`.execute(db);
  return rows.map(({ localKey }) => localKey);
}

/** What of the customer's contacts was written: keyed hashes of personal data. Before the links that lead there. */
async function eraseMarks(db: Database, named: string): Promise<void> {
  await sql`
    delete from contact_marks where (account, contact_id::text) in
      (select account, remote_id from links where kind = 'contact' and local_key like ${named})`.execute(db);
}

export async function eraseOrder(db: Database, order: OrderKey): Promise<Erasure> {
  return db.transaction().execute((transaction) => eraseOrders(transaction, [order], []));
}

async function ordersOf(db: Database, emailHash: string): Promise<readonly OrderKey[]> {
  return db
    .selectFrom('orders')
    .select(['storeHash', 'orderId'])
    .where('emailHash', '=', emailHash)
    .union(db.selectFrom('snapshots').select(['storeHash', 'orderId']).where('emailHash', '=', emailHash))
    .execute();
}

async function eraseOrders(db: Database, orders: readonly OrderKey[], subjects: readonly string[]): Promise<Erasure> {
  const total = { orders: orders.length, snapshots: 0, exchanges: 0, decisions: 0, links: 0 };
  for (const { storeHash, orderId } of orders) {
    const ofOrder = { storeHash, orderId };
    const snapshots = await db
      .deleteFrom('snapshots')
      .where((expression) => expression.and(ofOrder))
      .executeTakeFirst();
    const decisions = await db
      .updateTable('decisions')
      .set({ arguments: null })
      .where((expression) => expression.and(ofOrder))
      .where('arguments', 'is not', null)
      .executeTakeFirst();
    await db
      .updateTable('orders')
      .set({ emailHash: null })
      .where((expression) => expression.and(ofOrder))
      .execute();
    total.snapshots += Number(snapshots.numDeletedRows);
    total.decisions += Number(decisions.numUpdatedRows);
  }
  return { ...total, exchanges: await eraseExchanges(db, [...orders.map(orderSubject), ...subjects]) };
}

/** An exchange that concerns several orders loses its content for all of them. */
async function eraseExchanges(db: Database, subjects: readonly string[]): Promise<number> {
  if (subjects.length === 0) return 0;
  const { numUpdatedRows } = await db
    .updateTable('exchanges')
    .set({ content: null })
    .where('content', 'is not', null)
    .where('id', 'in', (query) =>
      query.selectFrom('exchangeSubjects').select('exchangeId').where('subject', 'in', subjects),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
