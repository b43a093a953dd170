/** Of which rows a refund is: exactly its total and its tax, or an issue that shows the table. */
import type { BcRefund } from '../../bigcommerce/refunds';
import { issue, type Issue } from '../../domain/issues';
import { minorUnits, Money, money, sum, ZERO } from '../../domain/money';
import type { MappingContext, OrderPlan, OrderSnapshot } from '../types';
import { paidBack, refundState } from './counted';
import { ownPortion, portionsOf, readingsOf, type ExactPortion, type ItemsInput } from './items';
import type { OwnKind, RefundableRow } from './items';
import type { OwnRow, RefundPortion } from './types';

export type Attribution =
  { readonly ok: true; readonly portions: readonly RefundPortion[] } | { readonly ok: false; readonly issue: Issue };

type Context = Pick<MappingContext, 'rules' | 'account' | 'amendments'>;

/** What a person releases a refund by. */
export const refundRule = (refundId: number): string => `refund-${refundId}`;

export const isReleased = ({ amendments }: Pick<Context, 'amendments'>, refundId: number): boolean =>
  amendments.released?.includes(refundRule(refundId)) ?? false;

/**
 * `plan` has all rows as sold; `earlier` is what refunds before this one took of them.
 * A refund that a person released is taken as it is: what is missing becomes a row of its own.
 */
export function attributeRefund(
  refund: BcRefund,
  snapshot: OrderSnapshot,
  plan: OrderPlan,
  earlier: readonly RefundPortion[],
  ctx: Context,
): Attribution {
  const digits = minorUnits(snapshot.order.default_currency_code) ?? 2;
  const input: ItemsInput = {
    refundId: refund.id,
    rows: refundableRows(plan, earlier),
    inclusive: plan.proof.taxMode !== 'exclusive',
    digits,
    ownRow: (kind, tax) => ownRow(kind, tax, plan, ctx),
  };
  const released = isReleased(ctx, refund.id);
  if (refundState(refund, snapshot.order) === 'partly' && !released) {
    return { ok: false, issue: partlyDeclined(refund, snapshot) };
  }
  const trials = readTrials(refund, input);
  const fitting = trials.find(({ off }) => off.gross.isZero() && off.tax.isZero());
  const close = trials.find(({ off, portions }) => isRounding(off, portions.length, digits));
  const [first] = trials;
  const asItIs = released || refund.uses_merchant_override_values || isOfDiscounts(first, plan);
  const taken = fitting ?? close ?? (asItIs ? first : undefined);
  if (!taken) return { ok: false, issue: doesNotAddUp(refund, snapshot, first) };
  const kind = isOfDiscounts(taken, plan) ? 'discount' : 'difference';
  const portions = withDifference(taken, input, taken === close ? 'rounding' : kind);
  return { ok: true, portions: portions.filter(isSomething).map((portion) => printedPortion(portion, digits)) };
}

interface Trial {
  readonly portions: readonly ExactPortion[];
  /** What the refund is more than they come to. */
  readonly off: { readonly gross: Money; readonly tax: Money };
}

function readTrials(refund: BcRefund, input: ItemsInput): Trial[] {
  const total = { gross: money(refund.total_amount), tax: money(refund.total_tax) };
  return readingsOf(input.inclusive).map((reading) => {
    const portions = mergeOwn(
      refund.items.length === 0
        ? taxAlone(total, input)
        : refund.items.flatMap((item) => portionsOf(item, reading, input)),
    );
    const off = {
      gross: total.gross.minus(sum(portions.map(({ net, tax }) => net.plus(tax)))),
      tax: total.tax.minus(sum(portions.map(({ tax }) => tax))),
    };
    return { portions, off };
  });
}

/** A refund without items is of tax that was charged too much. */
const taxAlone = (total: Trial['off'], input: ItemsInput): ExactPortion[] =>
  total.gross.equals(total.tax) ? [ownPortion(input, 'tax', { net: ZERO, tax: total.tax })] : [];

/** Several amounts of one kind make one row. */
function mergeOwn(portions: readonly ExactPortion[]): ExactPortion[] {
  const merged = new Map<string, ExactPortion>();
  for (const portion of portions) {
    const key = `${portion.salesOrderRef} ${portion.rowRef}`;
    const same = merged.get(key);
    const together = same && { ...same, net: same.net.plus(portion.net), tax: same.tax.plus(portion.tax) };
    const units = same?.quantity === undefined ? {} : { quantity: same.quantity + (portion.quantity ?? 0) };
    merged.set(key, together ? { ...together, ...units } : portion);
  }
  return [...merged.values()];
}

/** A smallest unit per row: the store rounds a line, we the whole order. */
const isRounding = ({ gross, tax }: Trial['off'], rows: number, digits: number): boolean => {
  const most = new Money(10).pow(-digits).times(rows);
  return gross.abs().lessThanOrEqualTo(most) && tax.abs().lessThanOrEqualTo(most);
};

function withDifference({ portions, off }: Trial, input: ItemsInput, kind: OwnKind): readonly ExactPortion[] {
  if (off.gross.isZero() && off.tax.isZero()) return portions;
  const about = portions[0] ? { salesOrderRef: portions[0].salesOrderRef } : {};
  return [...portions, ownPortion(input, kind, { net: off.gross.minus(off.tax), tax: off.tax }, about)];
}

const isSomething = ({ net, tax, quantity }: ExactPortion): boolean =>
  !net.isZero() || !tax.isZero() || quantity !== undefined;

const printedPortion = (portion: ExactPortion, digits: number): RefundPortion => ({
  ...portion,
  net: portion.net.toFixed(digits),
  tax: portion.tax.toFixed(digits),
});

function refundableRows({ salesOrders }: OrderPlan, earlier: readonly RefundPortion[]): RefundableRow[] {
  return salesOrders.flatMap(({ draft }) =>
    draft.rows.map((row) => {
      const before = earlier.filter(({ rowRef }) => rowRef === row.externalRef);
      const taken = {
        quantity: before.reduce((units, { quantity = 0 }) => units + quantity, 0),
        net: sum(before.map(({ net }) => money(net))),
        tax: sum(before.map(({ tax }) => money(tax))),
      };
      return { salesOrderRef: draft.externalRef, row, taken };
    }),
  );
}

/** Where discounts have rows of their own, rows are as before them, and a refund gives back less. */
function isOfDiscounts(trial: Trial | undefined, { salesOrders }: OrderPlan): boolean {
  const rows = salesOrders.flatMap(({ draft }) => draft.rows).filter((row) => row.externalRef.startsWith('discount-'));
  const discount = sum(rows.map(({ net, tax }) => money(net).plus(tax)));
  return trial !== undefined && trial.off.gross.isNegative() && trial.off.gross.greaterThanOrEqualTo(discount);
}

const OWN_NAMES: Readonly<Record<OwnKind, string>> = {
  order: 'Refund',
  tax: 'Refund of tax',
  deduction: 'Kept back of a refund',
  discount: 'Discount of what is refunded',
  rounding: 'Rounding of a refund',
  difference: 'Refund',
};

/** Tax belongs to the code that most of the tax is under; what has none, to the rule's, else outside of its scope. */
function ownRow(kind: OwnKind, tax: Money, { salesOrders }: OrderPlan, { rules, account }: Context): OwnRow {
  const rows = salesOrders.flatMap(({ draft }) => draft.rows);
  const [first] = rows;
  const most = rows.reduce((best, row) => (money(row.tax).greaterThan(money(best?.tax ?? '0')) ? row : best), first);
  const { orderLevel } = rules.refunds;
  const untaxed = orderLevel.taxCode ?? rules.tax.outOfScope;
  const special =
    kind === 'rounding' || kind === 'discount' ? (rules.nominals[kind] ?? account.nominals[kind]) : undefined;
  const nominalCode = special ?? orderLevel.nominal ?? rules.nominals.sales ?? account.nominals.sales;
  return {
    name: OWN_NAMES[kind],
    taxCode: tax.isZero() ? untaxed : (most?.taxCode ?? untaxed),
    ...(nominalCode === undefined ? {} : { nominalCode }),
  };
}

function doesNotAddUp(refund: BcRefund, { order }: OrderSnapshot, trial: Trial | undefined): Issue {
  const rows = (trial?.portions ?? []).map(({ rowRef, quantity, net, tax }) => ({
    row: rowRef,
    ...(quantity === undefined ? {} : { quantity }),
    net: net.toFixed(),
    tax: tax.toFixed(),
  }));
  const off = { gross: trial?.off.gross.toFixed() ?? '', tax: trial?.off.tax.toFixed() ?? '' };
  return issue(
    'REFUND_DOES_NOT_ADD_UP',
    `Order ${order.id}, refund ${refund.id}: it is ${refund.total_amount} ${order.default_currency_code} with tax ` +
      `${refund.total_tax}, which is ${off.gross} with tax ${off.tax} more than its items come to. Compare the table; to book ` +
      `the difference as a row of its own, release with rule ${refundRule(refund.id)}.`,
    { subject: refundRule(refund.id), details: { total: refund.total_amount, tax: refund.total_tax, off, rows } },
  );
}

function partlyDeclined(refund: BcRefund, { order }: OrderSnapshot): Issue {
  const paid = sum(paidBack(refund, order).map(({ amount }) => money(amount))).toFixed();
  return issue(
    'REFUND_DOES_NOT_ADD_UP',
    `Order ${order.id}, refund ${refund.id}: of ${refund.total_amount} ${order.default_currency_code} only ${paid} went ` +
      `back, the rest was declined. Refund the rest another way; to book all of it with what was paid, release with rule ` +
      `${refundRule(refund.id)}.`,
    { subject: refundRule(refund.id), details: { total: refund.total_amount, paid } },
  );
}
