import { salesOrderDocumentSchema } from '../../../src/brightpearl/schemas/sales-order-document';
import { replacementOf } from '../../../src/mapping/edits/replacement';
import type { SalesOrderDraft } from '../../../src/mapping/types';

const ADDRESS = { addressLine1: '1 Old Street', countryIsoCode: 'USA', fax: '1', countryId: 223 };
const row = (id: number, more: object = {}) => ({
  id,
  productId: 7,
  sku: 'A',
  name: 'A thing',
  quantity: '2.0000',
  taxCode: 'T',
  net: '20.0000',
  tax: '1.65',
  nominalCode: '4000',
  externalRef: `line-${id}`,
  sequence: id * 10,
  bundleParent: false,
  bundleChild: false,
  parentRowId: 0,
  ...more,
});

const document = salesOrderDocumentSchema.parse({
  id: 5,
  version: 3,
  customer: { id: 1, address: ADDRESS },
  billing: { contactId: 1, address: ADDRESS },
  delivery: { date: null, address: ADDRESS, shippingMethodId: 2 },
  ref: 'R',
  externalRef: 'store-1',
  installedIntegrationInstanceId: 9,
  placedOn: '2026-01-01',
  taxDate: '2026-01-02',
  statusId: 3,
  warehouseId: 2,
  channelId: 4,
  staffOwnerId: 8,
  priceModeCode: 'EXC',
  currency: { code: 'USD', exchangeRate: '1.000000', fixedExchangeRate: true },
  total: { net: '1', tax: '1', gross: '2', baseNet: '1', baseTax: '1', baseGross: '2' },
  isCanceled: false,
  invoice: { invoiceReference: '' },
  orderPaymentStatus: 'PAID',
  createdOn: '2026-01-01',
  rows: [
    row(1),
    row(2, { productId: 30, externalRef: 'line-2', bundleParent: true }),
    row(3, { productId: 31, quantity: '4.0000', externalRef: undefined, bundleChild: true, parentRowId: 2 }),
    row(4, { externalRef: undefined, name: 'By hand', productId: 1000 }),
  ],
});

const wanted = (ref: string, more: object = {}) => ({
  externalRef: ref,
  productId: 7,
  quantity: '3',
  taxCode: 'T',
  net: '30.00',
  tax: '2.48',
  ...more,
});

const draft = (rows: readonly object[]) =>
  ({
    billingAddress: { addressLine1: '2 New Street', countryIsoCode: 'USA' },
    delivery: { address: { addressLine1: '3 Newer Street', countryIsoCode: 'USA' }, shippingMethodId: 6 },
    rows,
  }) as unknown as SalesOrderDraft;

describe('the message that replaces a sales order', () => {
  it('sends back everything that can be written, and nothing that cannot', () => {
    const message = replacementOf(document, { draft: draft([]), rows: [], header: [] });
    expect(message).toMatchObject({
      customer: { id: 1, address: ADDRESS },
      billing: { contactId: 1, address: ADDRESS },
      delivery: { address: ADDRESS, shippingMethodId: 2 },
      externalRef: 'store-1',
      installedIntegrationInstanceId: 9,
      statusId: 3,
      staffOwnerId: 8,
      currency: { code: 'USD', exchangeRate: '1.000000', fixedExchangeRate: true },
    });
    expect(Object.keys(message)).not.toEqual(expect.arrayContaining(['total']));
    for (const key of ['id', 'version', 'invoice', 'isCanceled', 'orderPaymentStatus', 'createdOn']) {
      expect(message).not.toHaveProperty(key);
    }
    expect(message.delivery).not.toHaveProperty('date');
    expect(message.rows.map(({ id, quantity }) => [id, quantity])).toEqual([
      [1, '2'],
      [2, '2'],
      [3, '4'],
      [4, '2'],
    ]);
  });

  it('changes rows in their place, and the components with their bundle', () => {
    const rows = [wanted('line-1'), wanted('line-2', { productId: 30 })];
    const changes = rows.map(({ externalRef }, index) => ({
      kind: 'changed' as const,
      ref: externalRef,
      id: index + 1,
    }));
    const message = replacementOf(document, { draft: draft(rows), rows: changes, header: [] });
    expect(message.rows).toMatchObject([
      { id: 1, quantity: '3', net: '30.00', tax: '2.48', nominalCode: '4000', name: 'A thing', sequence: 10 },
      { id: 2, quantity: '3' },
      { id: 3, quantity: '6' },
      { id: 4, quantity: '2', name: 'By hand' },
    ]);
  });

  it('leaves out what went, with its components, and adds what came', () => {
    const changes = [
      { kind: 'removed' as const, ref: 'line-2', id: 2 },
      { kind: 'added' as const, ref: 'line-9' },
    ];
    const message = replacementOf(document, { draft: draft([wanted('line-9')]), rows: changes, header: [] });
    expect(message.rows.map(({ id, externalRef }) => id ?? externalRef)).toEqual([1, 4, 'line-9']);
  });

  it('makes a row of its own for another product', () => {
    const changes = [{ kind: 'changed' as const, ref: 'line-1', id: 1 }];
    const rows = [wanted('line-1', { productId: 8 })];
    const message = replacementOf(document, { draft: draft(rows), rows: changes, header: [] });
    expect(message.rows.map(({ id, productId }) => [id, productId])).toEqual([
      [2, 30],
      [3, 31],
      [4, 1000],
      [undefined, 8],
    ]);
  });

  it.each([
    ['deliveryAddress', { delivery: { address: { addressLine1: '3 Newer Street' }, shippingMethodId: 2 } }],
    ['shippingMethod', { delivery: { address: ADDRESS, shippingMethodId: 6 } }],
    [
      'billingAddress',
      {
        customer: { id: 1, address: { addressLine1: '2 New Street' } },
        billing: { address: { addressLine1: '2 New Street' } },
      },
    ],
  ] as const)('changes of the header only what was changed: %s', (change, expected) => {
    const message = replacementOf(document, { draft: draft([]), rows: [], header: [change] });
    expect(message).toMatchObject(expected);
  });
});
