import { startObservedStore } from '../observed-store';

/** Two mugs and a spoon to the first address, a bowl to the second, and an e-book. Lines and addresses count from 1. */
export async function startShippingStore() {
  const store = await startObservedStore(['store/order/*', 'store/shipment/*']);
  const id = store.order({
    lines: [
      { name: 'Mug', price: 10, quantity: 2, productId: 7 },
      { name: 'Spoon', price: 2 },
      { name: 'Bowl', price: 5, address: 1 },
      { name: 'E-book', price: 9, type: 'digital' },
    ],
    addresses: [{}, { address: { city: 'Dallas' } }],
    shipping: { cost: 5, method: 'Express' },
  });
  store.mailed();
  return {
    ...store,
    id,
    path: (rest = '') => `/v2/orders/${id}/shipments${rest}`,
    ship: (body: unknown) => store.api('POST', `/v2/orders/${id}/shipments`, body),
    shipped: async () => (await store.api('GET', `/v2/orders/${id}`)).body as Record<string, unknown>,
    shippedOfLines: async () => {
      const { body } = await store.api('GET', `/v2/orders/${id}/products`);
      return (body as { quantity_shipped: number }[]).map((line) => line.quantity_shipped);
    },
    become: (switches: object) => store.sim('POST', 'switches', switches),
  };
}

export type ShippingStore = Awaited<ReturnType<typeof startShippingStore>>;

export const item = (line: number, quantity: number) => ({ order_product_id: line, quantity });
export const MUG = { order_address_id: 1, items: [item(1, 1)] };
export const FIRST = { order_address_id: 1, items: [item(1, 2), item(2, 1)] };
export const SECOND = { order_address_id: 2, items: [item(3, 1)] };
