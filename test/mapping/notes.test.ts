import { collectNotes } from '../../src/mapping/notes';
import { ADDRESS } from './support/an-order';
import { aContext, aSnapshot, type ContextInput, type SnapshotInput } from './support/a-snapshot';

const collect = (input: SnapshotInput, rules: NonNullable<ContextInput['rules']> = {}) =>
  collectNotes(aSnapshot(input), aContext({ rules }));

const EVERYTHING: SnapshotInput = {
  order: {
    customer_message: ' Leave it at the door \n',
    staff_notes: 'Regular customer',
    lines: [
      { sku: 'RING', quantity: 2, wrapping: '3', wrapping_message: 'Happy birthday,\n Ada 🎂' },
      { sku: '', name: 'Card' },
      { sku: 'MUG', wrapping_name: 'Ribbon' },
    ],
  },
  coupons: [{ code: 'SPRING' }, { code: 'VIP' }, { code: 'SPRING' }, { code: '' }],
};

describe('notes', () => {
  it('are the customer message and the gift messages by default', () => {
    expect(collect(EVERYTHING).notes).toEqual([
      { marker: 'customer-message', text: 'Leave it at the door' },
      { marker: 'gift-message', text: '2 × RING: Gift box, "Happy birthday, Ada 🎂"\n1 × MUG: Ribbon' },
    ]);
  });

  it('are what the route asks for', () => {
    const notes = { customerMessage: false, staffNotes: true, couponCodes: true };
    expect(collect(EVERYTHING, { notes, giftMessage: 'none' }).notes).toEqual([
      { marker: 'coupons', text: 'Coupons: SPRING, VIP' },
      { marker: 'staff-notes', text: 'Regular customer' },
    ]);
  });

  it('are none where there is nothing to say', () => {
    const notes = { customerMessage: true, staffNotes: true, couponCodes: true };
    expect(collect({ order: { customer_message: '  ', staff_notes: null } }, { notes })).toEqual({
      notes: [],
      customFields: [],
    });
  });

  it('have the same markers after their text was edited, each its own', () => {
    const notes = { staffNotes: true, couponCodes: true };
    const markers = collect(EVERYTHING, { notes }).notes.map(({ marker }) => marker);
    const edited = {
      ...EVERYTHING,
      order: { ...EVERYTHING.order, customer_message: 'Ring twice', staff_notes: 'VIP' },
    };
    expect(collect(edited, { notes }).notes.map(({ marker }) => marker)).toEqual(markers);
    expect(new Set(markers).size).toBe(markers.length);
  });
});

describe('custom fields', () => {
  const order = {
    id: 100,
    external_order_id: 'AMZ-1',
    order_source: 'amazon',
    channel_id: 5,
    payment_method: 'Credit Card',
    customer_message: 'Hello ',
    staff_notes: ' Look',
    billing_address: {
      ...ADDRESS,
      form_fields: [
        { name: 'PO Number', value: 'PO-77' },
        { name: 'Interests', value: ['Tea', 'Mugs'] },
        { name: 'Score', value: 12 },
        { name: 'Nothing', value: null },
      ],
    },
    lines: [{ event_date: 'Sat, 05 Dec 2026 12:00:00 +0000' }, { event_date: '2026-12-04' }, { event_date: '' }],
    shipTo: [{ form_fields: [{ name: 'Gate code', value: '1234' }], shipping_method: 'Ground' }],
  };
  const given: SnapshotInput = { order, coupons: [{ code: 'SPRING' }], customer: { groupId: 3 } };

  it.each<[unknown, string]>([
    ['orderId', '100'],
    ['externalOrderId', 'AMZ-1'],
    ['orderSource', 'amazon'],
    ['channelId', '5'],
    ['paymentMethod', 'Credit Card'],
    ['shippingMethod', 'Ground'],
    ['couponCodes', 'SPRING'],
    ['customerMessage', 'Hello'],
    ['staffNotes', 'Look'],
    ['customerGroup', '3'],
    ['deliveryDate', '2026-12-04'],
    [{ value: 'web' }, 'web'],
    [{ billingField: 'po number' }, 'PO-77'],
    [{ billingField: 'Interests' }, 'Tea, Mugs'],
    [{ billingField: 'Score' }, '12'],
    [{ shippingField: 'Gate code' }, '1234'],
  ])('from %j', (from, value) => {
    const customFields = [{ code: 'PCF_X', from: from as 'orderId' }];
    expect(collect(given, { customFields }).customFields).toEqual([{ code: 'PCF_X', value }]);
  });

  it.each(['Nothing', 'No such field'])('from the form field %j, which is empty, are left out', (billingField) => {
    expect(collect(given, { customFields: [{ code: 'PCF_X', from: { billingField } }] }).customFields).toEqual([]);
  });

  it('take the gift messages by rule', () => {
    const rules = { giftMessage: { customField: 'PCF_GIFT' }, notes: { customerMessage: false } };
    expect(collect(EVERYTHING, rules)).toEqual({
      notes: [],
      customFields: [{ code: 'PCF_GIFT', value: expect.stringMatching(/^2 × RING/) }],
    });
  });

  it('name every shipping method once, and that of a pickup', () => {
    const customFields = [{ code: 'PCF_X', from: 'shippingMethod' as const }];
    const methods = (input: SnapshotInput['order']) => collect({ order: input ?? {} }, { customFields }).customFields;
    expect(methods({ shipTo: [{}, {}], lines: [{ address: 501 }, { address: 502 }] })).toMatchObject([
      { value: 'Ground' },
    ]);
    expect(methods({ pickup: true })).toMatchObject([{ value: 'Store pickup' }]);
  });
});
