/** Finds the customers that no webhook told about. Whether a change of an address counts is not documented: its events tell. */
import { Context } from '@temporalio/activity';
import type { SweepCustomersInput, SweepCustomersResult } from '../../domain/customer-types';
import type { ActivityDeps } from '../deps';
import { customersConfigOf, noteCustomers } from './deps';

const STREAM = 'customers';
const REASON = 'sweep';

/** The first sweep begins now: who changed before is looked at when somebody asks for it. */
export async function sweepCustomers(
  deps: ActivityDeps,
  { storeHash }: SweepCustomersInput,
): Promise<SweepCustomersResult> {
  if (!customersConfigOf(deps, storeHash)) return { changed: 0 };
  const { watermarks, customerNews } = deps.store;
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
    const ids = page.customers.map(({ id }) => id);
    await noteCustomers(deps, storeHash, ids, REASON);
    changed += ids.length;
    Context.current().heartbeat({ changed });
  }
  // Also those that nobody was told of before: a webhook's signal may have been lost.
  if ((await customerNews.counts(storeHash)).waiting > 0) await deps.customers.changed(storeHash, { reason: REASON });
  if (serverDate) await watermarks.advance(storeHash, STREAM, serverDate);
  return { changed };
}
