/** Which side of the figures is exact: prices with tax or without. Read from the order, and then still to be proved. */
import type { BcOrder, BcOrderProduct } from '../bigcommerce/schemas/order';
import { money } from '../domain/money';

export type TaxMode = 'inclusive' | 'exclusive';

/** The modes to try, the declared one first; one only where the order says which. */
export interface ReadTaxMode {
  /** Undefined when neither the flag nor the figures tell. */
  readonly declared: TaxMode | undefined;
  readonly order: readonly TaxMode[];
}

/**
 * The order's own flag, which older orders lack; else what the entered prices equal. The flag is per order, not per store
 * (`reference`: one store has both), and vendor samples exist whose flag is wrong, so the other mode is tried as well.
 */
export function readTaxMode(order: BcOrder, lines: readonly BcOrderProduct[]): ReadTaxMode {
  const declared = flagged(order) ?? enteredPrices(order, lines);
  return { declared, order: declared === 'inclusive' ? ['inclusive', 'exclusive'] : ['exclusive', 'inclusive'] };
}

function flagged(order: BcOrder): TaxMode | undefined {
  if (typeof order.is_tax_inclusive_pricing !== 'boolean') return undefined;
  return order.is_tax_inclusive_pricing ? 'inclusive' : 'exclusive';
}

/** Where there is tax, the entered price equals one side only. Undefined when nothing tells, or when the figures disagree. */
function enteredPrices(order: BcOrder, lines: readonly BcOrderProduct[]): TaxMode | undefined {
  const seen = new Set([
    ...lines.map((line) => sideOf(line.base_price, line.price_ex_tax, line.price_inc_tax)),
    sideOf(order.base_shipping_cost, order.shipping_cost_ex_tax, order.shipping_cost_inc_tax),
  ]);
  seen.delete(undefined);
  const [only, ...others] = seen;
  return others.length === 0 ? only : undefined;
}

function sideOf(entered: string | null | undefined, ex: string, inc: string): TaxMode | undefined {
  if (entered === null || entered === undefined || money(ex).eq(inc)) return undefined;
  if (money(entered).eq(ex)) return 'exclusive';
  return money(entered).eq(inc) ? 'inclusive' : undefined;
}
