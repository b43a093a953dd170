import { conflictWords, staffWords, storeWords } from '../../../src/mapping/edits/words';

const name = ({ id, ref }: { readonly id?: number | undefined; readonly ref?: string | undefined }): string =>
  ref ?? `row ${id}`;
const row = (quantity: string, net: string, tax: string) => ({ quantity, net, tax, productId: 7, taxCode: 'T' });
const from = row('2.0000', '20.0000', '1.65');

it('says what the store changed, and nothing of what an address says', () => {
  const changes = [
    {
      kind: 'changed' as const,
      ref: 'line-1',
      id: 1,
      from,
      to: { externalRef: 'line-1', ...row('3', '30.00', '2.48') },
    },
    { kind: 'added' as const, ref: 'line-2', to: { externalRef: 'line-2', ...row('1', '5.00', '0') } },
    { kind: 'removed' as const, ref: 'line-3', id: 3, from },
    { kind: 'changed' as const, ref: 'line-4', id: 4, from, to: { externalRef: 'line-4', ...from } },
    {
      kind: 'changed' as const,
      ref: 'line-5',
      id: 5,
      from,
      to: { externalRef: 'line-5', ...from, productId: 8, taxCode: 'N' },
    },
  ];
  expect(storeWords(changes, ['deliveryAddress', 'billingAddress', 'shippingMethod'], name)).toEqual([
    'line-1: quantity 2 to 3, total 21.65 to 32.48, tax 1.65 to 2.48',
    'line-2 added: quantity 1, total 5.00',
    'line-3 removed: quantity 2, total 21.65',
    'line-4: text changed',
    'line-5: product 7 to 8, tax code T to N',
    'delivery address changed',
    'billing address changed',
    'shipping method changed',
  ]);
});

it('says what staff changed, and where both did', () => {
  const staff = { kind: 'changed' as const, id: 1, ref: 'line-1', from, to: row('5', '20.00', '1.65') };
  const store = { kind: 'removed' as const, id: 1, ref: 'line-1', from };
  expect(staffWords([staff, { kind: 'added', id: 9, to: from }], name)).toEqual([
    'line-1: quantity 2 to 5',
    'row 9 added: quantity 2, total 21.65',
  ]);
  expect(conflictWords({ conflicts: [{ ref: 'line-1', store, staff }] }, name)).toEqual([
    'store: line-1 removed: quantity 2, total 21.65; Brightpearl: line-1: quantity 2 to 5',
  ]);
});
