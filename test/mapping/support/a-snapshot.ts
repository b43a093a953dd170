/** What surrounds an order: its taxes and transactions, and the rules, account and products it is mapped with. */
import type { z } from 'zod';
import {
  orderCouponSchema,
  orderTaxSchema,
  transactionSchema,
  type BcOrderTax,
} from '../../../src/bigcommerce/schemas/order';
import { money } from '../../../src/domain/money';
import type { AccountFacts } from '../../../src/mapping/account-facts';
import { routeRulesSchema, type RouteRules } from '../../../src/mapping/rules';
import type { Amendments, MappingContext, OrderSnapshot, ProductRef } from '../../../src/mapping/types';
import { anOrder, type OrderInput } from './an-order';
import type { TaxInput } from './pricing';

export const STORE = 'abc123';

export interface SnapshotInput {
  readonly order?: OrderInput;
  /** Default: one row per tax of every line and charge, as `/taxes?details=true` lists them. */
  readonly taxes?: readonly z.input<typeof orderTaxSchema>[];
  readonly coupons?: readonly Partial<z.input<typeof orderCouponSchema>>[];
  readonly transactions?: readonly Partial<z.input<typeof transactionSchema>>[];
  readonly customer?: Partial<NonNullable<OrderSnapshot['customer']>> | null;
  readonly readAt?: string;
}

export function aSnapshot(input: SnapshotInput = {}): OrderSnapshot {
  const order = anOrder(input.order);
  return {
    storeHash: STORE,
    order,
    taxes: (input.taxes ?? taxRows(input.order ?? {})).map((row) => orderTaxSchema.parse(row)),
    coupons: (input.coupons ?? []).map((coupon, index) =>
      orderCouponSchema.parse({ id: index + 1, code: 'SAVE', amount: '1', type: 0, discount: '1', ...coupon }),
    ),
    transactions: (input.transactions ?? []).map((transaction, index) =>
      transactionSchema.parse({
        id: 801 + index,
        order_id: String(order.id),
        event: 'purchase',
        method: 'credit_card',
        amount: order.total_inc_tax,
        currency: order.default_currency_code,
        gateway: 'bigcommerce_payments',
        gateway_transaction_id: `gw-${801 + index}`,
        status: 'ok',
        date_created: '2026-11-10T15:04:07+00:00',
        ...transaction,
      }),
    ),
    customer: input.customer
      ? {
          id: order.customer_id,
          groupId: 0,
          taxExemptCategory: '',
          company: '',
          email: 'ada@example.com',
          ...input.customer,
        }
      : null,
    readAt: input.readAt ?? '2026-11-10T15:05:00.000Z',
  };
}

/** The rows of `/taxes?details=true` that BigCommerce would list for the order's lines, shipping, handling and wrapping. */
function taxRows(input: OrderInput): BcOrderTax[] {
  const addressId = input.shipTo?.[0]?.id ?? 501;
  const lines = (input.lines ?? [{}]).flatMap((line, index) => [
    ...rowsOf(
      line.type === 'giftcertificate' ? [] : (line.taxes ?? input.defaultTaxes ?? []),
      'item',
      line.id ?? 11 + index,
      addressId,
    ),
    ...rowsOf(
      line.wrapping === undefined ? [] : (line.taxes ?? input.defaultTaxes ?? []),
      'gift-wrapping',
      null,
      addressId,
    ),
  ]);
  const charges = (input.shipTo ?? [{}]).flatMap((to, index) => {
    const taxes = to.taxes ?? input.defaultTaxes ?? [];
    const id = to.id ?? 501 + index;
    return [
      ...rowsOf(money(to.cost ?? '0').isZero() ? [] : taxes, 'shipping', null, id),
      ...rowsOf(money(to.handling ?? '0').isZero() ? [] : taxes, 'handling', null, id),
    ];
  });
  return [...lines, ...charges].map((row, index) => orderTaxSchema.parse({ ...row, id: index + 1 }));
}

const rowsOf = (
  taxes: readonly TaxInput[],
  type: string,
  productId: string | number | null,
  addressId: string | number,
) =>
  taxes.map((tax, priority) => ({
    id: 0,
    order_product_id: productId,
    order_address_id: addressId,
    line_item_type: type,
    name: tax.name,
    class: tax.class ?? 'Default Tax Class',
    rate: tax.rate,
    priority,
    priority_amount: '0',
    line_amount: '0',
  }));

/** The shortest route, with a standard tax code T20 for everything taxed. */
const MINIMAL_RULES = {
  brightpearl: { channelId: 7, warehouseId: 2 },
  statuses: { hold: 33 },
  tax: { default: 'T20', zeroRated: 'T0', outOfScope: 'T9' },
  shippingMethods: { unmapped: 4 },
  paymentMethods: { unmapped: { code: 'CARD' } },
} as const satisfies z.input<typeof routeRulesSchema>;

export function someRules(more: Partial<z.input<typeof routeRulesSchema>> = {}): RouteRules {
  return routeRulesSchema.parse({ ...MINIMAL_RULES, ...more });
}

export function anAccount(more: Partial<AccountFacts> = {}): AccountFacts {
  return {
    code: 'acme',
    baseCurrency: 'USD',
    timeZone: 'America/Chicago',
    instanceId: 12,
    newOrderStatusId: 3,
    nominals: { sales: '4000', shipping: '4040', discount: '4050', rounding: '7990' },
    taxCodes: ['T20', 'T5', 'T0', 'T9'].map((code, index) => ({ id: index + 1, code, rate: code.slice(1) })),
    currencies: [
      { code: 'USD', exchangeRate: '1' },
      { code: 'EUR', exchangeRate: '0.9' },
      { code: 'JPY', exchangeRate: '150' },
      { code: 'KWD', exchangeRate: '0.3' },
    ],
    paymentMethods: ['CARD', 'BANK', 'GIFT', 'CREDIT'].map((code) => ({ code, active: true })),
    shippingMethods: [
      { id: 4, name: 'Ground' },
      { id: 5, name: 'Express' },
    ],
    orderStatuses: [],
    channels: [{ id: 7, name: 'Web' }],
    warehouses: [{ id: 2, name: 'Main' }],
    priceLists: [],
    ...more,
  };
}

export interface ContextInput {
  readonly rules?: Partial<z.input<typeof routeRulesSchema>>;
  readonly account?: Partial<AccountFacts>;
  /** Known products; default SKU-1 … SKU-9 with ids 1001 … 1009, all stock-tracked. */
  readonly products?: readonly (string | ProductRef)[];
  readonly amendments?: Amendments;
  readonly orderId?: number;
}

export function aContext(input: ContextInput = {}): MappingContext {
  return {
    key: { storeHash: STORE, orderId: input.orderId ?? 100 },
    rules: someRules(input.rules),
    account: anAccount(input.account),
    products: lookup(input.products ?? Array.from({ length: 9 }, (_, index) => `SKU-${index + 1}`)),
    amendments: input.amendments ?? {},
  };
}

function lookup(products: readonly (string | ProductRef)[]): Map<string, ProductRef[]> {
  const found = new Map<string, ProductRef[]>();
  for (const [index, product] of products.entries()) {
    const ref =
      typeof product === 'string'
        ? { productId: 1001 + index, sku: product, stockTracked: true, bundle: false }
        : product;
    found.set(ref.sku, [...(found.get(ref.sku) ?? []), ref]);
  }
  return found;
}
