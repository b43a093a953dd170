/** Finds the sales credits that staff made or changed, by lists alone, and has their orders looked at. */
import { Context } from '@temporalio/activity';
import { ORDER_TYPES, type BpOrderRow } from '../../brightpearl/orders';
import type { OrderKey } from '../../domain/ids';
import type { SweepCounts } from '../../domain/maintenance-types';
import { isSeenVersion } from '../after-sale/seen';
import type { ActivityDeps } from '../deps';
import { waitForRoom } from '../sweep';
import { isOfStaff, isSettled, noteStaffCredit } from './staff-credit-links';

export async function sweepStaffCredits(deps: ActivityDeps, account: string, since: Date): Promise<SweepCounts> {
  let counts = { listed: 0, signaled: 0 };
  for (const by of ['createdOn', 'updatedOn'] as const) {
    const walk = deps.brightpearl(account).orders.walk({ orderTypeId: ORDER_TYPES.salesCredit, by, since });
    for await (const rows of walk) {
      const signaled = await pokeAll(deps, account, rows.filter(isOfStaff));
      counts = { listed: counts.listed + rows.length, signaled: counts.signaled + signaled };
      Context.current().heartbeat(counts);
    }
  }
  return counts;
}

interface News {
  readonly key: OrderKey;
  readonly creditId: number;
  readonly version: string;
}

/** Gives how many orders were poked. What was seen of a credit is noted after that: a crash in between pokes again. */
async function pokeAll(deps: ActivityDeps, account: string, rows: readonly BpOrderRow[]): Promise<number> {
  const news = await newsOf(deps, account, rows);
  for (const storeHash of new Set(news.map(({ key }) => key.storeHash))) await waitForRoom(deps, storeHash);
  for (const { key, creditId, version } of news) {
    await deps.orders.changed(key, { reason: 'brightpearl' });
    await noteStaffCredit(deps, { account, order: key, creditId }, { seenVersion: version });
  }
  return news.length;
}

async function newsOf(deps: ActivityDeps, account: string, rows: readonly BpOrderRow[]): Promise<News[]> {
  const parents = rows.flatMap(({ parentOrderId }) => (parentOrderId ? [String(parentOrderId)] : []));
  if (parents.length === 0) return [];
  const { links } = deps.store;
  const owners = await links.byRemotes('sales-order', account, parents);
  const known = await links.getMany(
    'staff-credit',
    account,
    rows.map(({ orderId }) => String(orderId)),
  );
  return rows.flatMap(({ orderId, parentOrderId, updatedOn, createdOn }) => {
    const owner = owners.find(({ remoteId }) => Number(remoteId) === parentOrderId);
    const link = known.get(String(orderId));
    const version = updatedOn ?? createdOn;
    if (!owner || owner.storeHash === null || owner.orderId === null) return [];
    if (link && (isSettled(link) || isSeenVersion(link, version))) return [];
    return [{ key: { storeHash: owner.storeHash, orderId: owner.orderId }, creditId: orderId, version }];
  });
}
