/** Which reading of an order's figures is right: the one whose rows add up to the store's own total and tax. */
import type { Issue } from '../domain/issues';
import { Money, money, roundTo, sum, ZERO } from '../domain/money';
import { titleOf, type Basis, type ChargeAmounts } from './bases';
import { ambiguous, doesNotAddUp, notTheOne } from './proof-issues';
import type { Proven, ProofInput, Total } from './proof-types';

export type ProofResult =
  { readonly ok: true; readonly proven: Proven } | { readonly ok: false; readonly issue: Issue };

/**
 * Readings that add up as printed first, then those that do once rounded, then one that a person accepted the difference
 * of, then those within the rounding cap; of each, the plain ones in the order's own tax mode before the others, which can
 * reach the same total by chance. Of several that fit equally, the first is taken if all give the same net and tax per
 * tax code; otherwise nobody can tell which is meant, until a person names it.
 */
export function proveTotals(bases: readonly Basis[], input: ProofInput): ProofResult {
  const sound = bases.filter((basis) => !basis.needsOneTaxCode || codesOf(basis, input).size === 1);
  const { onlyBasis } = input;
  const meant = onlyBasis === undefined ? sound : sound.filter((basis) => titleOf(basis) === onlyBasis);
  const [first, ...others] = bestFits(meant, input);
  if (!first) {
    const tried = sound.map((basis) => ({ basis, off: missing(reading(basis, false, input), input.digits) }));
    return {
      ok: false,
      issue: onlyBasis === undefined ? doesNotAddUp(tried, input) : notTheOne(tried, input, onlyBasis),
    };
  }
  const rival = others.find((other) => !samePerCode(first, other, input));
  return rival ? { ok: false, issue: ambiguous(first, rival, input) } : { ok: true, proven: first };
}

function bestFits(bases: readonly Basis[], input: ProofInput): Proven[] {
  const plain = bases.filter((basis) => basis.plain && input.mayRound(basis));
  for (const fits of [printedFits, roundedFits, acceptedFits, roundingFits]) {
    for (const candidates of [plain, bases]) {
      const found = fits(candidates, input);
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** A basis under one order of rounding. */
type Reading = Omit<Proven, 'residue'>;

const reading = (basis: Basis, roundedEach: boolean, { total }: ProofInput): Reading => ({
  basis,
  roundedEach,
  expected: { gross: total.gross.plus(basis.deducted), tax: total.tax },
});

/** Each basis under both orders of rounding. */
const readings = (bases: readonly Basis[], input: ProofInput): Reading[] =>
  [false, true].flatMap((roundedEach) => bases.map((basis) => reading(basis, roundedEach, input)));

function roundedFits(bases: readonly Basis[], input: ProofInput): Proven[] {
  return readings(bases, input)
    .filter((one) => isZero(missing(one, input.digits)))
    .map((one) => ({ ...one, residue: NO_RESIDUE }));
}

/** Those that needed no rounding to fit, beyond that of the print. */
function printedFits(bases: readonly Basis[], input: ProofInput): Proven[] {
  return roundedFits(bases, input).filter(({ basis, roundedEach, expected }) => {
    const tolerance = printedTolerance(basis, input.digits);
    const { gross, tax } = exactSum(basis);
    const near = (sum: Money, total: Money): boolean => total.minus(sum).abs().lte(tolerance);
    return !roundedEach && near(gross, expected.gross) && near(tax, expected.tax);
  });
}

function acceptedFits(bases: readonly Basis[], input: ProofInput): Proven[] {
  const accepted = input.acceptedDifference;
  if (!accepted) return [];
  const residue = { gross: money(accepted.gross), tax: money(accepted.tax), nominal: accepted.nominal };
  return readings(bases, input)
    .filter((one) => {
      const off = missing(one, input.digits);
      return off.gross.eq(residue.gross) && off.tax.eq(residue.tax);
    })
    .map((one) => ({ ...one, residue }));
}

function roundingFits(bases: readonly Basis[], input: ProofInput): Proven[] {
  const unit = new Money(10).pow(-input.digits);
  return readings(bases.filter(input.mayRound), input)
    .map((one) => ({ ...one, residue: missing(one, input.digits) }))
    .filter(({ basis, residue }) => {
      const cap = unit.times(Math.min(basis.amounts.length, input.maxUnits));
      return residue.gross.abs().lte(cap) && residue.tax.abs().lte(cap);
    });
}

const NO_RESIDUE: Total = { gross: ZERO, tax: ZERO };

const isZero = (total: Total): boolean => total.gross.isZero() && total.tax.isZero();

const grossOf = (amount: ChargeAmounts): Money => amount.net.plus(amount.tax);

/** What the rows lack to reach `expected`. */
function missing({ basis, roundedEach, expected }: Reading, digits: number): Total {
  const added = (amounts: readonly Money[]): Money =>
    roundedEach ? sum(amounts.map((amount) => roundTo(amount, digits))) : roundTo(sum(amounts), digits);
  return {
    gross: expected.gross.minus(added(basis.amounts.map(grossOf))),
    tax: expected.tax.minus(added(basis.amounts.map((amount) => amount.tax))),
  };
}

const codesOf = (basis: Basis, { codeOf }: ProofInput): Set<string> =>
  new Set(basis.amounts.filter(({ charge }) => charge.kind === 'line').map(({ charge }) => codeOf(charge.key)));

/** The store prints four digits: what differs by less than their rounding, per row, is the same. */
const PRINTED_ERROR = new Money('0.0002');

const printedTolerance = (basis: Basis, digits: number): Money =>
  Money.min(PRINTED_ERROR.times(basis.amounts.length), new Money(10).pow(-digits).div(2));

const exactSum = (basis: Basis): Total => ({
  gross: sum(basis.amounts.map(grossOf)),
  tax: sum(basis.amounts.map((amount) => amount.tax)),
});

/** By the exact amounts: what the two orders of rounding make of one reading is no difference in meaning. */
function samePerCode(one: Proven, other: Proven, input: ProofInput): boolean {
  const [first, second] = [perCode(one, input), perCode(other, input)];
  const tolerance = printedTolerance(one.basis, input.digits);
  return [...new Set([...first.keys(), ...second.keys()])].every((code) => {
    const [a, b] = [first.get(code) ?? NO_RESIDUE, second.get(code) ?? NO_RESIDUE];
    return a.gross.minus(b.gross).abs().lte(tolerance) && a.tax.minus(b.tax).abs().lte(tolerance);
  });
}

function perCode({ basis, expected }: Proven, { codeOf }: ProofInput): Map<string, Total> {
  const totals = new Map<string, Total>([['total', expected]]);
  for (const amount of basis.amounts) {
    const code = `code ${codeOf(amount.charge.key)}`;
    const before = totals.get(code) ?? NO_RESIDUE;
    totals.set(code, { gross: before.gross.plus(grossOf(amount)), tax: before.tax.plus(amount.tax) });
  }
  return totals;
}
