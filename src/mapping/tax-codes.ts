/** The Brightpearl tax code of a charge: the amount of tax is the store's, the code follows the route's rules. */
import type { BcOrderTax } from '../bigcommerce/schemas/order';
import { issue, type Issue } from '../domain/issues';
import { minorUnits, Money, money, sum } from '../domain/money';
import type { Charge } from './charges';
import { matchesText, sameText } from './rule-values';
import type { TaxConditions } from './rules';
import { shellWord } from './shell-word';
import { orderTaxNumber, shipToOf } from './order-facts';
import type { MappingContext, OrderSnapshot } from './types';

export type TaxCodeResult =
  { readonly ok: true; readonly code: string } | { readonly ok: false; readonly issue: Issue };

/** An amended code, else the first rule that fits, else the route's defaults. Only codes that the account has. */
export function taxCodeOf(charge: Charge, snapshot: OrderSnapshot, ctx: MappingContext): TaxCodeResult {
  const code = amendedCode(charge, ctx) ?? ruledCode(charge, snapshot, ctx);
  if (code === undefined)
    return { ok: false, issue: noTaxCode(charge, snapshot, ctx, 'no tax rule of the route fits') };
  if (!ctx.account.taxCodes.some((known) => known.code === code)) {
    const problem = `the tax code ${code} does not exist in account ${ctx.account.code}`;
    return { ok: false, issue: noTaxCode(charge, snapshot, ctx, problem) };
  }
  return { ok: true, code };
}

/** By row reference (`line-537`, `shipping-51`), or by the line's bare id. */
function amendedCode(charge: Charge, { amendments }: MappingContext): string | undefined {
  const codes = amendments.taxCodeByLine;
  return codes?.[charge.key] ?? (charge.line ? codes?.[String(charge.line.id)] : undefined);
}

function ruledCode(charge: Charge, snapshot: OrderSnapshot, ctx: MappingContext): string | undefined {
  const { tax } = ctx.rules;
  if (charge.kind === 'giftCertificate' && charge.tax.isZero()) return tax.outOfScope;
  const facts = taxFacts(charge, snapshot, ctx);
  const rule = tax.rules.find(({ when }) => holds(when, facts));
  if (rule) return rule.code;
  return facts.taxed ? tax.default : tax.zeroRated;
}

interface TaxFacts {
  readonly kind: Charge['kind'];
  readonly names: readonly string[];
  readonly classes: readonly string[];
  /** Percent; undefined when the store names none and the amounts do not tell. */
  readonly rate: Money | undefined;
  readonly country: string;
  readonly state: string;
  readonly customerGroup: number;
  readonly hasTaxNumber: boolean;
  readonly exempt: boolean;
  readonly taxed: boolean;
}

function taxFacts(charge: Charge, snapshot: OrderSnapshot, ctx: MappingContext): TaxFacts {
  const rows = taxRowsOf(charge, snapshot);
  const shipTo = shipToOf(snapshot.order, charge.destination);
  return {
    kind: charge.kind,
    names: [...new Set(rows.map((row) => row.name))],
    classes: [...new Set(rows.map((row) => row.class))],
    rate: namedRate(rows, charge) ?? impliedRate(charge, snapshot.order, ctx),
    country: shipTo.country_iso2,
    state: shipTo.state,
    customerGroup: snapshot.customer?.groupId ?? 0,
    hasTaxNumber: orderTaxNumber(snapshot.order, ctx.rules) !== '',
    exempt: (snapshot.customer?.taxExemptCategory ?? '') !== '',
    taxed: !charge.tax.isZero(),
  };
}

const LINE_ITEM_TYPES: Readonly<Record<Charge['kind'], string>> = {
  line: 'item',
  giftCertificate: 'item',
  shipping: 'shipping',
  handling: 'handling',
  wrapping: 'gift-wrapping',
  // The vendor's list of types has none for fees.
  fee: 'fee',
};

/** The rows of `/taxes?details=true` about a charge; none where the store does not say what a row is about. */
export function taxRowsOf(charge: Charge, { taxes }: Pick<OrderSnapshot, 'taxes'>): readonly BcOrderTax[] {
  if (charge.taxRows) return charge.taxRows;
  return taxes.filter((row) => {
    if (row.line_item_type !== LINE_ITEM_TYPES[charge.kind]) return false;
    if (charge.line) return row.order_product_id === charge.line.id;
    return charge.destination === undefined || !row.order_address_id || row.order_address_id === charge.destination;
  });
}

/** External providers and API orders name a tax at rate 0: such a rate says nothing where there is tax. */
function namedRate(rows: readonly BcOrderTax[], charge: Charge): Money | undefined {
  const byTax = new Map(rows.map((row) => [`${row.name} ${row.rate}`, money(row.rate)]));
  const rate = sum(byTax.values());
  return byTax.size === 0 || (rate.isZero() && !charge.tax.isZero()) ? undefined : rate;
}

/**
 * The only rate of the route's rules that the printed amounts agree with; undefined when none does, or several do. They
 * agree to one smallest unit of the currency, because the store rounded the tax before it derived the other side from it.
 */
function impliedRate(charge: Charge, order: OrderSnapshot['order'], { rules }: MappingContext): Money | undefined {
  const unit = new Money(10).pow(-(minorUnits(order.default_currency_code) ?? 2));
  const rates = new Set(
    rules.tax.rules.flatMap(({ when }) => (when.rate === undefined ? [] : [money(when.rate).toFixed()])),
  );
  const shown = charge.inc.minus(charge.ex);
  const fitting = [...rates]
    .map((rate) => money(rate))
    .filter((rate) => charge.ex.times(rate).div(100).minus(shown).abs().lte(unit));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function holds(when: TaxConditions, facts: TaxFacts): boolean {
  return (
    (when.kinds === undefined || when.kinds.some((kind) => kind === facts.kind)) &&
    (when.taxNames === undefined || sameSet(when.taxNames, facts.names)) &&
    matchesClass(when.taxClass, facts.classes) &&
    (when.rate === undefined || facts.rate?.eq(when.rate) === true) &&
    (when.countries === undefined || includesText(when.countries, facts.country)) &&
    (when.states === undefined || includesText(when.states, facts.state)) &&
    (when.customerGroups?.includes(facts.customerGroup) ?? true) &&
    (when.hasTaxNumber === undefined || when.hasTaxNumber === facts.hasTaxNumber) &&
    (when.exempt === undefined || when.exempt === facts.exempt) &&
    (when.taxed === undefined || when.taxed === facts.taxed)
  );
}

const matchesClass = (wanted: TaxConditions['taxClass'], classes: readonly string[]): boolean =>
  wanted === undefined || classes.some((name) => matchesText(wanted, name));

const includesText = (wanted: readonly string[], text: string): boolean => wanted.some((one) => sameText(one, text));

const sameSet = (wanted: readonly string[], found: readonly string[]): boolean =>
  found.every((name) => includesText(wanted, name)) && wanted.every((name) => includesText(found, name));

function noTaxCode(charge: Charge, snapshot: OrderSnapshot, ctx: MappingContext, problem: string): Issue {
  const facts = taxFacts(charge, snapshot, ctx);
  const taxes = facts.names.length > 0 ? facts.names.join(' + ') : 'no tax details';
  const where = [facts.country, facts.state].filter(Boolean).join(' ') || 'unknown country';
  return issue(
    'NO_TAX_CODE',
    `Order ${snapshot.order.id}, ${charge.label}: ${problem} (${taxes}, rate ${facts.rate?.toFixed() ?? 'unknown'}, to ${where}). Add a tax rule to the route, or amend the tax code.${orMap(facts.classes)}`,
    { subject: charge.key, details: { ...facts, rate: facts.rate?.toFixed() ?? null } },
  );
}

/** A class of which nothing else is to be asked; where country or rate decide, a rule of the file is wanted. */
function orMap([name]: readonly string[]): string {
  if (name === undefined || name.trim() === '') return '';
  const command = `connector mappings set tax-class ${shellWord(name.trim())} --to <tax code>`;
  return ` Or map the tax class, which frees all that wait for it: ${command}`;
}
