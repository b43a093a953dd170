/**
 * Orders as BigCommerce would have computed them (both tax modes, discounts off the true side, tax rounded per line), for
 * every mapping test. Give only what the test is about; any field of the order itself may be given too and wins.
 */
import type { z } from 'zod';
import { orderSchema, type BcOrder } from '../../../src/bigcommerce/schemas/order';
import { money, type Money, ZERO } from '../../../src/domain/money';
import { headerOf, priced, pricedLine, str, type DiscountInput, type Priced, type TaxInput } from './pricing';

type RawOrder = z.input<typeof orderSchema>;
export type RawLine = NonNullable<
  NonNullable<NonNullable<RawOrder['consignments']>['shipping']>[number]
>['line_items'][number];
type RawAddress = RawOrder['billing_address'];

export interface LineInput extends Omit<Partial<RawLine>, 'id' | 'type'> {
  /** Default 11, 12, … */
  readonly id?: number;
  /** Unit price in the order's own tax mode. Default 10. */
  readonly price?: string;
  readonly taxes?: readonly TaxInput[];
  readonly discounts?: readonly DiscountInput[];
  /** Gift wrapping of the whole line, in the order's own tax mode. */
  readonly wrapping?: string;
  readonly type?: 'physical' | 'digital' | 'giftcertificate';
  /** Id of the shipping address; default the first. */
  readonly address?: number;
}

interface ShipToInput extends Partial<RawAddress> {
  readonly id?: number;
  /** Shipping in the order's own tax mode. Default 0. */
  readonly cost?: string;
  readonly handling?: string;
  readonly taxes?: readonly TaxInput[];
  readonly shipping_method?: string;
}

export interface OrderInput extends Omit<Partial<RawOrder>, 'fees'> {
  /** Whether prices include tax. Default false. */
  readonly inclusive?: boolean;
  /** Taxes of all lines and charges that name none of their own. Default none. */
  readonly defaultTaxes?: readonly TaxInput[];
  /** Default: one line, SKU-1, 1 × 10.00. */
  readonly lines?: readonly LineInput[];
  /** Default: one address 501 in Austin, free shipping. */
  readonly shipTo?: readonly ShipToInput[];
  readonly pickup?: boolean;
  readonly fees?: readonly { readonly name: string; readonly cost: string; readonly taxes?: readonly TaxInput[] }[];
  /** Minor units of the currency. Default 2. */
  readonly digits?: number;
}

export function anOrder(input: OrderInput = {}): BcOrder {
  return orderSchema.parse(rawOrder(input));
}

/** The order as the API sends it. */
function rawOrder(input: OrderInput): Record<string, unknown> {
  const pricing = priceOrder(input);
  return {
    id: 100,
    customer_id: 0,
    date_created: 'Tue, 10 Nov 2026 15:04:05 +0000',
    date_modified: 'Tue, 10 Nov 2026 15:04:05 +0000',
    status_id: 11,
    status: 'Awaiting Fulfillment',
    payment_method: 'Credit Card',
    payment_status: 'captured',
    is_tax_inclusive_pricing: input.inclusive === true,
    channel_id: 1,
    ...pricing.header,
    currency_code: 'USD',
    default_currency_code: 'USD',
    store_default_currency_code: 'USD',
    store_default_to_transactional_exchange_rate: '1.0000000000',
    billing_address: ADDRESS,
    consignments: pricing.consignments,
    fees: pricing.fees,
    ...omit(input, ['inclusive', 'defaultTaxes', 'lines', 'shipTo', 'pickup', 'fees', 'digits']),
  };
}

export const ADDRESS = {
  first_name: 'Ada',
  last_name: 'Lovelace',
  company: '',
  street_1: '1 Main Street',
  street_2: '',
  city: 'Austin',
  state: 'Texas',
  zip: '78701',
  country: 'United States',
  country_iso2: 'US',
  phone: '512 555 0100',
  email: 'ada@example.com',
} as const;

const PICKUP_LOCATION = {
  name: 'Shop',
  code: 'SHOP',
  address_line_1: '5 Store Road',
  city: 'Austin',
  state: 'Texas',
  postal_code: '78702',
  country_alpha2: 'US',
  email: '',
  phone: '',
};

function priceOrder(
  input: OrderInput,
): Pick<RawOrder, 'consignments' | 'fees'> & { header: ReturnType<typeof headerOf> } {
  const inclusive = input.inclusive === true;
  const digits = input.digits ?? 2;
  const taxesOf = (own: readonly TaxInput[] | undefined): readonly TaxInput[] => own ?? input.defaultTaxes ?? [];
  const price = (amount: string, off: Money, own?: readonly TaxInput[]): Priced =>
    priced(money(amount), off, taxesOf(own), inclusive, digits);

  const lines = (input.lines ?? [{}]).map((line, index) => pricedLine(line, index, price));
  const shipTo = (input.shipTo ?? [{}]).map((to, index) => ({
    to,
    id: to.id ?? 501 + index,
    shipping: price(to.cost ?? '0', ZERO, to.taxes),
    handling: price(to.handling ?? '0', ZERO, to.taxes),
  }));
  const fees = (input.fees ?? []).map((fee, index) => ({
    fee,
    id: 901 + index,
    cost: price(fee.cost, ZERO, fee.taxes),
  }));
  const physical = lines.filter((line) => line.type === 'physical');
  const of = (type: string): RawLine[] => lines.filter((line) => line.type === type).map((line) => line.raw);

  return {
    consignments: {
      shipping:
        input.pickup || physical.length === 0
          ? []
          : shipTo.map(({ to, id, shipping, handling }, index) => ({
              ...ADDRESS,
              shipping_method: 'Ground',
              ...omit(to, ['cost', 'handling', 'taxes']),
              id,
              line_items: physical
                .filter((line) => (line.address ?? shipTo[0]?.id) === id || (index === 0 && line.address === undefined))
                .map((line) => ({ ...line.raw, order_address_id: id })),
              base_cost: Number(input.inclusive ? shipping.inc : shipping.ex),
              cost_ex_tax: Number(str(shipping.ex)),
              cost_inc_tax: Number(str(shipping.inc)),
              cost_tax: Number(str(shipping.tax)),
              handling_cost_ex_tax: Number(str(handling.ex)),
              handling_cost_inc_tax: Number(str(handling.inc)),
              handling_cost_tax: Number(str(handling.tax)),
            })),
      pickups: input.pickup
        ? [
            {
              id: 701,
              pickup_method_display_name: 'Store pickup',
              location: PICKUP_LOCATION,
              line_items: of('physical'),
            },
          ]
        : [],
      downloads: of('digital').length > 0 ? [{ line_items: of('digital') }] : [],
      email: {
        gift_certificates: of('giftcertificate').map((line) => ({
          recipient_email: 'friend@example.com',
          line_items: [line],
        })),
      },
    },
    fees: fees.map(({ fee, id, cost }) => ({
      id,
      type: 'custom_fee',
      name: fee.name,
      display_name_customer: fee.name,
      cost_ex_tax: str(cost.ex),
      cost_inc_tax: str(cost.inc),
      cost_tax: str(cost.tax),
    })),
    header: headerOf(
      lines,
      input.pickup || physical.length === 0 ? [] : shipTo,
      fees.map((fee) => fee.cost),
    ),
  };
}

function omit<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>;
}
