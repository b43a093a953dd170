/** Takes what belongs to an order beside its lines: fees, taxes, coupons, shipments, transactions, refunds. */
import { isoSeconds } from './dates';
import { moneyNumber, moneyText } from './order-fields';
import type { Fields, StoreState } from './state';

/** Ids that had to change because another order has them: old to new. */
export interface Renumbered {
  readonly lines: Map<unknown, number>;
  readonly addresses: Map<unknown, number>;
}

export const nothingRenumbered = (): Renumbered => ({ lines: new Map(), addresses: new Map() });

export const rows = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);

export const ingestFee = (state: StoreState, given: Fields): Fields => ({
  type: 'custom_fee',
  display_name_customer: '',
  display_name_merchant: '',
  source: '',
  tax_class_id: null,
  ...given,
  ...Object.fromEntries(['base_cost', 'cost_ex_tax', 'cost_inc_tax', 'cost_tax'].map((n) => [n, moneyText(given[n])])),
  id: state.claimId('fee', given['id']),
});

export const ingestTaxes = (
  state: StoreState,
  orderId: number,
  taxes: readonly Fields[],
  renumbered: Renumbered = nothingRenumbered(),
): Fields[] =>
  taxes.map((given) => {
    const line = numberOrNull(given['order_product_id']);
    const lineId = line === null ? null : (renumbered.lines.get(line) ?? line);
    const address = given['order_address_id'];
    return {
      tax_rate_id: 1,
      sales_tax_id: '1',
      tax_class_id: 0,
      class: 'Default Tax Class',
      priority: 1,
      order_pickup_method_id: 0,
      line_item_type: 'item',
      ...given,
      priority_amount: moneyText(given['priority_amount'] ?? given['line_amount']),
      line_amount: moneyText(given['line_amount']),
      id: state.claimId('tax', given['id']),
      order_id: orderId,
      order_address_id: renumbered.addresses.get(address) ?? address ?? 0,
      order_product_id: lineId === null ? null : String(lineId),
    };
  });

export const withIds = (
  state: StoreState,
  kind: 'coupon' | 'shipment',
  orderId: number,
  given: readonly Fields[],
): Fields[] => given.map((row) => ({ ...row, id: state.claimId(kind, row['id']), order_id: orderId }));

export function ingestTransactions(state: StoreState, orderId: number, given: readonly Fields[], now: Date): Fields[] {
  const ids = given.map((row) => state.claimId('transaction', row['id']));
  const renumbered = new Map(given.map((row, index) => [row['id'], ids[index]]));
  return given.map(({ reference_transaction_id: reference, ...row }, index) => ({
    event: 'purchase',
    method: 'credit_card',
    currency: 'USD',
    gateway: 'testgateway',
    gateway_transaction_id: '',
    status: 'ok',
    test: false,
    fraud_review: false,
    date_created: isoSeconds(now),
    ...row,
    ...(typeof reference === 'number' ? { reference_transaction_id: renumbered.get(reference) ?? reference } : {}),
    amount: moneyNumber(row['amount']),
    id: ids[index],
    order_id: String(orderId),
  }));
}

export const ingestRefunds = (state: StoreState, orderId: number, given: readonly Fields[], now: Date): Fields[] =>
  given.map((row) => ({
    user_id: 1,
    created: isoSeconds(now),
    reason: '',
    uses_merchant_override_values: false,
    items: [],
    payments: [],
    ...row,
    total_amount: moneyNumber(row['total_amount']),
    total_tax: moneyNumber(row['total_tax']),
    id: state.claimId('refund', row['id']),
    order_id: orderId,
  }));

const numberOrNull = (value: unknown): number | null =>
  value === null || value === undefined || value === '' ? null : Number(value);
