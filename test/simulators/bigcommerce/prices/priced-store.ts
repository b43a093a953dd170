import { startObservedStore, type ObservedStore } from '../observed-store';

/** Price list 1; product 1 is a plain mug (variant 1), product 2 a shirt of the main SKU SHIRT with variants 2 and 3. */
export async function startPricedStore(): Promise<ObservedStore> {
  const scopes = ['store/priceList/*', 'store/product/*', 'store/sku/*'];
  const store = await startObservedStore(scopes, {
    store: {
      currencies: [
        { code: 'USD', rate: '1', isTransactional: true },
        { code: 'EUR', rate: '0.9', isTransactional: true },
      ],
    },
  });
  store.simulator.control.addPriceList({ name: 'Trade' });
  store.simulator.control.addProduct({ sku: 'MUG' });
  store.simulator.control.addProduct({ sku: 'SHIRT', variants: [{ sku: 'S' }, { sku: 'M' }] });
  return store;
}
