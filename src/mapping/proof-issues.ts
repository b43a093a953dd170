/** What a person is shown of an order whose figures cannot be proved: ids, SKUs and amounts, never names. */
import { issue, type Issue } from '../domain/issues';
import type { Money } from '../domain/money';
import { titleOf, type Basis } from './bases';
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
      tried: tried.map(misses),
    },
  });
}

/** The reading that a person named is not one of the order's, or does not reach its total. */
export function notTheOne(tried: readonly Tried[], input: ProofInput, named: string): Issue {
  const own = tried.find(({ basis }) => titleOf(basis) === named);
  const problem = own
    ? `lacks ${own.off.gross.toFixed()} of the total ${input.total.gross.toFixed(input.digits)} and ${own.off.tax.toFixed()} of the tax ${input.total.tax.toFixed(input.digits)}`
    : "is not one of this order's";
  const message =
    `Order ${input.orderId}: the reading that the order was amended to, "${named}", ${problem}.` +
    ` Amend it to one of: ${tried.map(({ basis }) => titleOf(basis)).join('; ')}; or correct the order.`;
  const table = own ? tableOf(own.basis) : [];
  return issue('TOTALS_DO_NOT_ADD_UP', message, {
    details: { total: printed(input.total), named, table, tried: tried.map(misses) },
  });
}

const misses = ({ basis, off }: Tried) => ({ basis: basis.name, mode: basis.mode, off: printed(off) });

function closestOf(tried: readonly Tried[]): Tried | undefined {
  const distance = ({ off }: Tried): Money => off.gross.abs().plus(off.tax.abs());
  return tried.reduce<Tried | undefined>(
    (best, one) => (best && distance(best).lte(distance(one)) ? best : one),
    undefined,
  );
}

export function ambiguous(one: Proven, other: Proven, input: ProofInput): Issue {
  const [first, second] = [titleOf(one.basis), titleOf(other.basis)];
  const message =
    `Order ${input.orderId}: its figures reach the total in two ways ("${first}" and "${second}") that differ in tax per row.` +
    ' Compare both tables with the order in BigCommerce and amend the order with the basis that is right, or correct it.';
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
