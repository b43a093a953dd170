/** Why a sales credit of staff must not become a refund of the store. When in doubt a person decides: money is given back once. */
import type { RefundStaffCreditInput } from '../../domain/brightpearl-change-types';
import { money } from '../../domain/money';
import { readPaymentFacts, refundedByTransactions } from '../../mapping/payment-facts';
import { refundedTotal, refundState } from '../../mapping/refunds/counted';
import type { ActivityDeps } from '../deps';
import { rulesOf } from '../route-rules';
import { creditNamedBy } from './adopt-staff-credits';
import type { CreditRead, StoreRead } from './read-credit';

/** Words that end "is not refunded in the store: …"; undefined when nothing stands in the way. */
export async function obstacleTo(
  deps: ActivityDeps,
  input: RefundStaffCreditInput,
  read: CreditRead,
  store: StoreRead,
): Promise<string | undefined> {
  return inStore(deps, input, read, store) ?? (await paidOtherwise(deps, input));
}

function inStore(
  deps: ActivityDeps,
  input: RefundStaffCreditInput,
  { credit }: CreditRead,
  store: StoreRead,
): string | undefined {
  const { order, transactions, refunds } = store;
  const { default_currency_code: currency } = order;
  if (credit.currency.code !== currency) return `the order is in ${currency}`;
  const waiting = refunds.find((refund) => refundState(refund, order) === 'pending');
  if (waiting) return `refund ${waiting.id} waits for its gateway; this is tried again after it`;
  const equal = refunds.find(
    (refund) =>
      refundState(refund, order) !== 'declined' &&
      creditNamedBy(refund) === undefined &&
      money(refund.total_amount).equals(credit.total.gross),
  );
  if (equal) return `refund ${equal.id} of the order has the same amount, and may be this one`;
  const facts = readPaymentFacts(
    { order, transactions, refunds: [...refunds] },
    { rules: rulesOf(deps, input), testIsMoney: true },
  );
  const usable = transactions.filter(({ status }) => status !== 'error');
  const unseen = refundedByTransactions(usable, facts.digits).minus(refundedTotal({ order, refunds: [...refunds] }));
  if (unseen.greaterThan(0))
    return `its gateway gave back ${unseen.toFixed(facts.digits)} that no refund of the store shows`;
  if (facts.net.greaterThanOrEqualTo(credit.total.gross)) return undefined;
  return `only ${facts.net.toFixed(facts.digits)} ${currency} of what was captured is left to refund`;
}

/** Staff paid it out by another method than the order was paid by: the customer has it, and the gateway has not. */
async function paidOtherwise(
  deps: ActivityDeps,
  { account, creditId, salesOrderId }: RefundStaffCreditInput,
): Promise<string | undefined> {
  const { payments } = deps.brightpearl(account);
  const out = (await payments.searchByOrder(creditId)).filter(({ paymentType }) => paymentType === 'PAYMENT');
  if (out.length === 0) return undefined;
  const methods = new Set((await payments.searchByOrder(salesOrderId)).map(({ paymentMethodCode: code }) => code));
  const other = out.find(({ paymentMethodCode: code }) => !methods.has(code));
  return other && `it was paid out in Brightpearl by ${other.paymentMethodCode}, by which the order was not paid`;
}
