import { money, sum } from '../../../../src/domain/money';
import type { OrderInput, TaxMode } from '../../../../src/simulators/bigcommerce/order-input';
import type { Store } from '../support';

/** Two mugs of 10, a bowl of 5 with a spoon bundled, 10 % tax, 2.50 off by hand, 10 % coupon on the mugs, shipping 5, a fee of 1. */
export const ORDER: Partial<OrderInput> = {
  lines: [
    { name: 'Mug', sku: 'MUG', price: 10, quantity: 2, taxRate: 10 },
    { name: 'Bowl', sku: 'BOWL', price: 5, taxRate: 10 },
    { name: 'Spoon', price: 0, childOf: 1 },
  ],
  discount: '2.50',
  coupon: { code: 'TEN', type: 'percentage', amount: 10, lines: [0] },
  shipping: { cost: 5, taxRate: 10 },
  fees: [{ name: 'Protection', cost: 1, taxRate: 10 }],
};

type Row = Record<string, string> & { id: number };

export const put = (store: Store, id: number, body: object) => store.api('PUT', `/v2/orders/${id}`, body);
export const orderOf = async (store: Store, id: number) =>
  (await store.api('GET', `/v2/orders/${id}`)).body as Record<string, string>;
export const rowsOf = async (store: Store, id: number, part: string) =>
  ((await store.api('GET', `/v2/orders/${id}/${part}`)).body ?? []) as Row[];
export const linesOf = (store: Store, id: number) => rowsOf(store, id, 'products');
const totalOf = (rows: readonly Row[], field: string) => sum(rows.map((row) => money(row[field]!)));

/** The order's figures add up as those of real orders do. */
export async function expectToAddUp(store: Store, id: number, mode: TaxMode): Promise<void> {
  const header = await orderOf(store, id);
  const rows = await linesOf(store, id);
  const figure = (name: string) => money(header[name]!);
  const fees = ((await store.api('GET', `/v2/orders/${id}/fees`)).body as { fees: Row[] }).fees;
  const side = mode === 'inclusive' ? 'inc_tax' : 'ex_tax';
  const taxes = ['subtotal', 'shipping_cost', 'handling_cost', 'wrapping_cost'].map((name) => figure(`${name}_tax`));
  const amounts = ['subtotal', 'shipping_cost', 'handling_cost', 'wrapping_cost'].map((name) =>
    figure(`${name}_${side}`),
  );
  const off = figure('discount_amount').plus(figure('coupon_discount'));
  expect(totalOf(rows, 'total_tax').toFixed(4)).toBe(header['subtotal_tax']);
  expect(totalOf(rows, `total_${side}`).toFixed(4)).toBe(header[`subtotal_${side}`]);
  expect(sum(taxes).plus(totalOf(fees, 'cost_tax')).toFixed(4)).toBe(header['total_tax']);
  expect(
    sum(amounts)
      .plus(totalOf(fees, `cost_${side}`))
      .minus(off)
      .toFixed(4),
  ).toBe(header[`total_${side}`]);
  expect(figure('total_inc_tax').minus(figure('total_tax')).toFixed(4)).toBe(header['total_ex_tax']);
  const itemTaxes = (await rowsOf(store, id, 'taxes?details=true')).filter((row) => row['line_item_type'] === 'item');
  expect(totalOf(itemTaxes, 'line_amount').toFixed(4)).toBe(header['subtotal_tax']);
}
