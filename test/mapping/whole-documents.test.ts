/** Whole orders, written out as the API prints them, each with the whole document that must come of it. */
import { orderSchema } from '../../src/bigcommerce/schemas/order';
import { mapOrder } from '../../src/mapping/order';
import type { OrderPlan, OrderSnapshot } from '../../src/mapping/types';
import { aContext, aSnapshot, STORE, type ContextInput } from './support/a-snapshot';

function planOf(snapshot: OrderSnapshot, context: ContextInput = {}): OrderPlan {
  const result = mapOrder(snapshot, aContext(context));
  if (result.ok) return result.plan;
  throw new Error(result.issues.map(({ code, message }) => `${code}: ${message}`).join('\n'));
}

const ADDRESS = {
  first_name: 'Grace',
  last_name: 'Hopper',
  company: '',
  street_1: '9 Navy Row',
  street_2: 'Flat 2',
  city: 'Bristol',
  state: '',
  zip: 'BS1 4DJ',
  country: 'United Kingdom',
  country_iso2: 'GB',
  phone: '',
  email: '',
};

const BP_ADDRESS = {
  addressFullName: 'Grace Hopper',
  addressLine1: '9 Navy Row',
  addressLine2: 'Flat 2',
  addressLine3: 'Bristol',
  postalCode: 'BS1 4DJ',
  countryIsoCode: 'GBR',
};

const NOTHING = {
  handling_cost_ex_tax: '0.0000',
  handling_cost_inc_tax: '0.0000',
  handling_cost_tax: '0.0000',
  wrapping_cost_ex_tax: '0.0000',
  wrapping_cost_inc_tax: '0.0000',
  wrapping_cost_tax: '0.0000',
  discount_amount: '0.0000',
  coupon_discount: '0.0000',
  store_credit_amount: '0.0000',
  gift_certificate_amount: '0.0000',
};

/** A line without discounts, as `consignments.line_items` print it: what one and what all cost, net, with tax, tax. */
function printed(id: number, sku: string, quantity: number, unit: string, total: string) {
  const [price_ex_tax, price_inc_tax, price_tax] = unit.split(' ');
  const [total_ex_tax, total_inc_tax, total_tax] = total.split(' ');
  return {
    id,
    product_id: 70 + id,
    name: `Product ${id}`,
    sku,
    type: 'physical',
    quantity,
    base_price: price_inc_tax,
    price_ex_tax,
    price_inc_tax,
    price_tax,
    total_ex_tax,
    total_inc_tax,
    total_tax,
    applied_discounts: [],
    discounted_total_inc_tax: total_inc_tax,
  };
}

const taxRow = (id: number, about: object, name: string, rate: string, amount: string) => ({
  id,
  name,
  class: 'Default Tax Class',
  rate,
  priority_amount: amount,
  line_amount: amount,
  ...about,
});

describe('a tax inclusive order of many lines without a discount', () => {
  const vat = (id: number, line: number, amount: string) =>
    taxRow(id, { order_product_id: line, line_item_type: 'item' }, 'VAT', '20.0000', amount);
  const snapshot = aSnapshot({
    taxes: [
      vat(1, 31, '2.5000'),
      vat(2, 32, '3.3300'),
      vat(3, 33, '0.4100'),
      taxRow(4, { order_product_id: 34, line_item_type: 'item' }, 'VAT reduced', '5.0000', '1.1900'),
      taxRow(5, { order_product_id: 35, line_item_type: 'item' }, 'Zero', '0.0000', '0.0000'),
      taxRow(6, { order_address_id: 51, line_item_type: 'shipping' }, 'VAT', '20.0000', '0.8300'),
    ],
    transactions: [{ amount: '77.35', currency: 'GBP' }],
  });
  const order = orderSchema.parse({
    id: 2041,
    customer_id: 0,
    date_created: 'Tue, 10 Nov 2026 15:04:05 +0000',
    date_modified: 'Tue, 10 Nov 2026 15:04:09 +0000',
    status_id: 11,
    status: 'Awaiting Fulfillment',
    payment_method: 'Credit Card',
    payment_status: 'captured',
    is_tax_inclusive_pricing: true,
    channel_id: 1,
    subtotal_ex_tax: '64.9700',
    subtotal_inc_tax: '72.4000',
    subtotal_tax: '7.4300',
    base_shipping_cost: '4.9500',
    shipping_cost_ex_tax: '4.1200',
    shipping_cost_inc_tax: '4.9500',
    shipping_cost_tax: '0.8300',
    total_ex_tax: '69.0900',
    total_inc_tax: '77.3500',
    total_tax: '8.2600',
    ...NOTHING,
    currency_code: 'GBP',
    default_currency_code: 'GBP',
    store_default_currency_code: 'GBP',
    store_default_to_transactional_exchange_rate: '1.0000000000',
    billing_address: { ...ADDRESS, email: 'grace@example.com' },
    consignments: {
      shipping: [
        {
          ...ADDRESS,
          id: 51,
          shipping_method: 'Ground',
          base_cost: 4.95,
          cost_ex_tax: 4.12,
          cost_inc_tax: 4.95,
          cost_tax: 0.83,
          line_items: [
            printed(31, 'SKU-1', 3, '4.1567 4.9900 0.8333', '12.4700 14.9700 2.5000'),
            printed(32, 'SKU-2', 1, '16.6600 19.9900 3.3300', '16.6600 19.9900 3.3300'),
            printed(33, 'SKU-3', 7, '0.2914 0.3500 0.0586', '2.0400 2.4500 0.4100'),
            printed(34, 'SKU-4', 2, '11.9050 12.5000 0.5950', '23.8100 25.0000 1.1900'),
            printed(35, 'SKU-5', 1, '9.9900 9.9900 0.0000', '9.9900 9.9900 0.0000'),
          ],
        },
      ],
    },
    fees: [],
  });
  const tax = {
    zeroRated: 'T0',
    outOfScope: 'T9',
    rules: [
      { when: { rate: '20' }, code: 'T20' },
      { when: { rate: '5' }, code: 'T5' },
    ],
  };
  const account = { baseCurrency: 'GBP', currencies: [{ code: 'GBP', exchangeRate: '1' }], timeZone: 'Europe/London' };

  it('is posted row by row, to the penny', () => {
    const [salesOrder] = planOf({ ...snapshot, order }, { orderId: 2041, rules: { tax }, account }).salesOrders;
    expect(salesOrder?.draft.rows).toEqual([
      // 14.97 / 6 = 2.495
      { productId: 1001, quantity: '3', taxCode: 'T20', net: '12.47', tax: '2.50', externalRef: 'line-31' },
      // 19.99 / 6 = 3.3317
      { productId: 1002, quantity: '1', taxCode: 'T20', net: '16.66', tax: '3.33', externalRef: 'line-32' },
      // 2.45 / 6 = 0.4083
      { productId: 1003, quantity: '7', taxCode: 'T20', net: '2.04', tax: '0.41', externalRef: 'line-33' },
      // 25.00 × 5 / 105 = 1.1905
      { productId: 1004, quantity: '2', taxCode: 'T5', net: '23.81', tax: '1.19', externalRef: 'line-34' },
      { productId: 1005, quantity: '1', taxCode: 'T0', net: '9.99', tax: '0.00', externalRef: 'line-35' },
      // 4.95 / 6 = 0.825
      {
        name: 'Ground',
        quantity: '1',
        taxCode: 'T20',
        net: '4.12',
        tax: '0.83',
        nominalCode: '4040',
        externalRef: 'shipping-51',
      },
    ]);
    expect(salesOrder).toMatchObject({
      draft: { priceModeCode: 'INC', currency: { code: 'GBP' }, billingAddress: BP_ADDRESS },
      expected: { gross: '77.35', tax: '8.26', currency: 'GBP' },
      rounding: '0',
    });
  });

  it('is proved by the plain reading', () => {
    const { proof, payments } = planOf({ ...snapshot, order }, { orderId: 2041, rules: { tax }, account });
    expect([proof.taxMode, proof.basis]).toEqual(['inclusive', 'line-discounted-total']);
    expect(payments).toMatchObject([{ amount: '77.35', currency: 'GBP', type: 'RECEIPT' }]);
  });
});

describe('an order of a marketplace', () => {
  /** No e-mail, no phone, no transaction; tax that the marketplace collected; its own number and channel. */
  const snapshot: OrderSnapshot = {
    ...aSnapshot({
      taxes: [31, 32].map((line, index) =>
        taxRow(index + 1, { order_product_id: line, line_item_type: 'item' }, 'API Tax Override', '0.0000', '0.0000'),
      ),
    }),
    order: orderSchema.parse({
      id: 3007,
      customer_id: 0,
      date_created: 'Mon, 05 Jan 2026 05:30:00 +0000',
      date_modified: 'Mon, 05 Jan 2026 05:31:00 +0000',
      status_id: 11,
      status: 'Awaiting Fulfillment',
      payment_method: 'Amazon',
      payment_status: 'captured',
      is_tax_inclusive_pricing: false,
      channel_id: 665,
      external_order_id: '113-4455667-8899001',
      external_source: 'amazon',
      order_source: 'amazon',
      subtotal_ex_tax: '45.0000',
      subtotal_inc_tax: '48.7200',
      subtotal_tax: '3.7200',
      shipping_cost_ex_tax: '0.0000',
      shipping_cost_inc_tax: '0.0000',
      shipping_cost_tax: '0.0000',
      total_ex_tax: '45.0000',
      total_inc_tax: '48.7200',
      total_tax: '3.7200',
      ...NOTHING,
      currency_code: 'USD',
      default_currency_code: 'USD',
      store_default_currency_code: 'USD',
      store_default_to_transactional_exchange_rate: '1.0000000000',
      customer_message: '',
      staff_notes: '',
      billing_address: ADDRESS,
      consignments: {
        shipping: [
          {
            ...ADDRESS,
            id: 51,
            shipping_method: 'Amazon Standard',
            cost_ex_tax: 0,
            cost_inc_tax: 0,
            cost_tax: 0,
            line_items: [
              printed(31, 'SKU-1', 2, '15.0000 16.2400 1.2400', '30.0000 32.4800 2.4800'),
              printed(32, 'AMZ-OLD', 1, '15.0000 16.2400 1.2400', '15.0000 16.2400 1.2400'),
            ],
          },
        ],
      },
      fees: [],
    }),
  };

  it('becomes a document of its own channel, number, buyer, tax and payment', () => {
    const plan = planOf(snapshot, {
      orderId: 3007,
      rules: {
        brightpearl: { channelId: 8, warehouseId: 3, leadSourceId: 5, projectId: 31, teamId: 9 },
        reference: '{prefix}{externalOrderId}',
        referencePrefix: 'AMZ-',
        skuAliases: { 'AMZ-OLD': 'SKU-2' },
        tax: {
          zeroRated: 'T0',
          outOfScope: 'T9',
          rules: [{ when: { taxNames: ['API Tax Override'] }, code: 'T5' }],
        },
        shippingMethods: { map: [{ when: { matches: '^amazon' }, id: 5 }] },
        paymentMethods: { map: [{ when: { paymentMethod: 'Amazon' }, code: 'BANK' }] },
        contact: { noEmail: { placeholderDomain: 'amazon.example.com' } },
        customFields: [
          { code: 'PCF_SOURCE', from: 'orderSource' },
          { code: 'PCF_EXTERNAL', from: 'externalOrderId' },
        ],
      },
    });
    expect(plan).toEqual({
      salesOrders: [
        {
          draft: {
            ref: 'AMZ-113-4455667-8899001',
            externalRef: `${STORE}-3007`,
            installedIntegrationInstanceId: 12,
            // Still the day before in the account's time zone.
            placedOn: '2026-01-04T23:30:00-06:00',
            taxDate: '2026-01-04T12:00:00-06:00',
            statusId: 3,
            channelId: 8,
            warehouseId: 3,
            leadSourceId: 5,
            projectId: 31,
            teamId: 9,
            priceModeCode: 'EXC',
            currency: { code: 'USD', fixedExchangeRate: false },
            billingAddress: BP_ADDRESS,
            delivery: { address: BP_ADDRESS, shippingMethodId: 5 },
            rows: [
              { productId: 1001, quantity: '2', taxCode: 'T5', net: '30.00', tax: '2.48', externalRef: 'line-31' },
              { productId: 1002, quantity: '1', taxCode: 'T5', net: '15.00', tax: '1.24', externalRef: 'line-32' },
            ],
          },
          expected: { gross: '48.72', tax: '3.72', currency: 'USD' },
          reserve: [
            { rowRef: 'line-31', productId: 1001, quantity: '2' },
            { rowRef: 'line-32', productId: 1002, quantity: '1' },
          ],
          rounding: '0',
          roundingTax: '0',
        },
      ],
      contact: {
        email: 'order-3007@amazon.example.com',
        firstName: 'Grace',
        lastName: 'Hopper',
        company: '',
        telephone: '',
        taxNumber: '',
        address: BP_ADDRESS,
        deliveryAddress: BP_ADDRESS,
        bigcommerceCustomerId: 0,
      },
      payments: [
        {
          transactionRef: `bc-${STORE}-3007-offline-1`,
          transactionCode: `bc-${STORE}-3007-offline-1`,
          methodCode: 'BANK',
          type: 'RECEIPT',
          amount: '48.72',
          currency: 'USD',
          // When it was marked as paid: no transaction says more.
          paidOn: '2026-01-04T23:31:00-06:00',
        },
      ],
      proof: {
        taxMode: 'exclusive',
        basis: 'line-discounted-total',
        table: [
          { row: 'line 31 (SKU SKU-1) × 2', net: '30.00', tax: '2.48', gross: '32.48' },
          { row: 'line 32 (SKU AMZ-OLD) × 1', net: '15.00', tax: '1.24', gross: '16.24' },
        ],
      },
      notices: [],
      notes: [],
      customFields: [
        { code: 'PCF_SOURCE', value: 'amazon' },
        { code: 'PCF_EXTERNAL', value: '113-4455667-8899001' },
      ],
    });
  });
});

describe('where a sales order belongs', () => {
  const draftWith = (assignment: object) =>
    planOf(aSnapshot({ transactions: [{}] }), {
      rules: { brightpearl: { channelId: 7, warehouseId: 2, ...assignment } },
    }).salesOrders[0]?.draft;

  it('includes the project and the team of the route', () => {
    expect(draftWith({ projectId: 31, teamId: 9 })).toMatchObject({ projectId: 31, teamId: 9 });
  });

  it('says nothing of either where the route does not', () => {
    expect(Object.keys(draftWith({ teamId: 9 }) ?? {})).not.toContain('projectId');
    expect(Object.keys(draftWith({ projectId: 31 }) ?? {})).not.toContain('teamId');
  });
});
