import * as fc from 'fast-check';
import {
  checkWorkflowId,
  orderOfSalesOrderRef,
  customerRef,
  parseCustomerRef,
  parseSalesOrderRef,
  orderWorkflowId,
  parseOrderWorkflowId,
  reconcileScheduleId,
  salesOrderRef,
  carriedOutRef,
  carriedRef,
  generationOf,
  isCarriedRef,
  replacedCreditRef,
  sweepScheduleId,
  tenderRef,
  transactionRef,
} from '../../src/domain/ids';
import type { OrderKey } from '../../src/domain/ids';

/** As BigCommerce makes them: lower-case letters and digits. */
const storeHash = fc.stringMatching(/^[a-z0-9]{5,12}$/);
const id = fc.integer({ min: 1, max: 2_147_483_647 });
const key: fc.Arbitrary<OrderKey> = fc.record({ storeHash, orderId: id });

const allDifferent = (texts: readonly string[]) => new Set(texts).size === texts.length;

describe("an order's workflow id", () => {
  it('is read back as the order it was made of', () => {
    fc.assert(fc.property(key, (given) => expect(parseOrderWorkflowId(orderWorkflowId(given))).toEqual(given)));
  });

  it.each([
    'order/abc123',
    'order/abc123/',
    'order//10',
    'order/abc123/x',
    'order/abc/123/10',
    'sweep/abc123/orders',
    'x/order/abc123/10',
    'order/abc123/10/x',
    '',
  ])('is none of %j', (workflowId) => {
    expect(parseOrderWorkflowId(workflowId)).toBeUndefined();
  });
});

describe('the keys that are written to the remote systems', () => {
  it('never change, as they find again what was written years ago', () => {
    const order = { storeHash: 'abc123', orderId: 10423 };
    expect(salesOrderRef(order)).toBe('abc123-10423');
    expect(salesOrderRef(order, { addressId: 7 })).toBe('abc123-10423-a7');
    expect(salesOrderRef(order, { generation: 2 })).toBe('abc123-10423-r2');
    expect(salesOrderRef(order, { addressId: 7, generation: 2 })).toBe('abc123-10423-a7-r2');
    expect(transactionRef('abc123', 88, 'capture')).toBe('bc-abc123-88-capture');
    expect(tenderRef(order, 'giftcertificate', 1)).toBe('bc-abc123-10423-giftcertificate-1');
  });

  it('lead back to their order', () => {
    const part = fc.record({ addressId: id, generation: id }, { requiredKeys: [] });
    fc.assert(
      fc.property(key, part, (order, which) => {
        expect(orderOfSalesOrderRef(salesOrderRef(order, which))).toEqual(order);
      }),
    );
  });

  it.each(['', 'abc123', 'PO 4711', 'abc123-10-refund-7', 'abc123-10-x7', 'ABC-10', 'abc123-', 'abc123-refund-5'])(
    'are not seen in %j',
    (externalRef) => {
      expect(orderOfSalesOrderRef(externalRef)).toBeUndefined();
    },
  );

  it('differ for different sales orders, whatever the orders', () => {
    const part = fc.record({ addressId: id, generation: id }, { requiredKeys: [] });
    fc.assert(
      fc.property(key, key, part, part, (one, other, first, second) => {
        const isSame = JSON.stringify([one, first]) === JSON.stringify([other, second]);
        expect(salesOrderRef(one, first) === salesOrderRef(other, second)).toBe(isSame);
      }),
    );
  });

  it('fit into the 64 characters that Brightpearl keeps of a transactionRef', () => {
    const longest: OrderKey = { storeHash: 'a'.repeat(12), orderId: 2_147_483_647 };
    for (const type of ['authorization', 'purchase', 'capture', 'settled']) {
      expect(transactionRef(longest.storeHash, longest.orderId, type).length).toBeLessThanOrEqual(64);
    }
    expect(tenderRef(longest, 'gift_certificate', 99).length).toBeLessThanOrEqual(64);
  });
});

describe('ids of what is not about one order', () => {
  it('are of different workflows', () => {
    const ids = [
      orderWorkflowId({ storeHash: 'abc123', orderId: 1 }),
      sweepScheduleId('abc123', 'orders'),
      reconcileScheduleId('abc123'),
      checkWorkflowId('abc123', '1'),
    ];
    expect(ids).toEqual(['order/abc123/1', 'sweep/abc123/orders', 'reconcile/abc123', 'check/abc123/1']);
    expect(allDifferent(ids)).toBe(true);
  });
});

describe('the key of a customer', () => {
  it('is read back as the customer it was made of, and nothing else is', () => {
    fc.assert(
      fc.property(storeHash, id, (hash, customerId) => {
        expect(parseCustomerRef(customerRef(hash, customerId))).toEqual({ storeHash: hash, customerId });
        expect(parseCustomerRef(salesOrderRef({ storeHash: hash, orderId: customerId }))).toBeUndefined();
      }),
    );
    expect(parseCustomerRef('customer-abc123-7/0123abcd')).toBeUndefined();
  });
});

describe('generations of sales orders', () => {
  const order = { storeHash: 'abc123', orderId: 10423 };

  it.each([
    ['abc123-10423', 1],
    ['abc123-10423-a7', 1],
    ['abc123-10423-r2', 2],
    ['abc123-10423-a7-r12', 12],
  ])('%s is the %i.', (ref, generation) => {
    expect(generationOf(ref)).toBe(generation);
  });

  it('names the credit of each like no sales order', () => {
    expect(replacedCreditRef(order, 2)).toBe('abc123-10423-replaced-2');
    expect(orderOfSalesOrderRef(replacedCreditRef(order, 2))).toBeUndefined();
    expect(parseSalesOrderRef(replacedCreditRef(order, 2))).toBeUndefined();
  });

  it('names carried money by where it goes', () => {
    expect(carriedRef('bc-abc123-7-purchase', 2)).toBe('bc-abc123-7-purchase-r2');
    expect(carriedRef('bc-abc123-7-purchase-r2', 3)).toBe('bc-abc123-7-purchase-r3');
    expect(carriedOutRef('bc-abc123-7-purchase', 2)).toBe('bc-abc123-7-purchase-r2-out');
    const refs = [
      'bc-abc123-7-purchase-r2',
      'bc-abc123-7-purchase-r2-out',
      'bc-abc123-7-purchase',
      'bc-abc123-refund-2',
    ];
    expect(refs.map(isCarriedRef)).toEqual([true, true, false, false]);
  });
});
