/** Discounts as rows of their own (rule `discounts: rows`): one per tax code and destination, with negative tax. */
import { sum } from '../domain/money';
import type { ChargeAmounts } from './bases';
import type { DraftRow, RowsInput } from './draft-row';
import type { MappingContext } from './types';

/** Together with the rows before discounts they come to what was paid, per tax code. */
export function discountRows(amounts: readonly ChargeAmounts[], input: RowsInput, ctx: MappingContext): DraftRow[] {
  const groups = new Map<string, ChargeAmounts[]>();
  for (const amount of amounts) {
    if (amount.net.eq(amount.before.net) && amount.tax.eq(amount.before.tax)) continue;
    const key = [input.codeOf(amount.charge.key), amount.charge.destination ?? ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), amount]);
  }
  return [...groups.values()].flatMap((group, index) => discountRow(group, index + 1, input, ctx));
}

function discountRow(
  group: readonly ChargeAmounts[],
  number: number,
  input: RowsInput,
  ctx: MappingContext,
): DraftRow[] {
  const [first] = group;
  if (!first) return [];
  const nominalCode = ctx.rules.nominals.discount ?? ctx.account.nominals.discount;
  const codes = discountCodes(group, input);
  return [
    {
      label: `discount ${number}`,
      destination: first.charge.destination,
      net: sum(group.map((amount) => amount.net.minus(amount.before.net))),
      tax: sum(group.map((amount) => amount.tax.minus(amount.before.tax))),
      row: {
        name: codes.length === 0 ? 'Discount' : `Discount (${codes.join(', ')})`,
        quantity: '1',
        taxCode: input.codeOf(first.charge.key),
        externalRef: `discount-${number}`,
        ...(nominalCode === undefined ? {} : { nominalCode }),
      },
    },
  ];
}

/** Coupon codes, or the names of discounts that have none. */
function discountCodes(group: readonly ChargeAmounts[], { snapshot }: RowsInput): string[] {
  const ofLines = group
    .flatMap(({ charge }) => charge.line?.applied_discounts ?? [])
    .map(({ code, name }) => code || name);
  const codes = ofLines.length > 0 ? ofLines : snapshot.coupons.map(({ code }) => code);
  return [...new Set(codes.filter((code) => code !== ''))];
}
