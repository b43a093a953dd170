/** Twelve orders of different kinds, as shoppers would place them in the simulated store. */
import { buildOrder } from '../simulators/bigcommerce/order-builder';
import type { BuiltOrder } from '../simulators/bigcommerce/order-builder';
import type { LineInput, OrderInput } from '../simulators/bigcommerce/order-input';

export interface DemoOrder {
  readonly what: string;
  readonly order: BuiltOrder;
}

/** The SKU that Brightpearl does not know until the demo adds it. */
export const UNKNOWN_SKU = 'POSTER-XL';

const TAX = '8.25';
const line = (sku: string, name: string, price: string, quantity = 1, more: Partial<LineInput> = {}): LineInput => ({
  sku,
  name,
  price,
  quantity,
  taxRate: TAX,
  ...more,
});
const mug = (quantity = 1, more: Partial<LineInput> = {}): LineInput =>
  line('MUG-BLUE', 'Enamel mug, blue', '12.95', quantity, more);
const ground = { cost: '7.95', method: 'Ground', taxRate: TAX };

const INPUTS: readonly (OrderInput & { readonly what: string })[] = [
  {
    what: 'two lines, taxed',
    taxMode: 'exclusive',
    lines: [mug(2), line('NOTE-A5', 'Notebook A5', '5.01')],
    shipping: ground,
  },
  {
    what: 'percentage coupon',
    taxMode: 'exclusive',
    lines: [line('TEE-M', 'Logo tee, medium', '19.99', 2), line('NOTE-A5', 'Notebook A5', '5.01')],
    coupon: { code: 'TENOFF', type: 'percentage', amount: '10' },
    shipping: ground,
  },
  {
    what: 'prices include tax, discount',
    taxMode: 'inclusive',
    lines: [line('LAMP-01', 'Desk lamp', '89.00'), mug(3)],
    discount: '12.50',
    shipping: { cost: '9.00', method: 'Two Day', taxRate: TAX },
  },
  {
    what: 'state and county tax',
    taxMode: 'exclusive',
    lines: [
      line('LAMP-01', 'Desk lamp', '79.99', 1, {
        taxes: [
          { name: 'State', rate: '6.25' },
          { name: 'County', rate: '2' },
        ],
      }),
    ],
    shipping: ground,
  },
  {
    what: 'engraved, gift wrapped',
    taxMode: 'exclusive',
    lines: [
      line('PEN-GOLD', 'Engraved pen', '34.50', 1, {
        options: [{ name: 'Engraving', value: 'For Zoë ✒' }],
        wrapping: { name: 'Blue paper', message: 'Happy birthday', cost: '3.00', taxRate: TAX },
      }),
    ],
    shipping: ground,
  },
  {
    what: 'unknown SKU',
    taxMode: 'exclusive',
    lines: [line(UNKNOWN_SKU, 'Poster, extra large', '25.00'), mug()],
    shipping: ground,
  },
  {
    what: 'bundle, next day',
    taxMode: 'exclusive',
    lines: [line('GIFTSET', 'Mug and notebook set', '21.00', 2)],
    shipping: { cost: '18.00', method: 'Next Day', taxRate: TAX },
  },
  {
    what: 'digital only',
    taxMode: 'exclusive',
    lines: [line('EBOOK-7', 'Field guide (PDF)', '9.99', 1, { type: 'digital' })],
  },
  {
    what: 'partly by gift certificate',
    taxMode: 'exclusive',
    lines: [mug(4)],
    giftCertificateAmount: '20.00',
    shipping: ground,
  },
  {
    what: 'paid in euro',
    taxMode: 'inclusive',
    currency: 'EUR',
    storeCurrency: 'USD',
    exchangeRate: '0.92',
    lines: [line('TEE-L', 'Logo tee, large', '24.00', 2, { taxRate: '19' })],
    shipping: { cost: '6.90', method: 'Ground', taxRate: '19' },
  },
  {
    what: 'paid in yen',
    taxMode: 'exclusive',
    currency: 'JPY',
    storeCurrency: 'USD',
    exchangeRate: '151.35',
    lines: [mug(1, { price: '1980', taxRate: '10' })],
    shipping: { cost: '800', method: 'Ground', taxRate: '10' },
  },
  {
    what: 'company, bank transfer due',
    taxMode: 'exclusive',
    lines: [line('NOTE-A5', 'Notebook A5', '4.40', 60)],
    shipping: { cost: '0', method: 'Free Shipping', taxRate: TAX },
    statusId: 7,
    paymentMethod: 'Bank Deposit',
    paymentStatus: '',
    billing: { company: 'Larkspur Ltd' },
  },
];

/** Of a SKU in the store's catalog; none for what it does not sell. */
export type CatalogIds = (sku: string) => { readonly productId?: number; readonly variantId?: number };

/** Every shopper has a name and an address of their own; none is a real person's. */
export const demoOrders = (idsOf: CatalogIds): DemoOrder[] =>
  INPUTS.map(({ what, lines, ...input }, index) => ({
    what,
    order: buildOrder({
      ...input,
      lines: lines.map((sold) => ({ ...sold, ...idsOf(sold.sku ?? '') })),
      billing: { ...shopper(index), ...input.billing },
    }),
  }));

const FIRST_NAMES = [
  'Ada',
  'Bilal',
  'Chiara',
  'Dmitri',
  'Emeka',
  'Freya',
  'Goro',
  'Hana',
  'Ines',
  'Jonas',
  'Keiko',
  'Lars',
];

const shopper = (index: number): Record<string, string> => ({
  first_name: FIRST_NAMES[index] ?? 'Max',
  last_name: 'Example',
  email: `shopper${index + 1}@example.com`,
  street_1: `${index + 1} Sample Street`,
  city: 'Austin',
  state: 'Texas',
  zip: '78701',
  country: 'United States',
  country_iso2: 'US',
});
