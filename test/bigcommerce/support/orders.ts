/** Orders as the API lists and gives them, cut to what the schemas read. */
export const anOrder = (more: Record<string, unknown> = {}) => ({
  id: 100,
  customer_id: 7,
  date_created: 'Tue, 05 Mar 2019 21:40:11 +0000',
  date_modified: 'Tue, 05 Mar 2019 21:40:11 +0000',
  status_id: 11,
  payment_method: 'Visa',
  subtotal_ex_tax: '10.0000',
  subtotal_inc_tax: '12.0000',
  subtotal_tax: '2.0000',
  shipping_cost_ex_tax: '0.0000',
  shipping_cost_inc_tax: '0.0000',
  shipping_cost_tax: '0.0000',
  handling_cost_ex_tax: '0.0000',
  handling_cost_inc_tax: '0.0000',
  handling_cost_tax: '0.0000',
  wrapping_cost_ex_tax: '0.0000',
  wrapping_cost_inc_tax: '0.0000',
  wrapping_cost_tax: '0.0000',
  total_ex_tax: '10.0000',
  total_inc_tax: '12.0000',
  total_tax: '2.0000',
  discount_amount: '0.0000',
  coupon_discount: '0.0000',
  store_credit_amount: '0.0000',
  gift_certificate_amount: '0.0000',
  currency_code: 'GBP',
  default_currency_code: 'GBP',
  billing_address: { first_name: 'Ann', last_name: 'Lee', email: 'ann@example.com' },
  consignments: { shipping: [] },
  ...more,
});

/** Seconds after a fixed moment, as V2 prints dates. */
export const second = (seconds: number): Date => new Date(Date.UTC(2026, 0, 5, 10, 0, seconds));

export interface ListedOrder {
  readonly id: number;
  /** Seconds after the fixed moment. */
  modified: number;
}

export const aRow = ({ id, modified }: ListedOrder) => ({
  id,
  status_id: 11,
  date_created: second(0).toUTCString(),
  date_modified: second(modified).toUTCString(),
});
