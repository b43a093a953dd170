/** The rows of the document, from amounts that are proved to add up. */
import type { SalesOrderRowInput } from '../brightpearl/schemas/sales-order';
import { issue, type Issue } from '../domain/issues';
import { quantize, roundTo, sum, type Money } from '../domain/money';
import type { ChargeAmounts } from './bases';
import type { Charge } from './charges';
import { discountRows } from './discount-rows';
import type { DraftRow, RowsInput } from './draft-row';
import { chooseProduct, rowName, type ProductChoice } from './products';
import type { Proven, Total } from './proof-types';
import type { MappingContext } from './types';

export type RowsResult =
  | { readonly ok: true; readonly rows: readonly DraftRow[]; readonly notices: readonly string[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** One row per charge, discount rows by rule, and at last the row that carries a residue. */
export function rowsOf(input: RowsInput, ctx: MappingContext): RowsResult {
  const { proven, digits } = input;
  const spread = ctx.rules.discounts === 'spread';
  const amounts = proven.roundedEach
    ? proven.basis.amounts.map((amount) => roundAmounts(amount, proven, digits))
    : proven.basis.amounts;
  const made = amounts.map((amount) => chargeRow(amount, spread, input, ctx));
  const issues = made.flatMap((one) => (one.ok ? [] : [one.issue]));
  const residue = residueRow(input, ctx);
  if (!residue.ok) issues.push(residue.issue);
  if (issues.length > 0 || !residue.ok) return { ok: false, issues };
  const kept = made.flatMap((one) => (one.ok && one.row ? [one.row] : []));
  const rows = [...kept, ...(spread ? [] : discountRows(amounts, input, ctx))];
  return {
    ok: true,
    rows: [...quantizeRows(rows, proven, digits), ...residue.rows],
    notices: made.flatMap((one) => (one.ok ? one.notices : [])),
  };
}

type Made =
  | { readonly ok: true; readonly row?: DraftRow; readonly notices: readonly string[] }
  | { readonly ok: false; readonly issue: Issue };

function chargeRow(amount: ChargeAmounts, spread: boolean, input: RowsInput, ctx: MappingContext): Made {
  const { charge } = amount;
  const { net, tax } = spread ? amount : amount.before;
  const shared = { label: charge.label, destination: charge.destination, net, tax };
  const base = { quantity: charge.quantity, taxCode: input.codeOf(charge.key), externalRef: charge.key };
  if (charge.kind === 'line' && charge.line) {
    return lineRow({ ...charge, line: charge.line }, shared, base, input, ctx);
  }
  const nominalCode = nominalOf(charge.kind, ctx);
  if (nominalCode === undefined && charge.kind === 'giftCertificate') {
    return { ok: false, issue: noNominal(ctx, charge.label, 'nominals.giftCertificate') };
  }
  const row = { ...base, name: charge.name, ...(nominalCode === undefined ? {} : { nominalCode }) };
  return { ok: true, row: { ...shared, row }, notices: [] };
}

type Shared = Pick<DraftRow, 'label' | 'destination' | 'net' | 'tax'>;
type RowBase = Pick<SalesOrderRowInput, 'quantity' | 'taxCode' | 'externalRef'>;
type LineCharge = Charge & Required<Pick<Charge, 'line'>>;

function lineRow(charge: LineCharge, shared: Shared, base: RowBase, input: RowsInput, ctx: MappingContext): Made {
  const orderId = input.snapshot.order.id;
  const bundled = partOfBundle(charge, input, ctx);
  if (bundled && isFree(shared)) {
    return {
      ok: true,
      notices: [`line ${charge.line.id} is a component of a Brightpearl bundle: Brightpearl adds it`],
    };
  }
  const chosen: ProductChoice = bundled ? { ok: true, placeholder: false } : chooseProduct(charge.line, orderId, ctx);
  if (!chosen.ok) return chosen;
  const { product } = chosen;
  const name = rowName(charge.line, chosen, ctx.rules);
  const nominalCode = ctx.rules.nominals.sales ?? (product ? undefined : ctx.account.nominals.sales);
  const row = {
    ...base,
    ...(product ? { productId: product.productId } : {}),
    ...(name === undefined ? {} : { name }),
    ...(nominalCode === undefined ? {} : { nominalCode }),
  };
  // A bundle is not tracked itself: its components, which Brightpearl adds as rows of their own, are.
  const holdsStock = product !== undefined && (product.stockTracked || product.bundle);
  const reserve = holdsStock && ctx.rules.allocation === 'connector' ? { reserve: product } : {};
  return { ok: true, row: { ...shared, row, ...reserve }, notices: chosen.notice ? [chosen.notice] : [] };
}

const isFree = ({ net, tax }: Shared): boolean => net.isZero() && tax.isZero();

/**
 * A pick-list child whose parent is a bundle in Brightpearl: the bundle brings its components along, so a row of its own
 * would take the stock twice. One that costs something keeps a free-text row.
 */
function partOfBundle(charge: LineCharge, { proven, snapshot }: RowsInput, ctx: MappingContext): boolean {
  const parentId = charge.line.parent_order_product_id;
  const parent = proven.basis.amounts.find(
    (amount) => parentId !== null && amount.charge.line?.id === parentId,
  )?.charge;
  if (!parent?.line) return false;
  const chosen = chooseProduct(parent.line, snapshot.order.id, ctx);
  return chosen.ok && chosen.product?.bundle === true && !chosen.placeholder;
}

function nominalOf(
  kind: Exclude<Charge['kind'], 'line'> | 'line',
  { rules, account }: MappingContext,
): string | undefined {
  const { nominals } = rules;
  const sales = nominals.sales ?? account.nominals.sales;
  const shipping = nominals.shipping ?? account.nominals.shipping;
  const byKind = {
    line: sales,
    giftCertificate: nominals.giftCertificate,
    shipping,
    handling: nominals.handling ?? shipping,
    wrapping: nominals.wrapping ?? sales,
    fee: nominals.fee ?? sales,
  };
  return byKind[kind];
}

const noNominal = (ctx: MappingContext, subject: string, rule: string): Issue =>
  issue(
    'NO_NOMINAL_CODE',
    `Order ${ctx.key.orderId}, ${subject}: the route names no nominal code for it. Set ${rule}, then retry.`,
    { subject },
  );

/** Cents per row; net and gross of the true side are kept, so that what the shopper saw stays. */
function quantizeRows(rows: readonly DraftRow[], { basis }: Proven, digits: number): DraftRow[] {
  const taxes = quantize(
    rows.map((row) => row.tax),
    digits,
  );
  const sides = quantize(
    rows.map((row) => (basis.mode === 'inclusive' ? row.net.plus(row.tax) : row.net)),
    digits,
  );
  return rows.map((row, index) => {
    const [side, tax] = [sides[index] ?? row.net, taxes[index] ?? row.tax];
    return { ...row, tax, net: basis.mode === 'inclusive' ? side.minus(tax) : side };
  });
}

function roundAmounts(amount: ChargeAmounts, { basis }: Proven, digits: number): ChargeAmounts {
  const round = ({ net, tax }: { net: Money; tax: Money }): { net: Money; tax: Money } => {
    const roundedTax = roundTo(tax, digits);
    const gross = roundTo(net.plus(tax), digits);
    return { tax: roundedTax, net: basis.mode === 'inclusive' ? gross.minus(roundedTax) : roundTo(net, digits) };
  };
  return { charge: amount.charge, ...round(amount), before: round(amount.before) };
}

type ResidueResult =
  { readonly ok: true; readonly rows: readonly DraftRow[] } | { readonly ok: false; readonly issue: Issue };

/** Without tax it is outside the scope of tax; a difference in tax belongs to the code that most of the tax is under. */
function residueRow({ proven, codeOf }: RowsInput, ctx: MappingContext): ResidueResult {
  const { gross, tax, nominal } = proven.residue;
  if (gross.isZero() && tax.isZero()) return { ok: true, rows: [] };
  const nominalCode = nominal ?? ctx.rules.nominals.rounding ?? ctx.account.nominals.rounding;
  if (nominalCode === undefined) return { ok: false, issue: noNominal(ctx, 'rounding', 'nominals.rounding') };
  const key = nominal === undefined ? 'rounding' : 'accepted-difference';
  const name = nominal === undefined ? 'Rounding' : 'Accepted difference';
  const taxCode = tax.isZero() ? ctx.rules.tax.outOfScope : codeOf(mostTaxed(proven));
  const row = { name, quantity: '1', taxCode, nominalCode, externalRef: key };
  return { ok: true, rows: [{ row, label: key, destination: undefined, net: gross.minus(tax), tax }] };
}

const mostTaxed = ({ basis }: Proven): string =>
  basis.amounts.reduce((most, one) => (one.tax.abs().gt(most.tax.abs()) ? one : most)).charge.key;

/** What rows come to. */
export const totalOf = (rows: readonly Pick<DraftRow, 'net' | 'tax'>[]): Total => ({
  gross: sum(rows.map((row) => row.net.plus(row.tax))),
  tax: sum(rows.map((row) => row.tax)),
});
