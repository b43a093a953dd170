import type { BcShipment } from '../../../src/bigcommerce/shipments';
import { claimed } from '../../../src/mapping/shipments/claims';

const shipment = (id: number, more: Partial<BcShipment> = {}): BcShipment => ({
  id,
  orderId: 1,
  orderAddressId: 31,
  createdAt: '',
  trackingNumber: '',
  trackingLink: '',
  provider: '',
  carrier: '',
  comments: '',
  items: [
    { lineId: 501, quantity: 2 },
    { lineId: 502, quantity: 1 },
  ],
  ...more,
});

const DRAFT = {
  orderAddressId: 31,
  items: [
    { lineId: 502, quantity: 1 },
    { lineId: 501, quantity: 2 },
  ],
};

const claim = (shipments: readonly BcShipment[], trackingNumber = '', others: readonly number[] = []) =>
  claimed(shipments, { draft: DRAFT, trackingNumber, others: new Set(others) })?.id;

describe('the shipment that an unanswered request made', () => {
  it('has the same items, in whatever order, and the same address', () => {
    expect(claim([shipment(1)])).toBe(1);
    expect(claim([shipment(1, { orderAddressId: 32 })])).toBeUndefined();
    expect(claim([shipment(1, { items: [{ lineId: 501, quantity: 2 }] })])).toBeUndefined();
  });

  it('is the oldest of several that nobody else claims', () => {
    expect(claim([shipment(3), shipment(1), shipment(2)])).toBe(1);
    expect(claim([shipment(3), shipment(1), shipment(2)], '', [1])).toBe(2);
  });

  it('is one with the tracking number that was sent before any other', () => {
    expect(claim([shipment(1), shipment(2, { trackingNumber: 'A1' })], 'A1')).toBe(2);
    expect(claim([shipment(1, { trackingNumber: 'B2' })], 'A1')).toBe(1);
  });
});
