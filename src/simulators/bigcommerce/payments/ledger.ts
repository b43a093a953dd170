/** An order's money: what was taken, by whom, and what of it went back. */
import { money, sum, ZERO, type Money } from '../../../domain/money';
import type { SimContext } from '../context';
import { ingestTransactions } from '../order-ingest-parts';
import { statusIdOf, textOf, type Fields, type StoredOrder } from '../state';

/** A payment that was taken, by what took it. */
export interface Tender {
  /** The gateway: `stripe`, `storecredit`, `giftcertificate`, `bankdeposit`. */
  readonly providerId: string;
  readonly method: string;
  /** What took the money; undefined when nothing tells of it. */
  readonly transactionId: number | undefined;
  readonly taken: Money;
  /** Not refunded with this provider, nor on its way back. */
  readonly left: Money;
}

const TAKES = ['purchase', 'capture', 'settled'];

/** By provider, in the order they paid; store credit and gift certificates last, as they are refunded last. */
export function tendersOf({ switches }: SimContext, order: StoredOrder): Tender[] {
  const byProvider = new Map<string, Fields[]>();
  for (const transaction of taking(order)) {
    const provider = textOf(transaction['gateway']);
    byProvider.set(provider, [...(byProvider.get(provider) ?? []), transaction]);
  }
  const unrecorded = order.transactions.length === 0 && !UNPAID_STATUSES.includes(statusIdOf(order));
  if (unrecorded && switches.unrecordedPaymentsRefund) byProvider.set('custom', [unrecordedPayment(order)]);
  const tenders = [...byProvider].map(([providerId, transactions]) => tenderOf(order, providerId, transactions));
  return tenders.sort((a, b) => Number(isOwnMoney(a.providerId)) - Number(isOwnMoney(b.providerId)));
}

/** Incomplete, pending, declined, awaiting payment. */
const UNPAID_STATUSES = [0, 1, 6, 7];

/** An order paid outside of the store may have no transaction: it counts as paid by its status. */
const unrecordedPayment = ({ header }: StoredOrder): Fields => ({ method: 'custom', amount: header['total_inc_tax'] });

const isOwnMoney = (providerId: string): boolean => ['storecredit', 'giftcertificate'].includes(providerId);

/** `settled` counts for a payment that was pending, not for one that was counted when it was made. */
function taking(order: StoredOrder): Fields[] {
  const ok = order.transactions.filter(({ event, status }) => status === 'ok' && TAKES.includes(textOf(event)));
  const counted = new Set(ok.filter(({ event }) => event !== 'settled').map(({ id }) => id));
  return ok.filter(({ event, reference_transaction_id: on }) => event !== 'settled' || !counted.has(on));
}

function tenderOf(order: StoredOrder, providerId: string, transactions: readonly Fields[]): Tender {
  const taken = sum(transactions.map(amountOf));
  const refunded = sum(
    refundPaymentsOf(order)
      .filter((payment) => payment['provider_id'] === providerId)
      .map(amountOf),
  );
  const left = taken.minus(refunded);
  return {
    providerId,
    method: textOf(transactions[0]?.['method']),
    transactionId: transactions[0]?.['id'] as number | undefined,
    taken,
    left: left.lt(0) ? ZERO : left,
  };
}

const amountOf = ({ amount }: Fields): Money => money(Number(amount));

/** Payments of refunds that were made or are on their way; declined ones gave nothing back. */
const refundPaymentsOf = (order: StoredOrder): Fields[] =>
  order.refunds
    .flatMap((refund) => refund['payments'] as Fields[])
    .filter((payment) => payment['is_declined'] !== true);

/** None of its payments gave anything back. */
export function isDeclined(refund: Fields): boolean {
  const payments = refund['payments'] as Fields[];
  return payments.length > 0 && payments.every((payment) => payment['is_declined'] === true);
}

const takenOf = (context: SimContext, order: StoredOrder): Money =>
  sum(tendersOf(context, order).map(({ taken }) => taken));

const refundedOf = (order: StoredOrder): Money => sum(refundPaymentsOf(order).map(amountOf));

/** What can still be refunded. */
export function refundableOf(context: SimContext, order: StoredOrder): Money {
  const left = takenOf(context, order).minus(refundedOf(order));
  return left.lt(0) ? ZERO : left;
}

export interface Authorization {
  readonly transaction: Fields;
  /** Neither captured nor voided. */
  readonly left: Money;
}

/** The last authorization with something left to capture. */
export function openAuthorization(order: StoredOrder): Authorization | undefined {
  const open = order.transactions
    .filter(({ event, status }) => event === 'authorization' && status === 'ok')
    .map((transaction) => ({ transaction, left: leftOf(order, transaction) }));
  return open.findLast(({ left }) => left.gt(0));
}

function leftOf(order: StoredOrder, authorization: Fields): Money {
  const onIt = order.transactions.filter(
    ({ status, reference_transaction_id: on }) => status === 'ok' && on === authorization['id'],
  );
  if (onIt.some(({ event }) => event === 'void')) return ZERO;
  return amountOf(authorization).minus(sum(onIt.filter(({ event }) => event === 'capture').map(amountOf)));
}

/** Notes a transaction and fires its event. */
export function addTransaction(context: SimContext, order: StoredOrder, given: Fields): Fields {
  const currency = order.header['default_currency_code'];
  const [added = {}] = ingestTransactions(context.state, order.id, [{ currency, ...given }], context.clock.now());
  order.transactions.push(added);
  context.events.transactionCreated(order, added);
  return added;
}
