/** The fields of an order as BigCommerce shows them: defaults for what a caller leaves out, and what a PUT may write. */
import { money } from '../../domain/money';
import type { Fields, LineItem } from './state';

/** Amounts of the header that are 0 when not given. The `base_*` ones are not: they tell a store's tax mode. */
const HEADER_MONEY_FIELDS = [
  'subtotal_ex_tax',
  'subtotal_inc_tax',
  'subtotal_tax',
  'shipping_cost_ex_tax',
  'shipping_cost_inc_tax',
  'shipping_cost_tax',
  'handling_cost_ex_tax',
  'handling_cost_inc_tax',
  'handling_cost_tax',
  'wrapping_cost_ex_tax',
  'wrapping_cost_inc_tax',
  'wrapping_cost_tax',
  'total_ex_tax',
  'total_inc_tax',
  'total_tax',
  'refunded_amount',
  'store_credit_amount',
  'gift_certificate_amount',
  'discount_amount',
  'coupon_discount',
] as const;

/** Amounts of a line that are 0 when not given; its prices and totals are not made up. */
const LINE_MONEY_FIELDS = [
  'base_cost_price',
  'cost_price_ex_tax',
  'cost_price_inc_tax',
  'cost_price_tax',
  'refund_amount',
  'base_wrapping_cost',
  'wrapping_cost_ex_tax',
  'wrapping_cost_inc_tax',
  'wrapping_cost_tax',
  'fixed_shipping_cost',
] as const;

/** Amounts shown as given, in the vendor's form: absent ones stay absent, as on old orders. */
const OPTIONAL_MONEY_FIELDS = [
  'base_shipping_cost',
  'base_handling_cost',
  'base_wrapping_cost',
  'base_price',
  'price_ex_tax',
  'price_inc_tax',
  'price_tax',
  'base_total',
  'total_ex_tax',
  'total_inc_tax',
  'total_tax',
  'discounted_total_inc_tax',
] as const;

export const CONSIGNMENT_MONEY_FIELDS = [
  'base_cost',
  'cost_ex_tax',
  'cost_inc_tax',
  'cost_tax',
  'base_handling_cost',
  'handling_cost_ex_tax',
  'handling_cost_inc_tax',
  'handling_cost_tax',
] as const;

const ORDER_DEFAULTS: Fields = {
  customer_id: 0,
  status_id: 11,
  date_shipped: '',
  shipping_cost_tax_class_id: 0,
  handling_cost_tax_class_id: 0,
  wrapping_cost_tax_class_id: 0,
  items_shipped: 0,
  payment_method: '',
  payment_provider_id: '',
  payment_status: '',
  order_is_digital: false,
  ip_address: '',
  ip_address_v6: '',
  geoip_country: '',
  geoip_country_iso2: '',
  currency_id: 1,
  currency_code: 'USD',
  currency_exchange_rate: '1.0000000000',
  default_currency_id: 1,
  default_currency_code: 'USD',
  store_default_currency_code: 'USD',
  store_default_to_transactional_exchange_rate: '1.0000000000',
  staff_notes: '',
  customer_message: '',
  ebay_order_id: '0',
  cart_id: '',
  is_deleted: false,
  is_email_opt_in: false,
  credit_card_type: null,
  order_source: 'www',
  channel_id: 1,
  external_source: null,
  external_id: null,
  external_merchant_id: null,
  external_order_id: '',
  tax_provider_id: 'BasicTaxProvider',
  customer_locale: 'en',
};

const BILLING_DEFAULTS: Fields = {
  first_name: '',
  last_name: '',
  company: '',
  street_1: '',
  street_2: '',
  city: '',
  state: '',
  zip: '',
  country: '',
  country_iso2: '',
  phone: '',
  email: '',
  form_fields: [],
};

const LINE_DEFAULTS: Fields = {
  product_id: 0,
  variant_id: 0,
  order_pickup_method_id: 0,
  name: 'Product',
  sku: '',
  upc: '',
  type: 'physical',
  weight: '0.0000',
  width: '0.0000',
  height: '0.0000',
  depth: '0.0000',
  quantity: 1,
  is_refunded: false,
  quantity_refunded: 0,
  return_id: 0,
  wrapping_id: 0,
  wrapping_name: '',
  wrapping_message: '',
  quantity_shipped: 0,
  event_name: null,
  event_date: null,
  ebay_item_id: '',
  ebay_transaction_id: '',
  option_set_id: null,
  parent_order_product_id: null,
  is_bundled_product: false,
  bin_picking_number: '',
  external_id: null,
  brand: '',
  applied_discounts: [],
  product_options: [],
  configurable_fields: [],
  gift_certificate_id: null,
};

/** Order money is a string of four places; a string given is kept as it is, as real orders vary in places. */
export const moneyText = (value: unknown): string =>
  typeof value === 'string' && value !== '' ? value : money(typeof value === 'number' ? value : 0).toFixed(4);

/** Consignment money is a JSON number. */
export const moneyNumber = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && value !== '') ? money(value).toNumber() : 0;

const texts = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, moneyText(fields[name])]));

export const numbers = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, moneyNumber(fields[name])]));

const presentIn = (given: Fields): readonly string[] =>
  OPTIONAL_MONEY_FIELDS.filter((name) => given[name] !== undefined && given[name] !== null);

export const completeHeader = (given: Fields): Fields => ({
  ...ORDER_DEFAULTS,
  ...given,
  ...texts(given, presentIn(given)),
  ...texts(given, HEADER_MONEY_FIELDS),
  billing_address: completeAddress(given['billing_address']),
});

export const completeAddress = (given: unknown): Fields => ({
  ...BILLING_DEFAULTS,
  ...(given as Fields | undefined),
});

export function completeLine(given: Fields): Fields {
  const name = given['name'] ?? LINE_DEFAULTS['name'];
  return {
    ...LINE_DEFAULTS,
    name_customer: name,
    name_merchant: name,
    ...given,
    ...texts(given, presentIn(given)),
    ...texts(given, LINE_MONEY_FIELDS),
  };
}

export const quantityOf = (lines: readonly LineItem[], field = 'quantity'): number =>
  lines.reduce((total, line) => total + Number(line[field] ?? 0), 0);
