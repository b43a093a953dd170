/** Finds the customers that no webhook told about. Whether a change of an address counts is not documented: its events tell. */
import { Context } from '@temporalio/activity';
import type { WalkedCustomers } from '../../bigcommerce/customers';
import type { SweepCustomersInput, SweepCustomersResult } from '../../domain/customer-types';
import type { ActivityDeps } from '../deps';
import { accountsOfStore, BEGINNING, customersConfigOf, noteCustomers } from './deps';

const STREAM = 'customers';
const REASON = 'sweep';

/** The first sweep begins now: who changed before is looked at when somebody asks for it. */
export async function sweepCustomers(
  deps: ActivityDeps,
  { storeHash, all }: SweepCustomersInput,
): Promise<SweepCustomersResult> {
  if (!customersConfigOf(deps, storeHash)) return { changed: 0 };
  if (all !== undefined) return noteAll(deps, storeHash, all);
  const { watermarks } = deps.store;
  const watermark = await watermarks.get(storeHash, STREAM);
  if (!watermark) {
    await watermarks.advance(storeHash, STREAM, new Date());
    return { changed: 0 };
  }
  const since = new Date(watermark.getTime() - deps.config.timings.sweepOverlapMs);
  let changed = 0;
  let serverDate: Date | undefined;
  for await (const page of deps.bigcommerce(storeHash).customers.modifiedSince(since)) {
    serverDate = page.serverDate;
    changed += await notePage(deps, storeHash, page, { reason: REASON, isLate: false });
    Context.current().heartbeat({ changed });
  }
  await poke(deps, storeHash, REASON);
  if (serverDate) await watermarks.advance(storeHash, STREAM, serverDate);
  return { changed };
}

/** How far the attempt before came: a store may have more customers than one attempt can read. */
interface Progress {
  readonly changed: number;
  readonly after: string | undefined;
}

/** They have time: who changes meanwhile is looked at before them. */
async function noteAll(deps: ActivityDeps, storeHash: string, reason: string): Promise<SweepCustomersResult> {
  const context = Context.current();
  let { changed, after } = (context.info.heartbeatDetails as Progress | undefined) ?? { changed: 0, after: undefined };
  for await (const page of deps.bigcommerce(storeHash).customers.modifiedSince(BEGINNING, { after })) {
    changed += await notePage(deps, storeHash, page, { reason, isLate: true });
    // The first are looked at while others are still read.
    await poke(deps, storeHash, reason);
    after = page.after;
    if (after !== undefined) context.heartbeat({ changed, after } satisfies Progress);
  }
  return { changed };
}

async function notePage(
  deps: ActivityDeps,
  storeHash: string,
  { customers }: WalkedCustomers,
  how: { readonly reason: string; readonly isLate: boolean },
): Promise<number> {
  const ids = customers.map(({ id }) => id);
  await noteCustomers(deps, storeHash, ids, how);
  return ids.length;
}

/** Also for those that nobody was told of before: a webhook's signal may have been lost. */
async function poke(deps: ActivityDeps, storeHash: string, reason: string): Promise<void> {
  const accounts = accountsOfStore(deps.config, storeHash);
  const counts = await deps.store.customerNews.counts(storeHash);
  if (counts.some(({ account, waiting }) => waiting > 0 && accounts.includes(account)))
    await deps.customers.changed(storeHash, { reason });
}
