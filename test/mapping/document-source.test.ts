import { documentSource } from '../../src/mapping/document-source';
import { ADDRESS } from './support/an-order';
import { aSnapshot, type SnapshotInput } from './support/a-snapshot';

const OPTIONS = [
  { display_name: 'Color', display_value: 'Red' },
  { display_name: 'Engraving', display_value: 'For A.' },
];
const ORDER = {
  customer_id: 8,
  lines: [{ product_options: OPTIONS }, { type: 'digital' as const }],
  shipTo: [{ cost: '5' }],
  fees: [{ name: 'Eco', cost: '1' }],
};
const BEFORE: SnapshotInput = { order: ORDER, customer: {}, transactions: [{}] };

const source = (input: SnapshotInput): string => JSON.stringify(documentSource(aSnapshot(input)));
const edited = (order: NonNullable<SnapshotInput['order']>): SnapshotInput => ({
  ...BEFORE,
  order: { ...ORDER, ...order },
});
const engraved = (text: string) => [OPTIONS[0]!, { display_name: 'Engraving', display_value: text }];
const [line, download] = ORDER.lines;

describe('an edit after the import', () => {
  it.each<[string, SnapshotInput]>([
    ['another engraving', edited({ lines: [{ product_options: engraved('For B.') }, download!] })],
    ['an option that was dropped', edited({ lines: [{ product_options: [OPTIONS[0]!] }, download!] })],
    [
      'another option of the same text',
      edited({ lines: [{ product_options: [{ ...OPTIONS[0]!, display_name: 'Cap' }] }] }),
    ],
    ['another billing e-mail', edited({ billing_address: { ...ADDRESS, email: 'new@example.com' } })],
    ['another billing phone', edited({ billing_address: { ...ADDRESS, phone: '512 555 0199' } })],
    ['another billing street', edited({ billing_address: { ...ADDRESS, street_1: '2 Main Street' } })],
    ['another phone of the recipient', edited({ shipTo: [{ cost: '5', phone: '512 555 0199' }] })],
    ['another e-mail of the recipient', edited({ shipTo: [{ cost: '5', email: 'new@example.com' }] })],
    ['another shipping method', edited({ shipTo: [{ cost: '5', shipping_method: 'Express' }] })],
    ['another quantity', edited({ lines: [{ ...line, quantity: 2 }, download!] })],
    ['a cancellation', edited({ status_id: 5 })],
  ])('is %s', (_, after) => {
    expect(source(after)).not.toBe(source(BEFORE));
  });

  it.each<[string, SnapshotInput]>([
    ['the external order id that we write', edited({ external_order_id: '5001', external_source: 'brightpearl' })],
    ['staff notes', edited({ staff_notes: 'Sales order 5001' })],
    ['the date of our own write', edited({ date_modified: 'Wed, 11 Nov 2026 00:00:00 +0000' })],
    ['a status on the way', edited({ status_id: 9, status: 'Awaiting Shipment', custom_status: 'Picking' })],
    ['goods that were shipped', edited({ lines: [{ ...line, quantity_shipped: 1 }, download!] })],
    ['a payment', { ...BEFORE, transactions: [{}, { event: 'settled' }] }],
    ['another status of the payment', edited({ payment_status: 'refunded' })],
    [
      'another customer group, or e-mail of the account',
      { ...BEFORE, customer: { groupId: 2, email: 'x@example.com' } },
    ],
    ['options in another order', edited({ lines: [{ product_options: [...OPTIONS].reverse() }, download!] })],
    ['another moment of reading', { ...BEFORE, readAt: '2026-12-01T00:00:00.000Z' }],
  ])('is not %s', (_, after) => {
    expect(source(after)).toBe(source(BEFORE));
  });
});
