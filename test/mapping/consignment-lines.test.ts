import type { BcOrder, BcOrderProduct } from '../../src/bigcommerce/schemas/order';
import { mayLackLines, withAllLines } from '../../src/mapping/consignment-lines';
import { anOrder, type OrderInput } from './support/an-order';

const linesOf = (count: number) => Array.from({ length: count }, () => ({ price: '1' }));

describe('an order whose consignments may lack lines', () => {
  it.each<[string, OrderInput, boolean]>([
    ['has as many items as it counts', { lines: linesOf(2), items_total: 2 }, false],
    ['counts more', { lines: linesOf(2), items_total: 3 }, true],
    ['counts quantities, not lines', { lines: [{ quantity: 3 }], items_total: 3 }, false],
    ['counts less than it lists, as components of a bundle may be', { lines: linesOf(3), items_total: 1 }, false],
    ['does not count', { lines: linesOf(3), items_total: null }, false],
    ['has 49 lines and does not count', { lines: linesOf(49), items_total: null }, false],
    ['has exactly 50 lines', { lines: linesOf(50), items_total: 50 }, true],
    ['has 51 lines', { lines: linesOf(51), items_total: 51 }, false],
  ])('%s', (_case, input, expected) => {
    expect(mayLackLines(anOrder(input))).toBe(expected);
  });
});

/** `place: line, line` for every consignment. */
function placesOf({ consignments }: BcOrder): string[] {
  const { shipping, pickups, downloads, email } = consignments;
  const ids = (lines: readonly BcOrderProduct[]): string => lines.map(({ id }) => id).join(', ');
  return [
    ...shipping.map((one) => `shipping ${one.id}: ${ids(one.line_items)}`),
    ...pickups.map((one) => `pickup: ${ids(one.line_items)}`),
    ...downloads.map((one) => `download: ${ids(one.line_items)}`),
    ...email.gift_certificates.map((one) => `certificate: ${ids(one.line_items)}`),
  ];
}

describe('lines that no consignment lists', () => {
  const two: OrderInput = { lines: [{ address: 501 }, { address: 502 }], shipTo: [{ id: 501 }, { id: 502 }] };

  const completed = (input: OrderInput, ...more: readonly Partial<BcOrderProduct>[]): string[] => {
    const order = anOrder(input);
    const [known] = [
      ...order.consignments.shipping,
      ...order.consignments.pickups,
      ...order.consignments.downloads,
    ].flatMap((consignment) => consignment.line_items);
    if (!known) throw new Error('The order has no line');
    const others = more.map((line, index) => ({ ...known, id: 91 + index, order_address_id: 0, ...line }));
    return placesOf(withAllLines(order, [known, ...others]));
  };

  it.each<[string, OrderInput, Partial<BcOrderProduct>, string[]]>([
    ['go to their address', two, { order_address_id: 502 }, ['shipping 501: 11', 'shipping 502: 12, 91']],
    ['to the only pickup', { pickup: true }, {}, ['pickup: 11, 91']],
    ['to the downloads', { lines: [{ type: 'digital' }] }, { type: 'digital' }, ['download: 11, 91']],
    ['to downloads of their own', {}, { type: 'digital' }, ['shipping 501: 11', 'download: 91']],
    ['to the gift certificates', {}, { type: 'giftcertificate' }, ['shipping 501: 11', 'certificate: 91']],
    ['or nowhere, and then the order stops', two, { order_address_id: 9 }, ['shipping 501: 11', 'shipping 502: 12']],
  ])('%s', (_case, input, line, expected) => {
    expect(completed(input, line)).toEqual(expected);
  });

  it('are added once, and what is listed stays as it is', () => {
    const order = anOrder({ lines: linesOf(3) });
    const lines = order.consignments.shipping.flatMap((one) => one.line_items);
    expect(withAllLines(order, lines)).toEqual(order);
  });
});
