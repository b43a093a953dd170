/** What a person is shown of an order whose figures cannot be proved: ids, SKUs and amounts, never names. */
import { issue, type Issue } from '../domain/issues';
import type { Money } from '../domain/money';
import type { Basis } from './bases';
import type { Proven, ProofInput, Total } from './proof-types';

/** A reading that does not fit, and what its rows lack. */
interface Tried {
  readonly basis: Basis;
  readonly off: Total;
}

/** Shows the closest reading in the order's own tax mode row by row, and by how much every other one missed. */
export function doesNotAddUp(tried: readonly Tried[], input: ProofInput): Issue {
  const closest = closestOf(tried.filter(({ basis }) => input.mayRound(basis)));
  const off = closest?.off ?? input.total;
  const message =
    `Order ${input.orderId}: its rows lack ${off.gross.toFixed()} of the total ${input.total.gross.toFixed(input.digits)}` +
    ` and ${off.tax.toFixed()} of the tax ${input.total.tax.toFixed(input.digits)} in the closest of ${tried.length} readings.` +
    ' Compare the table with the order in BigCommerce; correct it there, or accept the difference on a nominal code.';
  return issue('TOTALS_DO_NOT_ADD_UP', message, {
    details: {
      total: printed(input.total),
      off: printed(off),
      basis: closest?.basis.name,
      mode: closest?.basis.mode,
      table: closest ? tableOf(closest.basis) : [],
      tried: tried.map((one) => ({ basis: one.basis.name, mode: one.basis.mode, off: printed(one.off) })),
    },
  });
}

function closestOf(tried: readonly Tried[]): Tried | undefined {
  const distance = ({ off }: Tried): Money => off.gross.abs().plus(off.tax.abs());
  return tried.reduce<Tried | undefined>(
    (best, one) => (best && distance(best).lte(distance(one)) ? best : one),
    undefined,
  );
}

export function ambiguous(one: Proven, other: Proven, input: ProofInput): Issue {
  const name = ({ basis }: Proven): string => `${basis.mode}: ${basis.name}`;
  const message =
    `Order ${input.orderId}: its figures reach the total in two ways (${name(one)}; ${name(other)}) that differ in tax per row.` +
    ' Compare both tables with the order in BigCommerce and amend the tax codes, or correct the order.';
  return issue('AMBIGUOUS_BASIS', message, {
    details: {
      total: printed(input.total),
      readings: [one, other].map(({ basis, residue }) => ({
        basis: basis.name,
        mode: basis.mode,
        residue: printed(residue),
        table: tableOf(basis),
      })),
    },
  });
}

const printed = (total: Total): Record<'gross' | 'tax', string> => ({
  gross: total.gross.toFixed(),
  tax: total.tax.toFixed(),
});

const tableOf = (basis: Basis): Record<'row' | 'net' | 'tax' | 'gross', string>[] =>
  basis.amounts.map((amount) => ({
    row: amount.charge.label,
    net: amount.net.toFixed(4),
    tax: amount.tax.toFixed(4),
    gross: amount.net.plus(amount.tax).toFixed(4),
  }));
