/** What the workflow `newProducts` does, step by step, over both simulators. */
import type { NewProductRow } from '../../../src/store/new-products';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';

export const RULES: NonNullable<WorldOptions['newProducts']> = {
  brandId: 74,
  productTypeId: 1,
  categoryCodes: ['296'],
  taxCodeId: 2,
};

export const POST = 'POST /product-service/product';

export const scopeOf = ({ storeHash, account }: ActivityWorld) => ({ storeHash, account });

export const want = (world: ActivityWorld, ...skus: string[]): Promise<void> =>
  world.store.newProducts.want(scopeOf(world), { skus, by: 'ann' });

/** One page of what is asked for. */
export async function makePage(world: ActivityWorld): Promise<void> {
  const scope = scopeOf(world);
  const { skus } = await world.run('planNewProducts', scope);
  for (const sku of skus) await world.run('makeNewProduct', { ...scope, sku });
  await world.run('linkNewProducts', scope);
  await world.run('tellOfNewProducts', scope);
}

export async function make(world: ActivityWorld, ...skus: string[]): Promise<NewProductRow[]> {
  await want(world, ...skus);
  await makePage(world);
  return rowsOf(world);
}

export const rowsOf = async (world: ActivityWorld): Promise<NewProductRow[]> =>
  [...(await world.store.newProducts.newest(scopeOf(world), 100))].sort((one, two) => one.sku.localeCompare(two.sku));

/** `MUG-NEW made`, or `MUG-NEW refused: why`. */
export const words = ({ sku, state, message }: NewProductRow): string =>
  message === '' ? `${sku} ${state}` : `${sku} ${state}: ${message}`;

export const productsOf = ({ brightpearl }: ActivityWorld, sku: string) =>
  [...brightpearl.state().products.values()].filter((product) => product.sku === sku);

export const postsOf = (world: ActivityWorld): number =>
  world.requests('brightpearl').filter((request) => request === POST).length;
