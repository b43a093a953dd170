/** The dry run, and asking for all that it says can be made. */
import { activityWorlds } from '../support/activity-world';
import type { ActivityWorld } from '../support/activity-world';
import { staff } from '../support/after-sale';
import { postsOf, RULES, rowsOf, scopeOf, words } from './support';

const open = activityWorlds();

async function openShop(): Promise<ActivityWorld> {
  const world = await open({ newProducts: RULES });
  const { control } = world.bigcommerce;
  control.addProduct({ sku: 'MUG-NEW', name: 'Enamel mug, new', weight: 3, upc: '036000291452' });
  control.addProduct({ sku: 'MUG-HIDDEN', name: 'Mug', is_visible: false });
  control.addProduct({ sku: 'MUG-BLUE', name: 'Enamel mug, blue' });
  return world;
}

async function reported(world: ActivityWorld) {
  const newest = await world.store.reports.newest('unknown-products', `${world.storeHash}/${world.account}`);
  return newest && (await world.store.reports.get(newest.id));
}

it('says what would be made and why not, and makes nothing', async () => {
  const world = await openShop();
  expect(await world.run('reportUnknownProducts', scopeOf(world))).toEqual({ variants: 2, creatable: 1 });
  const report = await reported(world);
  expect(report?.summary).toEqual({ variants: 2, creatable: 1 });
  expect(report?.rows).toEqual([
    {
      variantId: expect.any(Number),
      sku: 'MUG-NEW',
      action: 'create',
      said: [],
      product: {
        name: 'Enamel mug, new',
        brandId: 74,
        stockTracked: false,
        weight: 3,
        ean: null,
        upc: '036000291452',
        mpn: null,
      },
    },
    expect.objectContaining({ sku: 'MUG-HIDDEN', action: 'cannot', product: null }),
  ]);
  expect(postsOf(world)).toBe(0);
  expect(await rowsOf(world)).toEqual([]);
});

it('leaves out what staff made since both catalogs were read, of which nobody told', async () => {
  const world = await openShop();
  await world.run('refreshLinks', { ...scopeOf(world), whole: true });
  await staff(world, 'products', { sku: 'MUG-NEW', name: 'Made by staff' });
  expect(await world.run('reportUnknownProducts', scopeOf(world))).toEqual({ variants: 1, creatable: 0 });
});

it('asks for what can be made, where somebody wants all', async () => {
  const world = await openShop();
  await world.run('reportUnknownProducts', { ...scopeOf(world), want: { by: 'ann', reason: 'new season' } });
  const [row, ...others] = await rowsOf(world);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ sku: 'MUG-NEW', state: 'wanted', requestedBy: 'ann', reason: 'new season' });
});

it('refuses what is asked for where making products was switched off meanwhile', async () => {
  const world = await openShop();
  const scope = scopeOf(world);
  await world.store.newProducts.want(scope, { skus: ['MUG-NEW'], by: 'ann' });
  Object.assign(world.config.stores[0]!, { newProducts: [] });
  expect(await world.run('planNewProducts', scope)).toEqual({ skus: [], settled: 1 });
  expect((await rowsOf(world)).map(words)).toEqual([expect.stringContaining('MUG-NEW refused: Making products in')]);
});
