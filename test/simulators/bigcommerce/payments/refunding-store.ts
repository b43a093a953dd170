import type { OrderInput } from '../../../../src/simulators/bigcommerce/order-input';
import { startObservedStore, type ObservedStore } from '../observed-store';

/** Exclusive, 10 % tax: three mugs of 10 less 10 % coupon are 29.70, wrapping 3.30, shipping 5.50, handling 2.20, fee 1.10: 41.80. */
export const ORDER: Partial<OrderInput> = {
  lines: [{ name: 'Mug', price: 10, quantity: 3, taxRate: 10, wrapping: { name: 'Paper', cost: 3, taxRate: 10 } }],
  coupon: { code: 'TEN', type: 'percentage', amount: 10 },
  shipping: { cost: 5, taxRate: 10 },
  handling: { cost: 2, taxRate: 10 },
  fees: [{ name: 'Protection', cost: 1, taxRate: 10 }],
};

export const product = (quantity: number, more: object = {}) => ({
  item_type: 'PRODUCT',
  item_id: 1,
  quantity,
  ...more,
});
export const amountOf = (item_type: string, amount: number, item_id = 1) => ({ item_type, item_id, amount });
export const byStripe = (amount: number) => ({ payments: [{ provider_id: 'stripe', amount }] });

interface Quote {
  total_refund_amount: number;
  total_refund_tax_amount: number;
  refund_methods: { provider_id: string; amount: number; offline: boolean }[][];
}

/** A store with what refunds are asked for and read by. */
export async function startRefundingStore() {
  const store: ObservedStore = await startObservedStore(['store/order/*']);
  const read = async (path: string) => (await store.api('GET', path)).body;
  return {
    ...store,
    quote: async (id: number, body: object) => {
      const answer = await store.api('POST', `/v3/orders/${id}/payment_actions/refund_quotes`, body);
      return { status: answer.status, title: titleOf(answer.body), data: (answer.body as { data: Quote }).data };
    },
    refund: (id: number, body: object) => store.api('POST', `/v3/orders/${id}/payment_actions/refunds`, body),
    orderOf: async (id: number) => (await read(`/v2/orders/${id}`)) as Record<string, unknown>,
    lineOf: async (id: number) => ((await read(`/v2/orders/${id}/products`)) as object[])[0],
    transactionsOf: async (id: number) =>
      ((await read(`/v3/orders/${id}/transactions`)) as { data: Record<string, unknown>[] }).data,
    become: (switches: object) => store.sim('POST', 'switches', switches),
  };
}

export type RefundingStore = Awaited<ReturnType<typeof startRefundingStore>>;

/** Of a refused quote, or of a refused refund, which comes in a list. */
export function titleOf(body: unknown): string | undefined {
  const { title, data } = body as { title?: string; data?: { title?: string }[] };
  return title ?? data?.[0]?.title;
}
