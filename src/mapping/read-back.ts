/** Proves a posted sales order by Brightpearl's own figures: gross and tax to the cent, and a plausible base total. */
import type { BpSalesOrder } from '../brightpearl/schemas/sales-order';
import type { OrderKey } from '../domain/ids';
import { issue, type Issue } from '../domain/issues';
import { money } from '../domain/money';
import type { AccountFacts } from './account-facts';
import type { RouteRules } from './rules';
import type { AcceptedTotals, Amendments, MappedSalesOrder } from './types';

/** What people ruled that bears on the comparison. */
export type ReadBackRulings = Pick<Amendments, 'released' | 'acceptedBySalesOrder'>;

/** The issue that must stop the sales order, if any. A difference that a person accepted of it is none. */
export function compareWithStore(
  key: OrderKey,
  mapped: MappedSalesOrder,
  salesOrder: BpSalesOrder,
  account: AccountFacts,
  rules: RouteRules,
  { released, acceptedBySalesOrder }: ReadBackRulings = {},
): Issue | undefined {
  const accepted = acceptedBySalesOrder?.[salesOrder.id];
  const differs =
    accepted && isOffBy(accepted, mapped, salesOrder) ? undefined : differingTotals(key, mapped, salesOrder);
  if (differs || released?.includes('BASE_TOTAL_IMPLAUSIBLE')) return differs;
  return implausibleBase(key, mapped, salesOrder, account, rules);
}

/** Exactly what was accepted: any other difference is a new one. */
function isOffBy(accepted: AcceptedTotals, { expected }: MappedSalesOrder, { total, currency }: BpSalesOrder): boolean {
  const off = (ours: string, theirs: string, by: string): boolean => money(ours).minus(theirs).equals(by);
  return (
    currency.code === expected.currency &&
    off(expected.gross, total.gross, accepted.gross) &&
    off(expected.tax, total.tax, accepted.tax)
  );
}

function differingTotals(key: OrderKey, mapped: MappedSalesOrder, salesOrder: BpSalesOrder): Issue | undefined {
  const { gross, tax, currency } = mapped.expected;
  const { total } = salesOrder;
  const sameCurrency = salesOrder.currency.code === currency;
  if (sameCurrency && money(total.gross).equals(gross) && money(total.tax).equals(tax)) return undefined;
  return issue(
    'BRIGHTPEARL_TOTAL_DIFFERS',
    `Order ${key.orderId}: sales order ${salesOrder.id} came to ${total.gross} ${salesOrder.currency.code} with tax ` +
      `${total.tax}, the store has ${gross} ${currency} with tax ${tax}. It was moved to the hold status. Correct it there ` +
      `and retry, or accept the difference of sales order ${salesOrder.id}.`,
    {
      details: {
        salesOrderId: salesOrder.id,
        expected: mapped.expected,
        answered: total,
        off: { gross: money(gross).minus(total.gross).toFixed(), tax: money(tax).minus(total.tax).toFixed() },
        rows: salesOrder.rows.map(({ externalRef, quantity, net, tax: rowTax, taxCode }) => ({
          externalRef,
          quantity,
          net,
          tax: rowTax,
          taxCode,
        })),
      },
    },
  );
}

/** An exchange rate that is upside down or stale would book a wrong amount in the account's own currency. */
function implausibleBase(
  key: OrderKey,
  mapped: MappedSalesOrder,
  salesOrder: BpSalesOrder,
  account: AccountFacts,
  rules: RouteRules,
): Issue | undefined {
  const { currency, gross } = mapped.expected;
  if (currency === account.baseCurrency || money(gross).isZero()) return undefined;
  const table = account.currencies.find((candidate) => candidate.code === currency)?.exchangeRate;
  if (table === undefined || money(table).isZero()) return undefined;
  const plausible = money(gross).div(table);
  const off = money(salesOrder.total.baseGross).minus(plausible).abs().div(plausible.abs()).times(100);
  if (off.lessThanOrEqualTo(rules.exchangeRateTolerancePercent)) return undefined;
  return issue(
    'BASE_TOTAL_IMPLAUSIBLE',
    `Order ${key.orderId}: sales order ${salesOrder.id} books ${gross} ${currency} as ${salesOrder.total.baseGross} ` +
      `${account.baseCurrency}, which is ${off.toFixed(1)} % off the account's table. It was moved to the hold status.`,
    { details: { salesOrderId: salesOrder.id, tableRate: table, expectedBase: plausible.toFixed(2) } },
  );
}
