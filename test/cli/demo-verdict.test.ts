import { differencesOf, type Figures } from '../../src/cli/demo-verdict';

const ROW = { orderId: 101, what: 'two lines', currency: 'USD', salesOrderId: 5 };

const judge = (sales: Figures | undefined, row = ROW) =>
  differencesOf(
    [row],
    () => ({ total: '36.6500', tax: '2.8000' }),
    (id) => (id === 5 ? sales : undefined),
  );

describe("the demo's verdict", () => {
  it('has nothing to say of an order with the same total and tax', () => {
    expect(judge({ total: '36.65', tax: '2.80' })).toEqual([]);
  });

  it.each<[string, Figures, string]>([
    ['total', { total: '36.66', tax: '2.80' }, '36.66 USD with tax 2.80 in sales order 5'],
    ['tax', { total: '36.65', tax: '2.81' }, '36.65 USD with tax 2.81 in sales order 5'],
  ])('names both sides of an order with another %s', (_what, sales, expected) => {
    expect(judge(sales)).toEqual([`order 101 (two lines): 36.65 USD with tax 2.80 in the store, ${expected}`]);
  });

  it('names an order that is not in Brightpearl', () => {
    const missing = ['order 101 (two lines) is not in Brightpearl'];
    expect(judge(undefined)).toEqual(missing);
    expect(judge({ total: '36.65', tax: '2.80' }, { ...ROW, salesOrderId: null as never })).toEqual(missing);
  });
});
