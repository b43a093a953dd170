/** Which row of the route's payment table an order falls under, and which Brightpearl method code a payment gets. */
import type { BcOrder, BcTransaction } from '../bigcommerce/schemas/order';
import { issue, type Issue } from '../domain/issues';
import type { AccountFacts } from './account-facts';
import { matchesText, sameText } from './rule-values';
import type { RouteRules } from './rules';
import { shellWord } from './shell-word';
import type { Amendments } from './types';

export type PaymentRule = RouteRules['payments']['table'][number];

/** First match wins; undefined: the order's payments are booked and it gets the route's usual status. */
export function findPaymentRule(order: BcOrder, rules: Pick<RouteRules, 'payments'>): PaymentRule | undefined {
  return rules.payments.table.find(
    ({ when }) =>
      (when.statusIds?.includes(order.status_id) ?? true) &&
      (when.paymentStatuses === undefined || includesText(when.paymentStatuses, order.payment_status)) &&
      (when.methods?.some((method) => matchesText(method, order.payment_method)) ?? true),
  );
}

/** Whether the order's payment status is one of `statuses`, whatever their case. */
export const includesText = (statuses: readonly string[], status: string): boolean =>
  statuses.some((candidate) => sameText(candidate, status));

/** What the method rules look at; `method` and `gateway` are empty when BigCommerce lists no transaction. */
export interface PaymentSource {
  readonly paymentMethod: string;
  readonly method: BcTransaction['method'];
  readonly gateway: BcTransaction['gateway'];
}

export type MethodChoice = { readonly ok: true; readonly code: string } | { readonly ok: false; readonly issue: Issue };

export interface MethodContext {
  readonly rules: Pick<RouteRules, 'paymentMethods'>;
  readonly account: Pick<AccountFacts, 'code' | 'paymentMethods'>;
  readonly amendments: Pick<Amendments, 'paymentMethodCode'>;
}

/**
 * The code to book under. Only a code that is active in the account is taken, because Brightpearl accepts unknown ones
 * and then silently makes no journal. An amended code replaces the mapping, except for tenders that have a mapping.
 */
export function chooseMethodCode(orderId: number, source: PaymentSource, ctx: MethodContext): MethodChoice {
  const mapped = mappedCode(source, ctx.rules);
  const amended = ctx.amendments.paymentMethodCode;
  const wanted = isTender(source.method) ? (mapped ?? amended) : (amended ?? mapped);
  const known = ctx.account.paymentMethods.find(({ code }) => wanted !== undefined && sameText(code, wanted));
  if (known?.active === true) return { ok: true, code: known.code };
  return { ok: false, issue: noMethod(orderId, source, wanted, known !== undefined, ctx.account.code) };
}

/** Gift certificates and store credit: value spent beside the order's own payment method. */
export const isTender = (method: string): method is 'gift_certificate' | 'store_credit' =>
  method === 'gift_certificate' || method === 'store_credit';

function mappedCode(source: PaymentSource, rules: Pick<RouteRules, 'paymentMethods'>): string | undefined {
  const rule = rules.paymentMethods.map.find(
    ({ when }) =>
      (when.method === undefined || matchesText(when.method, source.method)) &&
      (when.gateway === undefined || matchesText(when.gateway, source.gateway)) &&
      (when.paymentMethod === undefined || matchesText(when.paymentMethod, source.paymentMethod)),
  );
  if (rule) return rule.code;
  return rules.paymentMethods.unmapped === 'hold' ? undefined : rules.paymentMethods.unmapped.code;
}

function noMethod(
  orderId: number,
  source: PaymentSource,
  wanted: string | undefined,
  known: boolean,
  account: string,
): Issue {
  const described = [
    isTender(source.method) ? '' : `"${source.paymentMethod}"`,
    source.method && `method ${source.method}`,
    source.gateway && `gateway ${source.gateway}`,
  ].filter(Boolean);
  const subject = `Order ${orderId} was paid by ${described.join(', ')}`;
  const name = isTender(source.method) ? source.method : source.paymentMethod || source.method;
  const command = `connector mappings set payment-method ${shellWord(name)} --to <code>`;
  const fix = `Map it with "${command}", which frees all that wait for it, or amend the order.`;
  const problem =
    wanted === undefined
      ? 'which has no mapping'
      : `which maps to ${wanted}: a method that ${known ? 'is not active in' : 'does not exist in'} account ${account}`;
  return issue('NO_PAYMENT_METHOD', `${subject}, ${problem}. ${fix}`, {
    subject: source.method || source.paymentMethod,
    details: { ...source, ...(wanted === undefined ? {} : { code: wanted }) },
  });
}
