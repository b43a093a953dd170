/** The sales credits of a refund: what of it was shipped or invoiced, row by row as it was sold. */
import type { BcRefund } from '../../bigcommerce/refunds';
import type { SalesOrderRowInput } from '../../brightpearl/schemas/sales-order';
import type { Issue } from '../../domain/issues';
import { minorUnits, money, sum } from '../../domain/money';
import { inAccountZone, intoOpenPeriod, isoOf, unreadable } from '../dates';
import type { MappedSalesOrder, MappingContext, OrderPlan, OrderSnapshot } from '../types';
import { grossOf } from './decide';
import { creditOf } from './payments';
import type { DecidedPortion, PlannedCredit, RefundDecision } from './types';

type Credits =
  { readonly ok: true; readonly credits: readonly PlannedCredit[] } | { readonly ok: false; readonly issue: Issue };

const NOON = { hour: 12, minute: 0, second: 0, millisecond: 0 } as const;

/** One for each sales order of which something was credited, dated by the refund. */
export function creditsOf(
  refund: BcRefund,
  { portions }: RefundDecision,
  { order, storeHash }: OrderSnapshot,
  plan: OrderPlan,
  { account, rules }: Pick<MappingContext, 'account' | 'rules'>,
): Credits {
  const credited = portions.filter(({ where }) => where === 'credit');
  if (credited.length === 0) return { ok: true, credits: [] };
  const at = inAccountZone(refund.created, account);
  if (!at) return { ok: false, issue: unreadable(`refund ${refund.id}`, refund.created, account) };
  const open = intoOpenPeriod(`refund ${refund.id}`, at, account, rules);
  if (!open.ok) return open;
  const digits = minorUnits(order.default_currency_code) ?? 2;
  const taxDate = isoOf(open.date.set(NOON));
  const credits = plan.salesOrders.flatMap((mapped) => {
    const own = credited.filter(({ salesOrderRef }) => salesOrderRef === mapped.draft.externalRef);
    return own.length === 0
      ? []
      : [creditOfOrder(creditOf(storeHash, refund.id, mapped.addressId), refund.id, mapped, own, { taxDate, digits })];
  });
  return { ok: true, credits };
}

/** Brightpearl takes 64 characters. */
const REFERENCE_LIMIT = 64;

function creditOfOrder(
  externalRef: string,
  refundId: number,
  { draft, expected }: MappedSalesOrder,
  portions: readonly DecidedPortion[],
  { taxDate, digits }: { readonly taxDate: string; readonly digits: number },
): PlannedCredit {
  const ending = ` refund ${refundId}`;
  return {
    externalRef,
    salesOrderRef: draft.externalRef,
    ref: `${draft.ref.slice(0, REFERENCE_LIMIT - ending.length)}${ending}`,
    taxDate,
    rows: portions.map((portion) => creditRow(portion, draft.rows)),
    expected: {
      gross: grossOf(portions).toFixed(digits),
      tax: sum(portions.map(({ tax }) => money(tax))).toFixed(digits),
      currency: expected.currency,
    },
  };
}

/** The row as it was sold, with what goes back of it. */
function creditRow(
  { rowRef, quantity, net, tax, own }: DecidedPortion,
  rows: readonly SalesOrderRowInput[],
): SalesOrderRowInput {
  const sold = rows.find(({ externalRef }) => externalRef === rowRef);
  const amounts = { quantity: String(quantity ?? 1), net, tax, externalRef: rowRef };
  return sold ? { ...sold, ...amounts } : { name: 'Refund', taxCode: '', ...own, ...amounts };
}
