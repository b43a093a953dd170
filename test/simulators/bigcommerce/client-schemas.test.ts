import { z } from 'zod';
import {
  orderCouponSchema,
  orderRowSchema,
  orderSchema,
  orderTaxSchema,
  transactionSchema,
} from '../../../src/bigcommerce/schemas/order';
import { startStore, type Store } from './support';

let store: Store;
beforeEach(async () => {
  store = await startStore();
});
afterEach(() => store.close());

it("answers what the client's own schemas read", async () => {
  const id = store.order({
    lines: [
      { name: 'Mug', sku: 'MUG', price: 12, taxRate: 8, options: [{ name: 'Color', value: 'Red' }] },
      { name: 'E-book', price: 9, type: 'digital' },
      { name: 'Gift certificate', price: 50, type: 'giftcertificate' },
    ],
    coupon: { code: 'TEN', type: 'percentage', amount: 10 },
    fees: [{ name: 'Fee', cost: 1, taxRate: 8 }],
    giftCertificateAmount: 2,
  });
  const read = async (path: string) => (await store.api('GET', path)).body;
  const order = orderSchema.parse(
    await read(`/v2/orders/${id}?include=consignments.line_items,fees&consignment_structure=object`),
  );
  expect(order.consignments.shipping[0]?.line_items).toHaveLength(1);
  expect(order.consignments.downloads[0]?.line_items).toHaveLength(1);
  expect(order.consignments.email.gift_certificates[0]?.line_items).toHaveLength(1);
  expect(z.array(orderTaxSchema).parse(await read(`/v2/orders/${id}/taxes?details=true`))).toHaveLength(2);
  expect(z.array(orderCouponSchema).parse(await read(`/v2/orders/${id}/coupons`))).toHaveLength(1);
  expect(z.array(orderRowSchema).parse(await read('/v2/orders'))).toHaveLength(1);
  const { data } = (await read(`/v3/orders/${id}/transactions`)) as { data: unknown };
  expect(z.array(transactionSchema).parse(data)).toHaveLength(2);
});
