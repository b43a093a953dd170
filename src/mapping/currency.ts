/** The currency of the document, and when the store's own exchange rate may be used. */
import type { BcOrder } from '../bigcommerce/schemas/order';
import type { SalesOrderInput } from '../brightpearl/schemas/sales-order';
import { issue, type Issue } from '../domain/issues';
import { minorUnits, money, roundTo, type Money } from '../domain/money';
import type { MappingContext } from './types';

export type CurrencyResult =
  | { readonly ok: true; readonly currency: SalesOrderInput['currency']; readonly digits: number }
  | { readonly ok: false; readonly issue: Issue };

/** Brightpearl keeps exchange rates with six decimals. */
const RATE_DIGITS = 6;

/**
 * The currency the shopper paid in. The store's rate (units of it per unit of the store's default currency) is an
 * exchange rate of the account only if that default is the account's base currency; otherwise Brightpearl takes its own
 * rate for the tax date. A rate far from the account's table is a mistake on one side: the order stops.
 */
export function currencyOf(order: BcOrder, ctx: MappingContext): CurrencyResult {
  const { account } = ctx;
  const code = order.default_currency_code.trim().toUpperCase();
  const digits = minorUnits(code);
  if (digits === undefined) return notInAccount(order, `${code || 'an empty code'}, which is no ISO 4217 currency`);
  if (code === account.baseCurrency) return { ok: true, digits, currency: { code, fixedExchangeRate: false } };
  const known = account.currencies.find((currency) => currency.code === code);
  if (!known) return notInAccount(order, `${code}, which account ${account.code} does not have`);
  const rate = storeRate(order, account.baseCurrency);
  if (!rate) return { ok: true, digits, currency: { code, fixedExchangeRate: false } };
  const implausible = farFromTable(order, rate, known.exchangeRate, ctx);
  if (implausible) return { ok: false, issue: implausible };
  return { ok: true, digits, currency: { code, fixedExchangeRate: true, exchangeRate: rate.toFixed() } };
}

function storeRate(order: BcOrder, baseCurrency: string): Money | undefined {
  const printed = order.store_default_to_transactional_exchange_rate;
  if (order.store_default_currency_code !== baseCurrency || printed === null || printed === undefined) return undefined;
  const rate = roundTo(money(printed), RATE_DIGITS);
  return rate.gt(0) ? rate : undefined;
}

function farFromTable(order: BcOrder, rate: Money, tableRate: string, ctx: MappingContext): Issue | undefined {
  const table = money(tableRate);
  const tolerance = ctx.rules.exchangeRateTolerancePercent;
  if (ctx.amendments.released?.includes('BASE_TOTAL_IMPLAUSIBLE') || table.lte(0)) return undefined;
  if (rate.div(table).minus(1).abs().times(100).lte(tolerance)) return undefined;
  const code = order.default_currency_code;
  return issue(
    'BASE_TOTAL_IMPLAUSIBLE',
    `Order ${order.id}: the store's rate of ${code}, ${rate.toFixed()} per ${ctx.account.baseCurrency}, is more than ${tolerance} % off the account's ${table.toFixed()}. Check both rates, then release.`,
    { details: { currency: code, storeRate: rate.toFixed(), tableRate: table.toFixed(), tolerancePercent: tolerance } },
  );
}

const notInAccount = (order: BcOrder, problem: string): CurrencyResult => ({
  ok: false,
  issue: issue(
    'CURRENCY_NOT_IN_ACCOUNT',
    `Order ${order.id} was paid in ${problem}. Add the currency in Brightpearl, or route the order to another account, then retry.`,
    { details: { currency: order.default_currency_code } },
  ),
});
