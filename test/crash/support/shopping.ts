/** The order that a case places: taxed, two lines, a message; its shopper and SKUs are its own. */
import { buildOrder } from '../../../src/simulators/bigcommerce/order-builder';
import type { BuiltOrder } from '../../../src/simulators/bigcommerce/order-builder';
import type { OrderInput } from '../../../src/simulators/bigcommerce/order-input';
import type { ProductSeed } from '../../../src/simulators/brightpearl/seeds/catalog';

export interface Purchase {
  /** Tells this shopper and these SKUs from all others. */
  readonly tag: string;
  readonly email: string;
  readonly products: ProductSeed[];
  /** Paid, by two tenders. */
  readonly order: BuiltOrder;
  /** The same, with its money authorized and not taken. */
  readonly authorized: () => BuiltOrder;
}

const TAX = '8.25';

/** The store's own ids of a SKU; none where it is a custom line. */
type IdsOf = (sku: string) => { readonly productId?: number; readonly variantId?: number };

export function purchase(tag: string, idsOf: IdsOf = () => ({})): Purchase {
  const email = `shopper-${tag}@example.com`;
  const sku = { lamp: `LAMP-${tag}`, guide: `GUIDE-${tag}` };
  const input: OrderInput = {
    taxMode: 'exclusive',
    lines: [
      { ...idsOf(sku.lamp), sku: sku.lamp, name: 'Desk lamp', price: '24.95', quantity: 2, taxRate: TAX },
      { ...idsOf(sku.guide), sku: sku.guide, name: 'Field guide', price: '9.99', taxRate: TAX, type: 'digital' },
    ],
    shipping: { cost: '7.95', method: 'Ground', taxRate: TAX },
    billing: { email, first_name: 'Mira', last_name: 'Example' },
    fields: { customer_message: 'Please ring twice' },
  };
  return {
    tag,
    email,
    order: buildOrder({ ...input, giftCertificateAmount: '20.00' }),
    authorized: () => buildOrder({ ...input, transactions: [{ event: 'authorization' }], paymentStatus: 'authorized' }),
    products: [
      { sku: sku.lamp, name: 'Desk lamp', onHand: { '2': 5 } },
      // Not tracked: takes another request to tell from a bundle.
      { sku: sku.guide, name: 'Field guide', stockTracked: false },
    ],
  };
}
