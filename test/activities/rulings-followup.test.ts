/** What people ruled, folded: differences accepted of the order and of its sales orders, and the basis. */
import { foldRulings } from '../../src/activities/rulings';
import type { Decision } from '../../src/store/decisions';

const amended = (...given: readonly Record<string, unknown>[]) =>
  foldRulings(given.map((one) => ({ verb: 'amend', arguments: one }) as unknown as Decision)).amendments;

it('a difference of the order is posted on the nominal that was named', () => {
  expect(amended({ acceptedDifference: { gross: '1', tax: '0', nominal: '8200' } })).toEqual({
    acceptedDifference: { gross: '1', tax: '0', nominal: '8200' },
  });
});

it('a difference of a sales order is kept with it', () => {
  expect(amended({ acceptedDifference: { gross: '0.01', tax: '0', salesOrderId: 322 } })).toEqual({
    acceptedBySalesOrder: { 322: { gross: '0.01', tax: '0' } },
  });
});

it('differences of the order and of several sales orders stand beside each other, the newest of each', () => {
  const all = amended(
    { acceptedDifference: { gross: '1', tax: '0', nominal: '8200' } },
    { acceptedDifference: { gross: '0.01', tax: '0', salesOrderId: 322 } },
    { acceptedDifference: { gross: '0.05', tax: '0', salesOrderId: 323 } },
    { acceptedDifference: { gross: '0.02', tax: '0.01', salesOrderId: 322 } },
    { basis: 'exclusive: line-applied-discounts' },
  );
  expect(all).toEqual({
    acceptedDifference: { gross: '1', tax: '0', nominal: '8200' },
    acceptedBySalesOrder: { 322: { gross: '0.02', tax: '0.01' }, 323: { gross: '0.05', tax: '0' } },
    basis: 'exclusive: line-applied-discounts',
  });
});
