/** Staff cancelled a sales order of an order that goes on in the store. */
import { z } from 'zod';
import { ORDER_TYPES } from '../../brightpearl/orders';
import { issue } from '../../domain/issues';
import { endingOf } from '../../mapping/document-source';
import type { BrightpearlChangeRules } from '../../mapping/rules-brightpearl-changes';
import { CLOCK_MS } from '../clock-difference';
import { tryAgain } from '../failures';
import type { Look } from './brightpearl-changes';
import type { AfterSale } from './plan-after-sale';
import { isCancelled, isCancelledByUs, named } from './sales-orders-seen';
import type { SalesOrderSeen, SalesOrdersSeen } from './sales-orders-seen';
import { writtenRowsOf } from './written-rows';

/** Endings of an order that a cancelled sales order agrees with. */
const AGREEING: readonly (string | undefined)[] = ['cancelled', 'declined', 'refunded'];

export async function findStaffCancellation(
  afterSale: AfterSale,
  { present }: SalesOrdersSeen,
  { cancelled: rule }: Pick<BrightpearlChangeRules, 'cancelled'>,
): Promise<Look> {
  const { input, snapshot, rulings } = afterSale;
  if (rulings.amendments.released?.includes('CANCELLED_IN_BRIGHTPEARL')) return {};
  const byStaff = present.filter((one) => isCancelled(one) && !isCancelledByUs(one));
  if (byStaff.length === 0 || AGREEING.includes(endingOf(snapshot))) return {};
  const mergers = await Promise.all(byStaff.map((one) => mergedInto(afterSale, one)));
  // Its goods are still to be sent, with another order.
  if (mergers.some((merger) => merger !== undefined)) return { notices: mergers.flatMap((merger) => merger ?? []) };
  for (const one of byStaff) await believeSearch(afterSale, one);
  if (rule === 'cancel' && byStaff.length === present.length) {
    return { steps: { cancelInStore: { route: input.route, salesOrders: byStaff.map(({ link }) => named(link)) } } };
  }
  const ids = byStaff.map(({ document }) => document.id);
  const whole =
    byStaff.length === present.length ? '' : `, and ${present.length - byStaff.length} of the order were not`;
  return {
    issues: [
      issue(
        'CANCELLED_IN_BRIGHTPEARL',
        `Order ${input.key.orderId}: sales order ${ids.join(', ')} was cancelled in Brightpearl${whole}. The order goes on ` +
          'in the store: cancel it there, or move the sales order back to another status.',
        { details: { salesOrderIds: ids } },
      ),
    ],
  };
}

const seenSchema = z.object({ cancelledSeen: z.object({ version: z.string(), at: z.iso.datetime() }) });

/** The search shows a merger late: only what it does not find after its lag is none. Counted from our first look at it. */
async function believeSearch({ deps, input: { key } }: AfterSale, { link, document }: SalesOrderSeen): Promise<void> {
  const { account, localKey, remoteId, meta } = link;
  const version = document.updatedOn ?? '';
  const seen = seenSchema.safeParse(meta).data?.cancelledSeen;
  const isFirst = seen?.version !== version;
  if (isFirst) {
    const cancelledSeen = { version, at: new Date().toISOString() };
    await deps.store.links.put({ kind: 'sales-order', account, localKey, remoteId, meta: { cancelledSeen } });
  }
  const age = isFirst ? 0 : Date.now() - Date.parse(seen.at);
  const left = deps.config.timings.searchLagMs - age;
  if (left <= 0) return;
  const message = `Order ${key.orderId}: whether cancelled sales order ${remoteId} was merged into another one shows in a moment`;
  throw tryAgain('NotYetReadable', message, left);
}

/** Merging cancels an order and copies its rows to another one of the same customer. Gives what to tell of it. */
async function mergedInto({ deps, input }: AfterSale, { link, document }: SalesOrderSeen): Promise<string | undefined> {
  const own = new Set([...document.rows, ...(writtenRowsOf(link.meta) ?? [])].map(({ id }) => id));
  const { orders, salesOrders } = deps.brightpearl(input.account);
  const found = await orders.search({
    orderTypeId: ORDER_TYPES.salesOrder,
    contactId: document.customer.id,
    // By Brightpearl's own clock, which need not go as ours does, and may be set back.
    updatedOn: { from: new Date(Date.parse(document.createdOn ?? link.createdAt.toISOString()) - CLOCK_MS) },
  });
  const others = found.map(({ orderId }) => orderId).filter((id) => id !== document.id);
  const documents = others.length > 0 ? await salesOrders.readMany(others) : new Map<never, never>();
  const targets = [...documents.values()].filter(({ rows }) => rows.some((row) => own.has(row.clonedFromId ?? 0)));
  if (targets.length === 0) return undefined;
  return `sales order ${document.id} was merged by staff into ${targets.map(({ id }) => id).join(', ')}`;
}
