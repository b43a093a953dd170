import { money, sum } from '../../src/domain/money';
import { mapOrder } from '../../src/mapping/order';
import type { MappingContext, MappingResult, OrderPlan } from '../../src/mapping/types';
import { ADDRESS, type OrderInput } from './support/an-order';
import { aContext, aSnapshot } from './support/a-snapshot';
import type { Case } from './support/documents';
import type { TaxInput } from './support/pricing';

const VAT: readonly TaxInput[] = [{ name: 'VAT', rate: '20' }];

const map = (input: Case): MappingResult => mapOrder(aSnapshot({ transactions: [{}], ...input }), aContext(input));

function planOf(input: Case): OrderPlan {
  const result = map(input);
  if (result.ok) return result.plan;
  throw new Error(result.issues.map(({ code, message }) => `${code}: ${message}`).join('\n'));
}

function codesOf(input: Case): string[] {
  const result = map(input);
  return result.ok ? [] : result.issues.map(({ code }) => code);
}

const summary = (plan: OrderPlan) =>
  plan.salesOrders.map(({ addressId, draft, expected, reserve }) => ({
    addressId,
    externalRef: draft.externalRef,
    to: draft.delivery.address.addressLine1,
    by: draft.delivery.shippingMethodId,
    rows: draft.rows.map((row) => row.externalRef),
    expected: `${expected.gross} (${expected.tax})`,
    reserve: reserve.map(({ rowRef, quantity }) => `${rowRef} × ${quantity}`),
  }));

describe('mapOrder', () => {
  it('names a sales order that replaces another by its generation', () => {
    const input: Case = { order: { lines: [{ price: '5' }] } };
    const plain = mapOrder(aSnapshot({ transactions: [{}], ...input }), { ...aContext(input), generation: 3 });
    expect(plain).toMatchObject({
      plan: { salesOrders: [{ generation: 3, draft: { externalRef: 'abc123-100-r3' } }] },
    });
  });

  it('gives the whole document of a plain order', () => {
    const plan = planOf({
      order: { defaultTaxes: VAT, lines: [{ price: '19.99', quantity: 2 }], shipTo: [{ cost: '5' }] },
      rules: {
        brightpearl: { channelId: 7, warehouseId: 2, priceListId: 5, leadSourceId: 9, staffOwnerId: 4 },
        referencePrefix: 'WEB-',
      },
    });
    expect(plan.salesOrders).toEqual([
      {
        draft: {
          ref: 'WEB-100',
          externalRef: 'abc123-100',
          installedIntegrationInstanceId: 12,
          placedOn: '2026-11-10T09:04:05-06:00',
          taxDate: '2026-11-10T12:00:00-06:00',
          statusId: 3,
          warehouseId: 2,
          channelId: 7,
          priceListId: 5,
          leadSourceId: 9,
          staffOwnerId: 4,
          priceModeCode: 'EXC',
          currency: { code: 'USD', fixedExchangeRate: false },
          delivery: {
            address: {
              addressFullName: 'Ada Lovelace',
              addressLine1: '1 Main Street',
              addressLine3: 'Austin',
              addressLine4: 'Texas',
              postalCode: '78701',
              countryIsoCode: 'USA',
              telephone: '512 555 0100',
              email: 'ada@example.com',
            },
            shippingMethodId: 4,
          },
          billingAddress: expect.objectContaining({ addressLine1: '1 Main Street', email: 'ada@example.com' }),
          rows: [
            { productId: 1001, quantity: '2', taxCode: 'T20', net: '39.98', tax: '8.00', externalRef: 'line-11' },
            {
              name: 'Ground',
              quantity: '1',
              taxCode: 'T20',
              net: '5.00',
              tax: '1.00',
              nominalCode: '4040',
              externalRef: 'shipping-501',
            },
          ],
        },
        expected: { gross: '53.98', tax: '9.00', currency: 'USD' },
        reserve: [{ rowRef: 'line-11', productId: 1001, quantity: '2' }],
        rounding: '0',
        roundingTax: '0',
      },
    ]);
    expect(plan.proof).toEqual({
      taxMode: 'exclusive',
      basis: 'line-discounted-total',
      table: [
        { row: 'line 11 (SKU SKU-1) × 2', net: '39.98', tax: '8.00', gross: '47.98' },
        { row: 'shipping to address 501', net: '5.00', tax: '1.00', gross: '6.00' },
      ],
    });
    expect(plan.payments).toMatchObject([{ amount: '53.98', methodCode: 'CARD', type: 'RECEIPT' }]);
    expect(plan.notices).toEqual(['shipping method "Ground" has no mapping: booked as 4']);
  });

  it.each<[string, Case, Record<string, unknown>]>([
    ['price mode of an inclusive order', { order: { inclusive: true, defaultTaxes: VAT } }, { priceModeCode: 'INC' }],
    [
      'price mode fixed by rule',
      { order: { inclusive: true }, rules: { brightpearl: { channelId: 7, warehouseId: 2, priceMode: 'EXC' } } },
      { priceModeCode: 'EXC' },
    ],
    ['status of the route', { rules: { statuses: { new: 21, hold: 33 } } }, { statusId: 21 }],
    [
      'status by order and payment status',
      {
        rules: {
          payments: {
            table: [
              { when: { statusIds: [11], paymentStatuses: ['captured'] }, payments: 'import', orderStatusId: 22 },
            ],
          },
        },
      },
      { statusId: 22 },
    ],
    [
      'reference of a marketplace order',
      {
        order: { external_order_id: '113-4455', channel_id: 5 },
        rules: { reference: '{channelId}/{externalOrderId}' },
      },
      { ref: '5/113-4455' },
    ],
    [
      'reference of 64 characters',
      { order: { external_order_id: 'x'.repeat(99) }, rules: { reference: '{externalOrderId}' } },
      { ref: 'x'.repeat(64) },
    ],
  ])('%s', (_, input, expected) => {
    const [salesOrder] = planOf(input).salesOrders;
    expect(salesOrder?.draft).toMatchObject(expected);
  });

  it('leaves the instance id out where the account has none', () => {
    const snapshot = aSnapshot({ transactions: [{}] });
    const { instanceId: _, ...account } = aContext().account;
    const result = mapOrder(snapshot, { ...aContext(), account });
    expect(result.ok && 'installedIntegrationInstanceId' in (result.plan.salesOrders[0]?.draft ?? {})).toBe(false);
  });

  it('reserves stock-tracked products only, and nothing unless the connector allocates', () => {
    const input: Case = {
      order: { lines: [{}, { sku: 'SERVICE' }, { product_id: 0, sku: '' }] },
      products: ['SKU-1', { productId: 1300, sku: 'SERVICE', stockTracked: false, bundle: false }],
    };
    expect(planOf(input).salesOrders[0]?.reserve).toEqual([{ rowRef: 'line-11', productId: 1001, quantity: '1' }]);
    expect(planOf({ ...input, rules: { allocation: 'brightpearl' } }).salesOrders[0]?.reserve).toEqual([]);
  });

  it('tells everything that is wrong at once, the money first', () => {
    const order: OrderInput = {
      total_inc_tax: '99',
      default_currency_code: 'CHF',
      billing_address: { ...ADDRESS, email: '' },
      shipTo: [{ street_1: '' }],
    };
    const rules = { shippingMethods: { unmapped: 'hold' as const }, paymentMethods: { unmapped: 'hold' as const } };
    expect(codesOf({ order, rules })).toEqual([
      'TOTALS_DO_NOT_ADD_UP',
      'CURRENCY_NOT_IN_ACCOUNT',
      'BAD_ADDRESS',
      'NO_SHIPPING_METHOD',
      'NO_EMAIL',
      'NO_PAYMENT_METHOD',
    ]);
  });

  it('reports an address that is both the buyer’s and the delivery’s once', () => {
    const order: OrderInput = { lines: [{ type: 'digital' }], billing_address: { ...ADDRESS, street_1: '' } };
    expect(codesOf({ order })).toEqual(['BAD_ADDRESS']);
  });

  it('puts options into a note or an order custom field by rule', () => {
    const order = { lines: [{ quantity: 2, product_options: [{ display_name: 'Size', display_value: 'XL' }] }, {}] };
    expect(planOf({ order, rules: { options: 'note' } }).notes).toContainEqual({
      marker: 'options',
      text: '2 × SKU-1: Size: XL',
    });
    expect(planOf({ order, rules: { options: { customField: 'PCF_OPT' } } }).customFields).toEqual([
      { code: 'PCF_OPT', value: '2 × SKU-1: Size: XL' },
    ]);
    expect(planOf({ order: {}, rules: { options: 'note' } }).notes).toEqual([]);
  });

  it('maps 120 lines, each a row, to the cent', () => {
    const lines = Array.from({ length: 120 }, (_, index) => ({
      price: (0.37 + index * 1.13).toFixed(2),
      quantity: 1 + (index % 4),
      sku: `SKU-${1 + (index % 9)}`,
      discounts: [{ id: 'coupon', amount: (0.01 * (index % 7)).toFixed(2) }],
    }));
    const [salesOrder] = planOf({ order: { defaultTaxes: [{ name: 'Tax', rate: '8.375' }], lines } }).salesOrders;
    expect(salesOrder?.draft.rows).toHaveLength(120);
    expect(salesOrder?.rounding).toBe('0');
  });
});

describe('where an order goes', () => {
  const several: OrderInput = {
    defaultTaxes: VAT,
    lines: [
      { price: '10', address: 501 },
      { price: '20', address: 502, quantity: 2 },
      { price: '5', type: 'digital' },
    ],
    shipTo: [{ cost: '3' }, { cost: '4.50', street_1: '2 Other Road', shipping_method: 'Express' }],
    fees: [{ name: 'Eco', cost: '1' }],
  };

  it('several addresses hold by default', () => {
    expect(codesOf({ order: several })).toEqual(['SEVERAL_ADDRESSES']);
  });

  it('several addresses split: one sales order each, together the total of the store', () => {
    const rules = {
      severalAddresses: 'split' as const,
      shippingMethods: { map: [{ when: 'express', id: 5 }], unmapped: 4 },
    };
    const plan = planOf({ order: several, rules });
    expect(summary(plan)).toEqual([
      {
        addressId: 501,
        externalRef: 'abc123-100-a501',
        to: '1 Main Street',
        by: 4,
        rows: ['line-11', 'line-13', 'shipping-501', 'fee-901'],
        expected: '22.80 (3.80)',
        reserve: ['line-11 × 1', 'line-13 × 1'],
      },
      {
        addressId: 502,
        externalRef: 'abc123-100-a502',
        to: '2 Other Road',
        by: 5,
        rows: ['line-12', 'shipping-502'],
        expected: '53.40 (8.90)',
        reserve: ['line-12 × 2'],
      },
    ]);
    const total = sum(plan.salesOrders.map(({ expected }) => money(expected.gross)));
    expect(total.toFixed(4)).toBe(aSnapshot({ order: several }).order.total_inc_tax);
  });

  it('several addresses split with discounts as rows: each sales order carries its own', () => {
    const order: OrderInput = {
      lines: [
        { price: '10', address: 501, discounts: [{ amount: '1' }] },
        { price: '20', address: 502, discounts: [{ amount: '2' }] },
      ],
      shipTo: [{}, {}],
    };
    const plan = planOf({ order, rules: { severalAddresses: 'split', discounts: 'rows' } });
    expect(summary(plan)).toMatchObject([
      { rows: ['line-11', 'discount-1'], expected: '9.00 (0.00)' },
      { rows: ['line-12', 'discount-2'], expected: '18.00 (0.00)' },
    ]);
  });

  it('the rounding of a split order goes with the first', () => {
    const order = { ...several, total_inc_tax: '76.21' };
    const plan = planOf({ order, rules: { severalAddresses: 'split' } });
    expect(plan.salesOrders.map(({ rounding }) => rounding)).toEqual(['0.01', '0']);
  });

  it('an address that nothing goes to is left over from an edit', () => {
    const order: OrderInput = {
      lines: [{ address: 502 }],
      shipTo: [{ id: 501 }, { id: 502, street_1: '2 Other Road' }],
    };
    expect(summary(planOf({ order }))).toMatchObject([{ addressId: undefined, to: '2 Other Road', rows: ['line-11'] }]);
  });

  it('an amended address repairs only the one of several that cannot be used', () => {
    const order: OrderInput = { ...several, shipTo: [{ street_1: '' }, { street_1: '2 Other Road' }] };
    const amendments = { address: { addressLine1: '9 Fixed Lane' } };
    const plan = planOf({ order, rules: { severalAddresses: 'split' }, amendments });
    expect(summary(plan).map(({ to }) => to)).toEqual(['9 Fixed Lane', '2 Other Road']);
  });

  it('an amended shipping method wins', () => {
    expect(summary(planOf({ amendments: { shippingMethodId: 5 } }))).toMatchObject([{ by: 5 }]);
  });

  it('a shipping method that the account does not have stops', () => {
    expect(codesOf({ rules: { shippingMethods: { unmapped: 77 } } })).toEqual(['NO_SHIPPING_METHOD']);
  });

  it('pickup goes to the pickup point, by its own method, at its own tax region', () => {
    const tax = { zeroRated: 'T0', outOfScope: 'T9', rules: [{ when: { states: ['Texas'] }, code: 'T20' }] };
    const input: Case = {
      order: { pickup: true, defaultTaxes: VAT, shipTo: [] },
      rules: { shippingMethods: { pickup: 5 }, tax },
    };
    expect(summary(planOf(input))).toMatchObject([{ to: '5 Store Road', by: 5, expected: '12.00 (2.00)' }]);
  });

  it('pickup without a method gets none', () => {
    expect(summary(planOf({ order: { pickup: true, shipTo: [] } }))).toMatchObject([{ by: undefined }]);
  });

  it('downloads go to the billing address, by no method', () => {
    expect(summary(planOf({ order: { lines: [{ type: 'digital' }] } }))).toMatchObject([
      { to: '1 Main Street', by: undefined, rows: ['line-11'] },
    ]);
  });
});

describe('payments beside the document', () => {
  it('paid fully by gift certificate: the document is whole, the certificate is its payment', () => {
    const input: Case = {
      order: { lines: [{ price: '50' }], gift_certificate_amount: '50', payment_method: 'Gift Certificate' },
      transactions: [{ method: 'gift_certificate', gateway: '', amount: 50 }],
      rules: { paymentMethods: { map: [{ when: { method: 'gift_certificate' }, code: 'GIFT' }] } },
    };
    const plan = planOf(input);
    expect(plan.salesOrders[0]?.expected.gross).toBe('50.00');
    expect(plan.payments).toMatchObject([{ methodCode: 'GIFT', amount: '50.00' }]);
  });

  it('a total printed after the gift certificate is no over-payment', () => {
    const input: Case = {
      order: {
        lines: [{ price: '50' }],
        gift_certificate_amount: '20',
        total_inc_tax: '30.0000',
        total_ex_tax: '30.0000',
      },
      transactions: [{ amount: 30 }, { method: 'gift_certificate', gateway: '', amount: 20 }],
      rules: {
        paymentMethods: { map: [{ when: { method: 'gift_certificate' }, code: 'GIFT' }], unmapped: { code: 'CARD' } },
      },
    };
    const plan = planOf(input);
    expect(plan.salesOrders[0]?.expected.gross).toBe('50.00');
    expect(plan.payments.map(({ methodCode, amount }) => `${methodCode} ${amount}`).sort()).toEqual([
      'CARD 30.00',
      'GIFT 20.00',
    ]);
  });
});

describe('an order whose sales orders exist', () => {
  const paid: Case = { account: { closedUntil: '2026-11-30' } };
  const booked = [{ transactionRef: 'bc-abc123-801-purchase', type: 'RECEIPT', amount: '10.00' }] as const;
  const again = (input: Case, more: Pick<MappingContext, 'posted' | 'booked'>): string[] => {
    const result = mapOrder(aSnapshot({ transactions: [{}], ...input }), { ...aContext(input), ...more });
    return result.ok ? [] : result.issues.map(({ code, message }) => `${code} ${message.slice(0, 40)}`);
  };

  it('is not stopped by a period that was closed since', () => {
    expect(codesOf(paid)).toEqual(['CLOSED_PERIOD', 'CLOSED_PERIOD']);
    expect(again(paid, { posted: ['abc123-100'], booked })).toEqual([]);
  });

  it('still is by the date of a payment that is not booked', () => {
    expect(again(paid, { posted: ['abc123-100'] })).toEqual([
      expect.stringContaining('CLOSED_PERIOD The date of payment'),
    ]);
  });

  it.each<[string, string[], number]>([
    ['all of several exist', ['abc123-100-a501', 'abc123-100-a502'], 0],
    ['one of several is still to be made', ['abc123-100-a501'], 1],
    ['another order has them', ['abc123-99'], 1],
  ])('where %s', (_case, posted, stops) => {
    const order: OrderInput = {
      lines: [{ price: '5' }, { price: '5', address: 502 }],
      shipTo: [{ id: 501 }, { id: 502 }],
    };
    const split: Case = { ...paid, order, rules: { severalAddresses: 'split' } };
    expect(again(split, { posted, booked })).toHaveLength(stops);
  });
});
