import { importRelevant, orderRelevant } from '../../src/mapping/relevance';
import type { OrderSnapshot } from '../../src/mapping/types';
import { aSnapshot, type SnapshotInput } from './support/a-snapshot';

const INPUT: SnapshotInput = {
  order: { lines: [{}, { type: 'digital' }], shipTo: [{ cost: '5' }], customer_id: 8 },
  coupons: [{ id: 1 }, { id: 2, code: 'OTHER' }],
  transactions: [{}, { event: 'settled' }],
  customer: {},
};
const relevant = (snapshot: OrderSnapshot): string => JSON.stringify(importRelevant(snapshot));

describe('importRelevant', () => {
  it.each<[string, SnapshotInput]>([
    ['the date of the change', { order: { ...INPUT.order, date_modified: 'Wed, 11 Nov 2026 00:00:00 +0000' } }],
    ['the external order id that we write', { order: { ...INPUT.order, external_order_id: 'SO-1' } }],
    ['staff notes', { order: { ...INPUT.order, staff_notes: 'seen' } }],
    ['a renamed status', { order: { ...INPUT.order, status: 'Packing', custom_status: 'Packing' } }],
    ['quantities shipped', { order: { ...INPUT.order, lines: [{ quantity_shipped: 1 }, { type: 'digital' }] } }],
    ['the moment of the read', { readAt: '2026-12-01T00:00:00.000Z' }],
  ])('does not see %s', (_, change) => {
    expect(relevant(aSnapshot({ ...INPUT, ...change }))).toBe(relevant(aSnapshot(INPUT)));
  });

  it.each<[string, SnapshotInput]>([
    ['another status', { order: { ...INPUT.order, status_id: 5 } }],
    ['another payment status', { order: { ...INPUT.order, payment_status: 'refunded' } }],
    ['another quantity', { order: { ...INPUT.order, lines: [{ quantity: 2 }, { type: 'digital' }] } }],
    ['a refunded quantity', { order: { ...INPUT.order, lines: [{ quantity_refunded: 1 }, { type: 'digital' }] } }],
    ['another address', { order: { ...INPUT.order, shipTo: [{ cost: '5', zip: '78702' }] } }],
    ['another transaction', { transactions: [{}, { event: 'settled' }, { event: 'refund' }] }],
    ['a coupon', { coupons: [{ id: 1 }] }],
    ['tax details', { taxes: [{ id: 1, name: 'VAT', rate: '20', line_amount: '1' }] }],
    ['another customer group', { customer: { groupId: 2 } }],
    ['an archived order', { order: { ...INPUT.order, is_deleted: true } }],
  ])('sees %s', (_, change) => {
    expect(relevant(aSnapshot({ ...INPUT, ...change }))).not.toBe(relevant(aSnapshot(INPUT)));
  });

  it('is the same in whatever order lists come', () => {
    const snapshot = aSnapshot(INPUT);
    const turned = {
      ...snapshot,
      coupons: [...snapshot.coupons].reverse(),
      transactions: [...snapshot.transactions].reverse(),
    };
    expect(relevant(turned)).toBe(relevant(snapshot));
  });

  it('of the order alone is the same for a bare re-read', () => {
    const [before, after] = [aSnapshot(INPUT).order, aSnapshot(INPUT).order];
    expect(JSON.stringify(orderRelevant(after))).toBe(JSON.stringify(orderRelevant(before)));
  });
});
