/**
 * A refund of the store that is of a sales credit which staff made is in Brightpearl already: it is linked with that credit, so
 * that neither another credit nor a second payment out is made of it. The refund says so itself, by its reason.
 */
import type { BcRefund } from '../../bigcommerce/refunds';
import type { PlanOrderInput } from '../../domain/activity-types';
import { parseStaffCreditReason, refundPaymentRef } from '../../domain/ids';
import { money } from '../../domain/money';
import { countedRefunds, paidBack } from '../../mapping/refunds/counted';
import { creditOf } from '../../mapping/refunds/payments';
import type { MappedSalesOrder, OrderPlan, OrderSnapshot } from '../../mapping/types';
import type { Link } from '../../store/links';
import type { ActivityDeps } from '../deps';

interface AdoptStaffCredits {
  readonly input: PlanOrderInput;
  readonly snapshot: OrderSnapshot;
  /** As sold. */
  readonly plan: OrderPlan;
  /** Links of the order's sales orders. */
  readonly salesOrders: readonly Link[];
}

/** The sales credit that a refund says it is of. */
export function creditNamedBy({ reason, items }: BcRefund): number | undefined {
  const named = [reason, ...items.map((item) => item.reason)].flatMap((text) => parseStaffCreditReason(text) ?? []);
  return named[0];
}

/** Gives the refunds that are on a sales credit of staff. */
export async function adoptStaffCredits(deps: ActivityDeps, given: AdoptStaffCredits): Promise<ReadonlySet<number>> {
  const [mapped, ...others] = given.plan.salesOrders;
  const adopted = new Set<number>();
  // A credit is of one sales order; how a refund goes over several is not for it to say.
  if (!mapped || others.length > 0) return adopted;
  for (const refund of countedRefunds(given.snapshot)) {
    const creditId = creditNamedBy(refund);
    if (creditId !== undefined && (await adopt(deps, given, { refund, creditId, mapped }))) adopted.add(refund.id);
  }
  return adopted;
}

interface Pair {
  readonly refund: BcRefund;
  readonly creditId: number;
  readonly mapped: MappedSalesOrder;
}

async function adopt(deps: ActivityDeps, given: AdoptStaffCredits, pair: Pair): Promise<boolean> {
  const { key, account } = given.input;
  const { refund, creditId, mapped } = pair;
  const localKey = creditOf(key.storeHash, refund.id, mapped.addressId);
  const linked = await deps.store.links.get({ kind: 'sales-credit', account, localKey });
  if (linked) return linked.meta['byStaff'] === true;
  // One credit is one refund: a second one that names it is a refund of its own.
  if ((await deps.store.links.byRemote('sales-credit', account, String(creditId))).length > 0) return false;
  if (!(await isOfTheOrder(deps, given, pair))) return false;
  await noteMoneyOut(deps, given, pair);
  const meta = { byStaff: true, verified: true, restock: false, close: false };
  const remoteId = String(creditId);
  await deps.store.links.put({ kind: 'sales-credit', account, localKey, remoteId, order: key, meta });
  return true;
}

async function isOfTheOrder(
  deps: ActivityDeps,
  { input, salesOrders }: AdoptStaffCredits,
  { refund, creditId, mapped }: Pair,
): Promise<boolean> {
  const link = salesOrders.find(({ localKey }) => localKey === mapped.draft.externalRef);
  if (!link) return false;
  const credit = (await deps.brightpearl(input.account).salesCredits.readMany([creditId])).get(creditId);
  if (!credit || credit.isCanceled === true) return false;
  // Another amount is another refund, whatever it says.
  return credit.parentId === Number(link.remoteId) && money(credit.total.gross).equals(refund.total_amount);
}

/** Where staff paid the credit out, all of the refund counts as paid out. */
async function noteMoneyOut(
  deps: ActivityDeps,
  { input: { key, account }, snapshot: { order } }: AdoptStaffCredits,
  { refund, creditId }: Pair,
): Promise<void> {
  const rows = await deps.brightpearl(account).payments.searchByOrder(creditId);
  const out = rows.find(({ paymentType, transactionRef }) => paymentType === 'PAYMENT' && !isOurs(transactionRef));
  if (!out) return;
  for (const [index, { amount }] of paidBack(refund, order).entries()) {
    await deps.store.links.put({
      kind: 'refund-payment',
      account,
      localKey: refundPaymentRef(key.storeHash, refund.id, index + 1),
      remoteId: String(out.paymentId),
      order: key,
      meta: { amount, onCredit: true },
    });
  }
}

const isOurs = (transactionRef: string | null): boolean => transactionRef?.startsWith('bc-') ?? false;
