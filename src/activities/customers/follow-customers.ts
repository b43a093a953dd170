/**
 * Looks at customers that changed, some at once, and lets their contacts in one account follow. Each goes from the list when
 * it is done: an attempt that dies goes on where it stopped. One that Brightpearl refuses, or that another step is at work on,
 * keeps no other waiting.
 */
import type { FollowCustomersInput, FollowCustomersResult } from '../../domain/customer-types';
import { customerRef } from '../../domain/ids';
import type { IssueCode } from '../../domain/issues';
import { RemoteError } from '../../domain/remote-error';
import type { CustomerNewsRow } from '../../store/customer-news';
import { customerSubject } from '../../store/exchanges';
import type { ActivityDeps } from '../deps';
import { issueOf, waitOf } from '../failures';
import { currentContext } from '../request-context';
import { inLane } from '../request-room';
import { contactIdOf, readBatch, type Batch } from './customer-batch';
import { customersConfigOf } from './deps';
import { followContact } from './follow-contact';
import type { Followed, FollowOutcome } from './follow-contact';
import { leaveContacts } from './leave-contacts';
import { makeContact } from './make-contact';
import { readContacts } from './read-contacts';
import { UnknownOptionError } from './write-contact';

/** In few requests where nothing is to be written. */
const AT_ONCE = 25;
/** Where the answer does not say how long. */
const THROTTLED_MS = 1_000;
/** Of one attempt, where the configuration does not say. */
const ATTEMPT_MS = 120_000;

export async function followCustomers(
  deps: ActivityDeps,
  { storeHash, account, ...cursor }: FollowCustomersInput,
): Promise<FollowCustomersResult> {
  const counts = { updated: 0, left: 0, created: 0, parked: 0 };
  const rules = customersConfigOf(deps, storeHash);
  const rows = rules ? await deps.store.customerNews.next({ storeHash, account }, AT_ONCE, cursor) : [];
  if (!rules || rows.length === 0) return counts;
  for (const { customerId } of rows)
    currentContext()?.subjects.add(customerSubject(customerRef(storeHash, customerId)));
  // Making contacts takes many requests: what does not fit is for the next attempt, and none is cut off in the middle.
  const until = Date.now() + (deps.config.timings.order.activityTimeoutMs ?? ATTEMPT_MS) / 2;
  const batch = await readBatch(laneOf(deps, rows), { storeHash, account }, rows, rules);
  let waitMs = 0;
  let looked = 0;
  for (const row of rows) {
    const outcome = await followOne(laneOf(deps, [row]), row, batch);
    // Nobody else has room either. Who changes meanwhile ends the wait, and goes first.
    if (outcome.is === 'throttled') return { ...counts, waitMs: Math.ceil(Math.max(1, outcome.waitMs)) };
    if (outcome.is === 'waits') waitMs = Math.max(waitMs, outcome.waitMs);
    else counts[outcome.is] += 1;
    looked += 1;
    if (Date.now() > until) break;
  }
  const isMore = rows.length === AT_ONCE || looked < rows.length;
  return {
    ...counts,
    ...(isMore ? { ...cursor, ...cursorAt(rows.slice(0, looked)) } : {}),
    ...(waitMs > 0 ? { waitMs: Math.ceil(waitMs) } : {}),
  };
}

/** Those with time leave their requests to those that changed. */
const laneOf = (deps: ActivityDeps, rows: readonly CustomerNewsRow[]): ActivityDeps =>
  inLane(deps, rows.every(({ late }) => late) ? 'backfill' : 'customers');

function cursorAt(rows: readonly CustomerNewsRow[]): Pick<FollowCustomersResult, 'after' | 'afterLate'> {
  const [last, lastLate] = [rows.findLast(({ late }) => !late), rows.findLast(({ late }) => late)];
  return { ...(last ? { after: last.mark } : {}), ...(lastLate ? { afterLate: lastLate.mark } : {}) };
}

type Outcome =
  FollowOutcome | { readonly is: 'created' | 'parked' } | { readonly is: 'throttled'; readonly waitMs: number };

async function followOne(deps: ActivityDeps, row: CustomerNewsRow, batch: Batch): Promise<Outcome> {
  try {
    const outcome = await outcomeOf(deps, row, batch);
    if (outcome.is !== 'waits') await deps.store.customerNews.settle(row);
    return outcome;
  } catch (error) {
    const waitMs = waitOf(error);
    if (waitMs !== undefined) return { is: 'waits', waitMs };
    if (error instanceof RemoteError && error.kind === 'throttled') {
      return { is: 'throttled', waitMs: error.fields.retryAfterMs ?? THROTTLED_MS };
    }
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    await deps.store.customerNews.park(row, refusal.code, refusal.message);
    return { is: 'parked' };
  }
}

async function outcomeOf(deps: ActivityDeps, row: CustomerNewsRow, batch: Batch): Promise<Outcome> {
  const { storeHash, account, customerId } = row;
  const { rules, makes } = batch;
  const link = batch.links.get(customerId);
  if (!link && !makes) return { is: 'left' };
  const customer = batch.customers.get(customerId);
  if (!customer) {
    await leaveContacts(deps, { storeHash, customerId });
    return { is: 'left' };
  }
  const followed = { storeHash, account, customer, rules };
  const asRead = link && batch.contacts.get(contactIdOf(link));
  if (asRead) return followContact(deps, followed, asRead);
  const untilReadable = link ? link.updatedAt.getTime() + deps.config.timings.searchLagMs - Date.now() : 0;
  // Just made, and not yet served: reads may come from a replica.
  if (untilReadable > 0) return { is: 'waits', waitMs: untilReadable };
  // Merged or deleted in Brightpearl, or of staff: the next order of the customer finds out which contact it is now.
  return makes ? madeAndFollowed(deps, followed) : { is: 'left' };
}

/** What a contact is not made with follows at once: terms, consent and custom fields. */
async function madeAndFollowed(deps: ActivityDeps, followed: Followed): Promise<Outcome> {
  const found = await makeContact(deps, followed);
  if (typeof found === 'string') return { is: 'left' };
  const { account, rules } = followed;
  const asRead = (await readContacts(deps.brightpearl(account), [found.contactId], rules)).get(found.contactId);
  if (!asRead) return { is: 'waits', waitMs: Math.max(1, deps.config.timings.searchLagMs) };
  const outcome = await followContact(deps, followed, asRead);
  return found.isMade && outcome.is !== 'waits' ? { is: 'created' } : outcome;
}

/** Of one contact, for good: whatever else may be wrong is wrong for all of them. */
function refusalOf(error: unknown): { readonly code: IssueCode; readonly message: string } | undefined {
  const isRefused =
    error instanceof UnknownOptionError ||
    (error instanceof RemoteError &&
      error.fields.system === 'brightpearl' &&
      (error.kind === 'invalid' || error.kind === 'not-found'));
  return isRefused ? { code: 'REJECTED_BY_BRIGHTPEARL', message: error.message } : issueOf(error);
}
