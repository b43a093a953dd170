/** Products that Brightpearl gets from the store because somebody asks for them: each once, whatever is lost on the way. */
import { activityWorlds, ageIntents } from '../support/activity-world';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';
import { staff } from '../support/after-sale';
import { hold, settledBeside } from '../support/hold';
import { plan, planImport, read, showStopped } from '../support/steps';
import { make, makePage, postsOf, productsOf, rowsOf, RULES, scopeOf, want, words } from './support';

const open = activityWorlds();

const MUG = {
  sku: 'MUG-NEW',
  name: 'Enamel mug, new',
  weight: 250,
  gtin: '4006381333931',
  mpn: 'EM-9',
  inventory_tracking: 'product',
};

async function openShop(options: WorldOptions = {}): Promise<ActivityWorld> {
  const world = await open({ newProducts: { ...RULES, weightFactor: '0.001' }, ...options });
  world.bigcommerce.control.addProduct(MUG);
  return world;
}

const PRICES: NonNullable<WorldOptions['prices']> = {
  taxBasis: 'exclusive',
  rules: [{ to: 'catalog', field: 'price', from: 1 }],
};

const fault = { method: 'POST', path: '/product-service/product$', count: 1 } as const;

describe('a product of a named SKU', () => {
  it('is made of its variant, and linked with it', async () => {
    const world = await openShop();
    const [row] = await make(world, 'MUG-NEW');
    const [product, ...others] = productsOf(world, 'MUG-NEW');
    expect(others).toEqual([]);
    expect(product).toMatchObject({
      name: 'Enamel mug, new',
      brandId: 74,
      stockTracked: true,
      taxCode: 'T',
      details: { weight: 0.25, ean: '4006381333931', mpn: 'EM-9' },
    });
    expect(row).toMatchObject({ state: 'made', productId: product?.id, requestedBy: 'ann' });
    const linked = await world.store.productLinks.linked(scopeOf(world));
    expect(linked.map(({ sku, brightpearlId }) => [sku, brightpearlId])).toContainEqual(['MUG-NEW', product?.id]);
  });

  it('has the values of its options in its name, and its brand by the name of the brand', async () => {
    const world = await open({ newProducts: RULES });
    const brandId = world.bigcommerce.state.claimId('brand', undefined);
    world.bigcommerce.state.brands.set(brandId, { id: brandId, name: 'northwind' });
    const options = (color: string) => [{ option_display_name: 'Color', label: color }];
    world.bigcommerce.control.addProduct({
      name: 'Tee',
      brand_id: brandId,
      variants: [
        { sku: 'TEE-RED', option_values: options('Red') },
        { sku: 'TEE-BLUE', option_values: options('Blue') },
      ],
    });
    await make(world, 'TEE-RED', 'TEE-BLUE');
    expect(['TEE-RED', 'TEE-BLUE'].flatMap((sku) => productsOf(world, sku))).toMatchObject([
      { name: 'Tee, Red', brandId: 75, stockTracked: false },
      { name: 'Tee, Blue', brandId: 75 },
    ]);
  });

  it('is found where the catalog was read before the variant came', async () => {
    const world = await openShop();
    await world.run('refreshLinks', { ...scopeOf(world), whole: true });
    world.bigcommerce.control.addProduct({ sku: 'VASE', name: 'Vase' });
    expect((await make(world, 'VASE')).map(words)).toEqual(['VASE made']);
  });

  it('is refused where its SKU was corrected since, and made under the right one', async () => {
    const world = await openShop();
    await world.run('refreshLinks', { ...scopeOf(world), whole: true });
    const product = world.bigcommerce.state.catalog.variantsBySku('MUG-NEW')[0]!.product;
    world.bigcommerce.control.changeProduct(product.id, { sku: 'MUG-BLUE' });
    expect((await make(world, 'MUG-NEW', 'MUG-BLUE')).map(words)).toEqual([
      'MUG-BLUE found',
      expect.stringMatching(/^MUG-NEW refused: No variant of store \w+ has the SKU MUG-NEW/),
    ]);
    expect(postsOf(world)).toBe(0);
  });
});

describe('one that cannot be made', () => {
  it('keeps no other back, and says why', async () => {
    const world = await openShop();
    world.bigcommerce.control.addProduct({ sku: 'S'.repeat(33), name: 'Long' });
    world.bigcommerce.control.addProduct({ sku: 'mug-blue', name: 'Mug' });
    const rows = await make(world, 'S'.repeat(33), 'mug-blue', 'MUG-NEW', 'NOWHERE');
    expect(rows.map(words)).toEqual([
      expect.stringContaining('mug-blue refused: Write the SKU of variant'),
      'MUG-NEW made',
      expect.stringContaining('NOWHERE refused: No variant'),
      expect.stringContaining('has 33 characters, and Brightpearl takes 32'),
    ]);
  });

  it('by Brightpearl’s own words is refused, and made once that is put right', async () => {
    const world = await openShop({ newProducts: { ...RULES, brandId: 999 } });
    const [row] = await make(world, 'MUG-NEW');
    expect(words(row!)).toMatch(/^MUG-NEW refused: Brightpearl refuses the product: .*There is no brand 999/);
    const [store] = world.config.stores;
    Object.assign(store!.newProducts![0]!.rules, { brandId: 74 });
    expect((await make(world, 'MUG-NEW')).map(words)).toEqual(['MUG-NEW made']);
  });
});

describe('once, whatever is lost', () => {
  it('an answer', async () => {
    const world = await openShop();
    await want(world, 'MUG-NEW');
    world.brightpearl.core.faults.add({ ...fault, mode: 'apply-then-drop' });
    await expect(makePage(world)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    // The worker that goes on does not know what the one before knew.
    await makePage(world);
    expect((await rowsOf(world)).map(words)).toEqual(['MUG-NEW made']);
    expect([productsOf(world, 'MUG-NEW').length, postsOf(world)]).toEqual([1, 1]);
  });

  it('a request, which is sent again', async () => {
    const world = await openShop();
    await want(world, 'MUG-NEW');
    world.brightpearl.core.faults.add({ ...fault, mode: 'drop-before' });
    await expect(makePage(world)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await ageIntents(world);
    await makePage(world);
    expect([productsOf(world, 'MUG-NEW').length, postsOf(world)]).toEqual([1, 2]);
  });

  it('an answer, while the search does not show it yet', async () => {
    const world = await openShop({ indexLagMs: 60_000 });
    await want(world, 'MUG-NEW');
    world.brightpearl.core.faults.add({ ...fault, mode: 'apply-then-drop' });
    await expect(makePage(world)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await expect(makePage(world)).rejects.toMatchObject({ type: 'OutcomeUnknown' });
    world.brightpearl.clock.advance(60_000);
    await makePage(world);
    expect([productsOf(world, 'MUG-NEW').length, postsOf(world)]).toEqual([1, 1]);
  });

  it('an attempt that died after the answer: the next one finds the link', async () => {
    const world = await openShop();
    await make(world, 'MUG-NEW');
    await world.db.updateTable('newProducts').set({ state: 'planned', productId: null }).execute();
    const scope = scopeOf(world);
    expect(await world.run('makeNewProduct', { ...scope, sku: 'MUG-NEW' })).toEqual({ isThere: true });
    expect([productsOf(world, 'MUG-NEW').length, postsOf(world)]).toEqual([1, 1]);
  });
});

describe('one product, whoever else makes it', () => {
  it('staff, meanwhile', async () => {
    const world = await openShop();
    await want(world, 'MUG-NEW');
    const scope = scopeOf(world);
    await world.run('planNewProducts', scope);
    await staff(world, 'products', { sku: 'MUG-NEW', name: 'Made by staff' });
    await world.run('makeNewProduct', { ...scope, sku: 'MUG-NEW' });
    expect((await rowsOf(world)).map(words)).toEqual(['MUG-NEW found']);
    expect(postsOf(world)).toBe(0);
  });

  it('an order of it, at the same moment', async () => {
    const rules = { unknownSku: 'create', newProduct: { ...RULES, stockTracked: true } } as const;
    const world = await openShop({ rules: rules as WorldOptions['rules'] & object });
    const key = world.place({ lines: [{ sku: 'MUG-NEW', name: 'Mug', price: '5.00' }] });
    await want(world, 'MUG-NEW');
    const scope = scopeOf(world);
    await world.run('planNewProducts', scope);
    const { snapshotId, route, account } = await read(world, key);
    const making = hold(world.brightpearl.core, fault);
    const make = () => world.run('makeNewProduct', { ...scope, sku: 'MUG-NEW' });
    const input = { key, asOf: Date.now(), snapshotId, route, account };
    const both = await settledBeside<unknown>(making, [world.run('planOrder', input), make()]);
    const failed = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(failed).toMatchObject([{ type: 'ProductBusy', category: 'BENIGN' }]);
    await make();
    await planImport(world, key);
    expect([productsOf(world, 'MUG-NEW').length, postsOf(world)]).toEqual([1, 1]);
  });
});

it('orders that wait for it are told once it is there, and go on', async () => {
  const world = await openShop();
  const key = world.place({ lines: [{ sku: 'MUG-NEW', name: 'Mug', price: '5.00' }] });
  const other = world.place({ lines: [{ sku: 'ELSE', name: 'Else', price: '5.00' }] });
  for (const one of [key, other]) await showStopped(world, one, await plan(world, one));
  await make(world, 'MUG-NEW');
  expect(world.signals.map((signal) => signal.key)).toEqual([key]);
  await planImport(world, key);
});

it('its level and its price are looked at', async () => {
  const world = await openShop({ stock: {}, prices: PRICES });
  await world.run('refreshLinks', { ...scopeOf(world), whole: true });
  world.priceLooks.length = 0;
  world.stockSignals.length = 0;
  await make(world, 'MUG-NEW');
  expect(world.priceLooks).toContainEqual(`${world.storeHash} 1 links changed`);
  expect(world.stockSignals.length).toBeGreaterThan(0);
});
