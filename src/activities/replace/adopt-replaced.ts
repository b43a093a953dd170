/**
 * Sales orders that an earlier database had credited and made anew, or was about to. By the sales credit it is told that one
 * must not be taken for the order's own: what is known of it is written down as it was, and the replacement goes on to its end.
 */
import { ORDER_TYPES } from '../../brightpearl/orders';
import type { BpPaymentRow } from '../../brightpearl/payments';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { PlanOrderInput } from '../../domain/activity-types';
import { isCarriedRef, replacedCreditRef, salesOrderRef, type OrderKey } from '../../domain/ids';
import { carriedMoney } from '../../mapping/edits/carried-money';
import type { BookedPayment, OrderSnapshot } from '../../mapping/types';
import { everySalesOrderLink, paymentMeta } from '../already-done';
import type { ActivityDeps } from '../deps';
import { mayBeHandledBefore } from '../earlier-sales-orders';
import { findDocument } from '../find-document';
import { rulesOf } from '../route-rules';
import { today, type Begun } from './begun';

/** Nobody replaces more often; a search that finds everything must end. */
const MOST_GENERATIONS = 50;

/**
 * One request for an order that this database does not know and an earlier one may have; none for others. One that was imported
 * has its sales order in the store, unless a number was there before.
 */
export async function adoptReplaced(deps: ActivityDeps, input: PlanOrderInput, snapshot: OrderSnapshot): Promise<void> {
  if ((await everySalesOrderLink(deps, input.key)).length > 0) return;
  if (snapshot.order.external_order_id === '' || !(await mayBeHandledBefore(deps, snapshot))) return;
  for (let generation = 1; generation < MOST_GENERATIONS; generation += 1) {
    if (!(await adopt(deps, input, generation))) return;
  }
}

async function adopt(deps: ActivityDeps, input: PlanOrderInput, generation: number): Promise<boolean> {
  const { key, account } = input;
  const client = deps.brightpearl(account);
  const creditRef = replacedCreditRef(key, generation);
  const externalRef = salesOrderRef(key, generation === 1 ? {} : { generation });
  const creditId = await findDocument(client, { orderTypeId: ORDER_TYPES.salesCredit, externalRef: creditRef });
  const remoteId = creditId && (await findDocument(client, { externalRef }));
  const document = remoteId && (await client.salesOrders.readMany([Number(remoteId)])).get(Number(remoteId));
  if (!creditId || !document) return false;
  await write(deps, input, { generation, creditRef, creditId, externalRef, document });
  return true;
}

interface Found {
  readonly generation: number;
  readonly creditRef: string;
  readonly creditId: string;
  readonly externalRef: string;
  readonly document: BpSalesOrder;
}

/** The link of the sales order comes last: until it is there, all of it is looked for again. */
async function write(deps: ActivityDeps, { key, account, route }: PlanOrderInput, found: Found): Promise<void> {
  const { links } = deps.store;
  const { document, externalRef, creditRef, creditId } = found;
  const { total, currency } = document;
  const { refunds, closedPeriod } = rulesOf(deps, { route });
  const payments = await deps.brightpearl(account).payments.searchByOrder(document.id);
  const ours = payments.flatMap((payment) => receivedFrom(key, payment) ?? []);
  for (const { paymentId, ...one } of ours) {
    const link = { kind: 'payment', account, localKey: one.transactionRef } as const;
    await links.put({ ...link, remoteId: String(paymentId), order: key, meta: paymentMeta(one) });
  }
  const credit = { kind: 'sales-credit', account, localKey: creditRef, remoteId: creditId } as const;
  await links.put({ ...credit, order: key, meta: { restock: false, close: refunds.closeCredits } });
  const replacing: Begun = {
    generation: found.generation + 1,
    sourceHash: '',
    decision: '',
    creditRef,
    on: await today(deps, { account, externalRef }, { closedPeriod }),
    expected: { gross: total.gross, tax: total.tax, currency: currency.code },
    carried: carriedMoney(key, payments),
  };
  const { exchangeRate } = currency;
  const meta = { route, sourceHash: '', complete: true, replacing, ...(exchangeRate ? { exchangeRate } : {}) };
  const salesOrder = { kind: 'sales-order', account, localKey: externalRef, remoteId: String(document.id) } as const;
  await links.put({ ...salesOrder, order: key, meta });
}

/** What we booked of the store's payments, as the next plan counts it. */
function receivedFrom(
  { storeHash }: OrderKey,
  { transactionRef, paymentType: type, amountPaid: amount, paymentId }: BpPaymentRow,
): (BookedPayment & { readonly paymentId: number }) | undefined {
  if (!transactionRef?.startsWith(`bc-${storeHash}-`) || isCarriedRef(transactionRef) || !amount) return undefined;
  return type === 'RECEIPT' || type === 'CAPTURE' ? { transactionRef, type, amount, paymentId } : undefined;
}
