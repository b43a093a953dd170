import { startStore, type Store } from './support';

/** A store with 1 tracked as a whole, 2 a plain product tracked by variant, 3 with two variants, 4 untracked. */
export async function startStockedStore(): Promise<Store> {
  const store = await startStore();
  const { addProduct } = store.simulator.control;
  addProduct({ id: 1, sku: 'WHOLE', inventory_tracking: 'product', variants: [{ id: 11, sku: 'W-S' }] });
  addProduct({ id: 2, sku: 'PLAIN', inventory_tracking: 'variant', variants: [] });
  addProduct({
    id: 3,
    inventory_tracking: 'variant',
    variants: [
      { id: 31, sku: 'S' },
      { id: 32, sku: 'M' },
    ],
  });
  addProduct({ id: 4, sku: 'FREE' });
  return store;
}

/** On hand at each location. */
export const onHand = (store: Store, sku: string): (number | null)[] =>
  store.simulator.control.levels(sku).map((level) => level.onHand);
