/** The document of every kind of order, row by row: `reference | product, name | quantity | code | net | tax | nominal`. */
import { documentOf, rowsOf, type Case } from './support/documents';
import type { TaxInput } from './support/pricing';

const VAT: readonly TaxInput[] = [{ name: 'VAT', rate: '20' }];
const REDUCED: readonly TaxInput[] = [{ name: 'VAT reduced', rate: '5' }];
const STATE_AND_COUNTY: readonly TaxInput[] = [
  { name: 'Texas', rate: '6.25' },
  { name: 'Travis County', rate: '2' },
];

interface Fixture {
  readonly name: string;
  readonly input: Case;
  readonly rows: readonly string[];
  /** The reading that was proved; given where it matters. */
  readonly basis?: string;
}

const both: readonly Fixture[] = [
  {
    name: 'exclusive, one line, no discount',
    input: { order: { defaultTaxes: VAT, lines: [{ price: '19.99', quantity: 2 }] } },
    rows: ['line-11 | 1001 | 2 | T20 | 39.98 | 8.00'],
  },
  {
    name: 'inclusive, one line, no discount',
    input: { order: { inclusive: true, defaultTaxes: VAT, lines: [{ price: '19.99', quantity: 2 }] } },
    rows: ['line-11 | 1001 | 2 | T20 | 33.32 | 6.66'],
  },
  {
    name: 'exclusive, one line, coupon',
    input: {
      order: {
        defaultTaxes: [{ name: 'Sales tax', rate: '8.25' }],
        lines: [{ price: '19.99', quantity: 2, discounts: [{ id: 'coupon', amount: '4.50', code: 'TEN' }] }],
        shipTo: [{ cost: '7.95' }],
      },
    },
    // (39.98 - 4.50) x 8.25 % = 2.927; 7.95 x 8.25 % = 0.656
    rows: ['line-11 | 1001 | 2 | T20 | 35.48 | 2.93', 'shipping-501 | Ground | 1 | T20 | 7.95 | 0.66 | 4040'],
    basis: 'line-discounted-total',
  },
  {
    name: 'inclusive, one line, coupon',
    input: {
      order: {
        inclusive: true,
        defaultTaxes: VAT,
        lines: [{ price: '60', discounts: [{ id: 'coupon', amount: '6.00', code: 'TEN' }] }],
        shipTo: [{ cost: '4.99' }],
      },
    },
    // 54 / 6 = 9.00; 4.99 / 6 = 0.83
    rows: ['line-11 | 1001 | 1 | T20 | 45.00 | 9.00', 'shipping-501 | Ground | 1 | T20 | 4.16 | 0.83 | 4040'],
  },
  {
    name: 'exclusive, many lines, manual discount on some',
    input: {
      order: {
        defaultTaxes: VAT,
        lines: [
          { price: '10.00', quantity: 3, discounts: [{ amount: '3.00' }] },
          { price: '4.99', quantity: 1 },
          { price: '0.35', quantity: 7, discounts: [{ amount: '0.25' }] },
        ],
      },
    },
    rows: [
      'line-11 | 1001 | 3 | T20 | 27.00 | 5.40',
      'line-12 | 1002 | 1 | T20 | 4.99 | 1.00',
      'line-13 | 1003 | 7 | T20 | 2.20 | 0.44',
    ],
  },
  {
    name: 'inclusive, many lines at two rates, an order discount spread by the store',
    input: {
      order: {
        inclusive: true,
        lines: [
          { price: '24.00', taxes: VAT, discounts: [{ amount: '2.40' }] },
          { price: '10.50', taxes: REDUCED, discounts: [{ amount: '1.05' }] },
        ],
      },
      rules: { tax: TWO_RATES() },
    },
    // 21.60 / 6 = 3.60; 9.45 x 5 / 105 = 0.45
    rows: ['line-11 | 1001 | 1 | T20 | 18.00 | 3.60', 'line-12 | 1002 | 1 | T5 | 9.00 | 0.45'],
  },
  {
    name: 'percentage coupon with a residue: the store spread 10 % of three lines of 3.33',
    input: {
      order: {
        defaultTaxes: VAT,
        lines: ['0.33', '0.33', '0.34'].map((amount) => ({
          price: '3.33',
          discounts: [{ id: 'coupon', amount, code: 'TENPERCENT' }],
        })),
      },
    },
    rows: [
      'line-11 | 1001 | 1 | T20 | 3.00 | 0.60',
      'line-12 | 1002 | 1 | T20 | 3.00 | 0.60',
      'line-13 | 1003 | 1 | T20 | 2.99 | 0.60',
    ],
  },
  {
    name: 'item coupon with four printed digits: net and tax are quantized so that they add up',
    input: {
      order: {
        defaultTaxes: VAT,
        lines: [
          { price: '10', discounts: [{ id: 'coupon', amount: '3.3333' }] },
          { price: '10', discounts: [{ id: 'coupon', amount: '3.3333' }] },
          { price: '10', discounts: [{ id: 'coupon', amount: '3.3334' }] },
        ],
      },
    },
    rows: [
      'line-11 | 1001 | 1 | T20 | 6.67 | 1.33',
      'line-12 | 1002 | 1 | T20 | 6.67 | 1.33',
      'line-13 | 1003 | 1 | T20 | 6.66 | 1.33',
    ],
  },
  {
    name: 'two taxes on a line are one row under the code of the set',
    input: {
      order: { defaultTaxes: STATE_AND_COUNTY, lines: [{ price: '100' }], shipTo: [{ cost: '10' }] },
      rules: {
        tax: {
          zeroRated: 'T0',
          outOfScope: 'T9',
          rules: [{ when: { taxNames: ['Travis County', 'Texas'], states: ['Texas'] }, code: 'T20' }],
        },
      },
    },
    rows: ['line-11 | 1001 | 1 | T20 | 100.00 | 8.25', 'shipping-501 | Ground | 1 | T20 | 10.00 | 0.83 | 4040'],
  },
  {
    name: 'GST and PST are told apart from GST alone',
    input: {
      order: {
        lines: [
          {
            price: '50',
            taxes: [
              { name: 'GST', rate: '5' },
              { name: 'PST', rate: '7' },
            ],
          },
          { price: '20', taxes: [{ name: 'GST', rate: '5' }] },
        ],
      },
      rules: {
        tax: {
          zeroRated: 'T0',
          outOfScope: 'T9',
          rules: [
            { when: { taxNames: ['GST'] }, code: 'T5' },
            { when: { taxNames: ['GST', 'PST'] }, code: 'T20' },
          ],
        },
      },
    },
    rows: ['line-11 | 1001 | 1 | T20 | 50.00 | 6.00', 'line-12 | 1002 | 1 | T5 | 20.00 | 1.00'],
  },
  {
    name: 'exempt customer: no tax, under the code for exempt ones',
    input: {
      order: { customer_id: 9, lines: [{ price: '100' }] },
      customer: { taxExemptCategory: 'RESALE' },
      rules: {
        tax: { zeroRated: 'T0', outOfScope: 'T9', rules: [{ when: { exempt: true, taxed: false }, code: 'T5' }] },
      },
    },
    rows: ['line-11 | 1001 | 1 | T5 | 100.00 | 0.00'],
  },
  {
    name: 'VAT-number customer in another country: reverse charge code by form field and country',
    input: {
      order: {
        lines: [{ price: '100' }],
        shipTo: [{ country_iso2: 'DE', country: 'Germany', state: '' }],
        billing_address: {
          street_1: 'Weg 1',
          country_iso2: 'DE',
          form_fields: [{ name: 'VAT Number', value: ' DE123456789 ' }],
        },
      },
      rules: {
        contact: { taxNumberField: 'vat number' },
        tax: {
          zeroRated: 'T0',
          outOfScope: 'T9',
          rules: [{ when: { hasTaxNumber: true, countries: ['DE', 'FR'], taxed: false }, code: 'T5' }],
        },
      },
    },
    rows: ['line-11 | 1001 | 1 | T5 | 100.00 | 0.00'],
  },
  {
    name: 'free gift line beside a paid one',
    input: { order: { defaultTaxes: VAT, lines: [{ price: '20' }, { price: '0' }] } },
    rows: ['line-11 | 1001 | 1 | T20 | 20.00 | 4.00', 'line-12 | 1002 | 1 | T0 | 0.00 | 0.00'],
  },
  {
    name: '100 % discount: zero rows, still reserved',
    input: { order: { defaultTaxes: VAT, lines: [{ price: '20', discounts: [{ amount: '20' }] }] } },
    rows: ['line-11 | 1001 | 1 | T0 | 0.00 | 0.00'],
  },
  {
    name: 'zero total with free shipping',
    input: { order: { lines: [{ price: '0', quantity: 3 }], shipTo: [{ cost: '0' }] } },
    rows: ['line-11 | 1001 | 3 | T0 | 0.00 | 0.00'],
  },
  {
    name: 'price overridden in a manual order: the entered price tells nothing, the figures prove themselves',
    input: {
      order: {
        defaultTaxes: VAT,
        is_tax_inclusive_pricing: null,
        lines: [{ price: '15', base_price: '99.0000', discounts: [{ amount: '3' }] }],
      },
    },
    rows: ['line-11 | 1001 | 1 | T20 | 12.00 | 2.40'],
  },
  {
    name: 'handling, gift wrap and a fee are rows of their own, with their own nominals',
    input: {
      order: {
        defaultTaxes: VAT,
        lines: [{ price: '10', wrapping: '2.50' }],
        shipTo: [{ cost: '5', handling: '1.25' }],
        fees: [{ name: 'Oversize', cost: '3' }],
      },
      rules: { nominals: { handling: '4041', wrapping: 4042, fee: '4043' } },
    },
    rows: [
      'line-11 | 1001 | 1 | T20 | 10.00 | 2.00',
      'wrapping-11 | Gift box | 1 | T20 | 2.50 | 0.50 | 4042',
      'shipping-501 | Ground | 1 | T20 | 5.00 | 1.00 | 4040',
      'handling-501 | Handling | 1 | T20 | 1.25 | 0.25 | 4041',
      'fee-901 | Oversize | 1 | T20 | 3.00 | 0.60 | 4043',
    ],
  },
  {
    name: 'a wrapping cost printed per unit counts for every unit',
    input: {
      order: {
        lines: [{ price: '10', quantity: 2, wrapping: '5', wrapping_cost_ex_tax: '2.5', wrapping_cost_inc_tax: '2.5' }],
      },
    },
    rows: ['line-11 | 1001 | 2 | T0 | 20.00 | 0.00', 'wrapping-11 | Gift box | 1 | T0 | 5.00 | 0.00 | 4000'],
  },
  {
    name: 'gift certificate bought: on the liability nominal, outside the scope of tax',
    input: {
      order: {
        defaultTaxes: VAT,
        lines: [{ price: '10' }, { price: '50', type: 'giftcertificate', name: 'Gift certificate', sku: '' }],
      },
      rules: { nominals: { giftCertificate: '2150' } },
    },
    rows: ['line-11 | 1001 | 1 | T20 | 10.00 | 2.00', 'line-12 | Gift certificate | 1 | T9 | 50.00 | 0.00 | 2150'],
  },
  {
    name: 'paid partly by gift certificate and store credit: payments, so the rows stay whole',
    input: {
      order: { defaultTaxes: VAT, lines: [{ price: '10' }], gift_certificate_amount: '5', store_credit_amount: '2' },
    },
    rows: ['line-11 | 1001 | 1 | T20 | 10.00 | 2.00'],
    basis: 'line-discounted-total',
  },
  {
    name: 'a total printed after the gift certificate was taken off is added up again',
    input: {
      order: {
        defaultTaxes: VAT,
        lines: [{ price: '10' }],
        gift_certificate_amount: '5',
        total_inc_tax: '7.0000',
        total_ex_tax: '5.0000',
      },
    },
    rows: ['line-11 | 1001 | 1 | T20 | 10.00 | 2.00'],
    basis: 'line-discounted-total, total-after-gift-certificates',
  },
  {
    name: 'fees left out of the printed total leave the rows',
    input: {
      order: { lines: [{ price: '10' }], fees: [{ name: 'Eco', cost: '3' }], total_inc_tax: '10', total_ex_tax: '10' },
    },
    rows: ['line-11 | 1001 | 1 | T0 | 10.00 | 0.00'],
    basis: 'line-discounted-total, fees-outside-total',
  },
  {
    name: 'options and modifiers go into the name, beside the product',
    input: {
      order: {
        lines: [
          {
            product_options: [
              { display_name: 'Colour', display_value: 'Red' },
              { display_name: 'Engraving', display_value: 'For A.\nwith love' },
              { display_name: 'Artwork', display_value: 'logo.png', type: 'File' },
            ],
          },
        ],
      },
    },
    rows: [
      'line-11 | 1001 Product 1 (Colour: Red; Engraving: For A. with love; Artwork: logo.png) | 1 | T0 | 10.00 | 0.00',
    ],
  },
  {
    name: 'options kept out of the name by rule',
    input: {
      order: { lines: [{ product_options: [{ display_name: 'Colour', display_value: 'Red' }] }] },
      rules: { options: 'note' },
    },
    rows: ['line-11 | 1001 | 1 | T0 | 10.00 | 0.00'],
  },
  {
    name: 'custom line without SKU becomes a free-text row',
    input: { order: { lines: [{ product_id: 0, sku: '', name: 'Hand-made thing' }] } },
    rows: ['line-11 | Hand-made thing | 1 | T0 | 10.00 | 0.00 | 4000'],
  },
  {
    name: 'unknown SKU as text',
    input: { order: { lines: [{ sku: 'NOPE' }] }, rules: { unknownSku: 'text' } },
    rows: ['line-11 | Product 1 [NOPE] | 1 | T0 | 10.00 | 0.00 | 4000'],
  },
  {
    name: 'unknown SKU on the placeholder',
    input: {
      order: { lines: [{ sku: 'NOPE', quantity: 2 }] },
      rules: { unknownSku: 'placeholder', placeholderSku: 'SKU-9' },
    },
    rows: ['line-11 | 1009 Product 1 [NOPE] | 2 | T0 | 20.00 | 0.00'],
  },
  {
    name: 'SKU renamed after the sale, by alias of the route',
    input: { order: { lines: [{ sku: ' OLD-1 ' }] }, rules: { skuAliases: { 'OLD-1': 'SKU-3' } } },
    rows: ['line-11 | 1003 | 1 | T0 | 10.00 | 0.00'],
  },
  {
    name: 'SKU and tax code amended by a person',
    input: {
      order: { lines: [{ sku: 'NOPE' }], shipTo: [{ cost: '5' }] },
      amendments: { skuByLine: { '11': 'SKU-2' }, taxCodeByLine: { 'line-11': 'T5', 'shipping-501': 'T9' } },
    },
    rows: ['line-11 | 1002 | 1 | T5 | 10.00 | 0.00', 'shipping-501 | Ground | 1 | T9 | 5.00 | 0.00 | 4040'],
  },
  {
    name: 'pick-list children are rows of their own',
    input: {
      order: {
        lines: [
          { price: '30', sku: 'SKU-1' },
          { price: '0', sku: 'SKU-2', parent_order_product_id: 11 },
          { price: '0', sku: 'SKU-3', quantity: 2, parent_order_product_id: 11 },
        ],
      },
    },
    rows: [
      'line-11 | 1001 | 1 | T0 | 30.00 | 0.00',
      'line-12 | 1002 | 1 | T0 | 0.00 | 0.00',
      'line-13 | 1003 | 2 | T0 | 0.00 | 0.00',
    ],
  },
  {
    name: 'pick-list children of a Brightpearl bundle are left to Brightpearl; one that costs keeps a text row',
    input: {
      order: {
        lines: [
          { price: '30', sku: 'KIT' },
          { price: '0', sku: 'SKU-2', parent_order_product_id: 11 },
          { price: '4', sku: 'SKU-3', parent_order_product_id: 11 },
        ],
      },
      products: [{ productId: 1500, sku: 'KIT', stockTracked: false, bundle: true }, 'SKU-2', 'SKU-3'],
    },
    rows: ['line-11 | 1500 | 1 | T0 | 30.00 | 0.00', 'line-13 | Product 3 [SKU-3] | 1 | T0 | 4.00 | 0.00 | 4000'],
  },
  {
    name: 'digital only: nothing is shipped',
    input: { order: { defaultTaxes: VAT, lines: [{ type: 'digital', price: '9.99' }] } },
    rows: ['line-11 | 1001 | 1 | T20 | 9.99 | 2.00'],
  },
  {
    name: 'digital and physical mixed',
    input: { order: { lines: [{ price: '5' }, { type: 'digital', price: '9.99' }], shipTo: [{ cost: '3' }] } },
    rows: [
      'line-11 | 1001 | 1 | T0 | 5.00 | 0.00',
      'line-12 | 1002 | 1 | T0 | 9.99 | 0.00',
      'shipping-501 | Ground | 1 | T0 | 3.00 | 0.00 | 4040',
    ],
  },
  {
    name: 'API Tax Override: a rule on the name of the tax, whose rate says nothing',
    input: {
      order: { defaultTaxes: VAT, lines: [{ price: '100' }] },
      taxes: [
        {
          id: 1,
          order_product_id: 11,
          line_item_type: 'item',
          name: 'API Tax Override',
          class: 'API Tax Override',
          rate: '0.0000',
          line_amount: '20.0000',
        },
      ],
      rules: {
        tax: { zeroRated: 'T0', outOfScope: 'T9', rules: [{ when: { taxNames: ['api tax override'] }, code: 'T5' }] },
      },
    },
    rows: ['line-11 | 1001 | 1 | T5 | 100.00 | 20.00'],
  },
  {
    name: 'external tax provider: the rate follows from the amounts',
    input: {
      order: { defaultTaxes: VAT, lines: [{ price: '100', discounts: [{ amount: '15' }] }] },
      taxes: [],
      rules: { tax: TWO_RATES() },
    },
    rows: ['line-11 | 1001 | 1 | T20 | 85.00 | 17.00'],
  },
];

function TWO_RATES() {
  return {
    zeroRated: 'T0',
    outOfScope: 'T9',
    rules: [
      { when: { rate: '20' }, code: 'T20' },
      { when: { rate: '5.0' }, code: 'T5' },
    ],
  };
}

describe('rows of an order', () => {
  it.each(both.map((fixture) => [fixture.name, fixture] as const))('%s', (_, { input, rows, basis }) => {
    expect(rowsOf(input)).toEqual(rows);
    if (basis !== undefined) expect(documentOf(input).proven.basis.name).toBe(basis);
  });
});
