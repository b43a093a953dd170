/** From the store's figures to proven rows: charges, their tax codes, the reading that adds up, the rows. */
import { issue, type Issue } from '../domain/issues';
import { money, roundTo } from '../domain/money';
import { basesOf, titleOf } from './bases';
import { chargesOf, type Charge } from './charges';
import type { DraftRow } from './draft-row';
import { proveTotals } from './proof';
import type { Proven, ProofInput } from './proof-types';
import { splitByRate } from './rate-split';
import { rowsOf, totalOf } from './rows';
import { taxCodeOf } from './tax-codes';
import { readTaxMode, type ReadTaxMode } from './tax-mode';
import type { BasisProof, MappingContext, OrderSnapshot } from './types';

export interface ProvenDocument {
  readonly rows: readonly DraftRow[];
  readonly proven: Proven;
  readonly taxMode: BasisProof['taxMode'];
  readonly notices: readonly string[];
}

export type DocumentResult =
  ({ readonly ok: true } & ProvenDocument) | { readonly ok: false; readonly issues: readonly Issue[] };

/** Stops with every issue found: what a person sees at once need not be found out one retry at a time. */
export function proveDocument(snapshot: OrderSnapshot, ctx: MappingContext, digits: number): DocumentResult {
  const charges = splitByRate(chargesOf(snapshot.order), snapshot, digits);
  const coded = charges.map((charge) => ({ charge, result: taxCodeOf(charge, snapshot, ctx) }));
  const codes = new Map(coded.map(({ charge, result }) => [charge.key, result.ok ? result.code : UNKNOWN_CODE]));
  const noCodes = coded.flatMap(({ result }) => (result.ok ? [] : [result.issue]));
  const codeOf = (key: string): string => codes.get(key) ?? UNKNOWN_CODE;

  const untaxed = isUntaxed(snapshot, charges);
  const modes = readModes(snapshot, charges, untaxed);
  const bases = basesOf(snapshot.order, snapshot.coupons, charges, modes.order);
  const proof = proveTotals(bases, proofInput(snapshot, ctx, { digits, codeOf, declared: modes.declared }));
  if (!proof.ok) return { ok: false, issues: [proof.issue, ...noCodes] };

  const { proven } = proof;
  const made = rowsOf({ snapshot, proven, codeOf, digits }, ctx);
  if (!made.ok || noCodes.length > 0) return { ok: false, issues: [...(made.ok ? [] : made.issues), ...noCodes] };
  const wrong = ownSumDiffers(snapshot, made.rows, proven);
  if (wrong) return { ok: false, issues: [wrong] };
  const taxMode = untaxed ? 'untaxed' : proven.basis.mode;
  return {
    ok: true,
    rows: made.rows,
    proven,
    taxMode,
    notices: [...made.notices, ...totalNotices(snapshot, digits), ...basisNotices(proven, charges)],
  };
}

/** Keeps the proof going where no code was found; the order stops anyway. */
const UNKNOWN_CODE = '?';

const isUntaxed = ({ order }: OrderSnapshot, charges: readonly Charge[]): boolean =>
  money(order.total_tax).isZero() && charges.every((charge) => charge.tax.isZero() && charge.ex.eq(charge.inc));

/** Without tax both sides are the same, and one mode is enough. */
function readModes({ order }: OrderSnapshot, charges: readonly Charge[], untaxed: boolean): ReadTaxMode {
  const read = readTaxMode(
    order,
    charges.flatMap((charge) => (charge.line ? [charge.line] : [])),
  );
  return untaxed ? { declared: undefined, order: read.order.slice(0, 1) } : read;
}

function proofInput(
  { order }: OrderSnapshot,
  ctx: MappingContext,
  { digits, codeOf, declared }: Pick<ProofInput, 'digits' | 'codeOf'> & Pick<ReadTaxMode, 'declared'>,
): ProofInput {
  return {
    orderId: order.id,
    total: { gross: roundTo(money(order.total_inc_tax), digits), tax: roundTo(money(order.total_tax), digits) },
    digits,
    maxUnits: ctx.rules.roundingMaxUnits,
    acceptedDifference: ctx.amendments.acceptedDifference,
    onlyBasis: ctx.amendments.basis,
    codeOf,
    // Who names the reading names its tax mode.
    mayRound: (basis) => declared === undefined || basis.mode === declared || titleOf(basis) === ctx.amendments.basis,
  };
}

/** The last look before anything is sent: what rows became after rounding and splitting must be what was proved. */
function ownSumDiffers({ order }: OrderSnapshot, rows: readonly DraftRow[], { expected }: Proven): Issue | undefined {
  const own = totalOf(rows);
  if (own.gross.eq(expected.gross) && own.tax.eq(expected.tax)) return undefined;
  return issue(
    'TOTALS_DO_NOT_ADD_UP',
    `Order ${order.id}: the rows made come to ${own.gross.toFixed()} (tax ${own.tax.toFixed()}) instead of ${expected.gross.toFixed()} (tax ${expected.tax.toFixed()}). Report this: the figures were proved before.`,
  );
}

/** A store can show more decimals than the currency has; no payment and no document can carry them. */
function totalNotices({ order }: OrderSnapshot, digits: number): string[] {
  const total = money(order.total_inc_tax);
  const rounded = roundTo(total, digits);
  return total.eq(rounded) ? [] : [`the total ${total.toFixed()} was rounded to ${rounded.toFixed(digits)}`];
}

/** What was read in a way that somebody may want to see. */
function basisNotices({ basis, residue }: Proven, charges: readonly Charge[]): string[] {
  const leftOut = charges.filter((charge) => !basis.amounts.some((amount) => amount.charge === charge));
  const rounded = residue.nominal === undefined && !(residue.gross.isZero() && residue.tax.isZero());
  return [
    ...leftOut.map(({ label }) => `${label} is not in the store's total and was left out`),
    ...(basis.deducted.isZero() ? [] : [`${basis.deducted.toFixed()} taken off the store's total was added again`]),
    ...(basis.needsOneTaxCode ? ['a discount that no line lists was spread over the lines in proportion'] : []),
    ...(rounded ? [`rounding of ${residue.gross.toFixed()} (tax ${residue.tax.toFixed()}) was added`] : []),
  ];
}
