/** Options and values follow Brightpearl's: renamed and put in order with the fewest calls, and no variant is touched. */
import type { FollowOptionsResult } from '../../../src/domain/catalog-types';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';
import { activityWorlds } from '../support/activity-world';
import { staff } from '../support/after-sale';
import { lose } from '../support/hold';

const open = activityWorlds();

const SIZES = ['Small', 'Medium', 'Large'];
const COLORS = ['Red', 'Blue'];

interface VariedWorld extends ActivityWorld {
  /** Of the store. */
  readonly productId: number;
  /** Of Brightpearl, by name. */
  readonly ids: Readonly<Record<string, number>>;
  rename(name: string, to: object): Promise<void>;
  /** What the `catalog` workflow does. */
  look(): Promise<FollowOptionsResult>;
  /** `Color: Red, Blue`, in the store's order. */
  options(): Promise<string[]>;
  variants(): string;
  issues(): Promise<string[]>;
  puts(): string[];
}

/** A tee in three sizes and two colors, on both sides. */
async function openVaried(attributes: WorldOptions['attributes'] = {}): Promise<VariedWorld> {
  const world = await open({ attributes });
  const ids: Record<string, number> = {};
  const add = async (path: string, fields: { readonly name: string }): Promise<number> => {
    const { id } = await staff<{ id: number }>(world, `attributes/${path}`, fields);
    ids[fields.name] = id;
    return id;
  };
  for (const [at, [option, values]] of Object.entries({ Size: SIZES, Color: COLORS }).entries()) {
    const optionId = await add('options', { name: option, sortOrder: at } as never);
    for (const [place, name] of values.entries())
      await add('option-values', { optionId, name, sortOrder: place } as never);
  }
  const all = SIZES.flatMap((size) => COLORS.map((color) => ({ size, color, sku: `TEE-${size}-${color}` })));
  for (const { size, color, sku } of all) {
    const variations = [
      { optionId: ids['Size'], optionValueId: ids[size] },
      { optionId: ids['Color'], optionValueId: ids[color] },
    ];
    await staff(world, 'products', { sku, name: 'Tee', variations });
  }
  const { control, state } = world.bigcommerce;
  control.addProduct({
    name: 'Tee',
    variants: all.map(({ size, color, sku }) => ({
      sku,
      option_values: [
        { option_display_name: 'Size', label: size },
        { option_display_name: 'Color', label: color },
      ],
    })),
  });
  world.brightpearl.clock.advance(60_000);
  const productId = state.catalog.variantsBySku(all[0]!.sku)[0]!.product.id;
  const { storeHash, account } = world;
  return {
    ...world,
    productId,
    ids,
    async rename(name, to) {
      const path = name in { Size: 1, Color: 1 } ? 'options' : 'option-values';
      await staff(world, `attributes/${path}/${ids[name]}`, to);
    },
    async look() {
      const step = { storeHash, account };
      await world.run('refreshCatalogLinks', step);
      const { readAt } = await world.run('readOptions', step);
      return world.run('followOptions', { ...step, readAt });
    },
    async options() {
      const options = await world.deps.bigcommerce(storeHash).productOptions.list(productId);
      const sorted = options.toSorted((a, b) => a.sortOrder - b.sortOrder);
      return sorted.map(({ displayName, values }) => {
        const labels = values.toSorted((a, b) => a.sortOrder - b.sortOrder).map(({ label }) => label);
        return `${displayName}: ${labels.join(', ')}`;
      });
    },
    // What is the variant's own: its choices are known by their ids, and named by the options.
    variants: () =>
      JSON.stringify(
        state.catalog.variants().map(({ id, sku, fields, choices }) => ({
          id,
          sku,
          fields,
          choices: choices.map(({ option, value }) => [option.id, value.id]),
        })),
      ),
    issues: async () =>
      (await world.store.catalogIssues.list(storeHash, 20)).map(({ code, subject }) => `${code} ${subject}`),
    puts: () => world.requests('bigcommerce').filter((request) => !request.startsWith('GET')),
  };
}

const OPTION_PUT = 'PUT /v3/catalog/products/{}/options/{}';
const VALUE_PUT = `${OPTION_PUT}/values/{}`;

it('follow what is renamed and re-ordered in Brightpearl by one call each, and no variant is touched', async () => {
  const world = await openVaried();
  await world.look();
  expect(await world.options()).toEqual(['Size: Small, Medium, Large', 'Color: Red, Blue']);
  const before = world.variants();

  await world.rename('Color', { name: 'Colour', sortOrder: 0 });
  await world.rename('Size', { sortOrder: 1 });
  await world.rename('Red', { name: 'Crimson' });
  await world.rename('Large', { sortOrder: -1 });
  world.forgetRequests();
  expect(await world.look()).toMatchObject({ products: 1, issues: 0 });
  expect(await world.options()).toEqual(['Colour: Crimson, Blue', 'Size: Large, Small, Medium']);
  const puts = world.puts().map((put) => put.replaceAll(/\{\w+\}/g, '{}'));
  process.stdout.write(
    `      Of 2 options and 5 values, 2 renamed and both lists re-ordered: ${puts.length} calls, variants as before\n`,
  );
  // Both options change places, and one of them its name; so do the three sizes; one color changes its name.
  expect(puts.sort()).toEqual([OPTION_PUT, OPTION_PUT, VALUE_PUT, VALUE_PUT, VALUE_PUT, VALUE_PUT]);
  expect(world.variants()).toBe(before);
});

it('are looked at only where Brightpearl has something else than the last time', async () => {
  const world = await openVaried();
  await world.look();
  world.forgetRequests();
  expect(await world.look()).toEqual({ products: 0, written: 0, issues: 0 });
  expect(world.puts()).toEqual([]);
  expect(world.requests('bigcommerce').filter((request) => request.includes('/options'))).toEqual([]);
  await world.rename('Blue', { name: 'Navy' });
  expect(await world.look()).toMatchObject({ products: 1, written: 1 });
});

it('keep the order of the store where Brightpearl has several at one place', async () => {
  const world = await openVaried();
  for (const size of SIZES) await world.rename(size, { sortOrder: 0 });
  await world.rename('Color', { sortOrder: -1 });
  await world.look();
  expect(await world.options()).toEqual(['Size: Small, Medium, Large', 'Color: Red, Blue']);
  expect(world.puts()).toEqual([]);
});

it('that swap their names step aside', async () => {
  const world = await openVaried();
  await world.look();
  await world.rename('Small', { name: 'Medium' });
  await world.rename('Medium', { name: 'Small' });
  expect(await world.look()).toMatchObject({ written: 3, issues: 0 });
  expect(await world.options()).toEqual(['Size: Medium, Small, Large', 'Color: Red, Blue']);
});

it('without a twin are told, and made by nobody', async () => {
  const world = await openVaried();
  const { Size } = world.ids;
  const { id } = await staff<{ id: number }>(world, 'attributes/option-values', {
    optionId: Size,
    name: 'Huge',
    sortOrder: 9,
  });
  const { state } = world.bigcommerce;
  const variant = state.catalog.variantsBySku('TEE-Large-Red')[0]!;
  const product = [...world.brightpearl.state().products.values()].find(({ sku }) => sku === variant.sku)!;
  const vary = (size: number | undefined) =>
    staff(world, `products/${product.id}`, {
      variations: [
        { optionId: Size, optionValueId: size },
        { optionId: world.ids['Color'], optionValueId: world.ids['Red'] },
      ],
    });
  await vary(id);
  await world.look();
  expect(await world.issues()).toEqual([
    `VALUE_WITHOUT_TWIN product ${world.productId}: value ${id} of option ${variant.choices[0]!.option.id}`,
  ]);
  expect(world.puts()).toEqual([]);
  await vary(world.ids['Large']);
  await world.look();
  expect(await world.issues()).toEqual([]);
});

it('that the merchant edited stay as they are, and are told when Brightpearl renames them', async () => {
  const world = await openVaried();
  await world.look();
  const { productOptions } = world.deps.bigcommerce(world.storeHash);
  const [size] = await productOptions.list(world.productId);
  const { valueId, sortOrder } = size!.values[0]!;
  await productOptions.updateValue(world.productId, size!.optionId, { valueId, sortOrder, label: 'S' });
  await world.rename('Small', { name: 'Little' });
  await world.look();
  expect((await world.options())[0]).toBe('Size: S, Medium, Large');
  expect(await world.issues()).toEqual([
    `EDITED_ON_BOTH_SIDES product ${world.productId}: value ${valueId} of option ${size!.optionId}`,
  ]);
  await productOptions.updateValue(world.productId, size!.optionId, { valueId, sortOrder, label: 'Little' });
  await world.rename('Medium', { name: 'Middle' });
  await world.look();
  expect(await world.issues()).toEqual([]);
  expect((await world.options())[0]).toBe('Size: Little, Middle, Large');
});

describe.each(['apply-then-drop', 'drop-before', 'drop-then-apply-later'] as const)(
  'a call that is lost (%s)',
  (mode) => {
    it.each([1, 2, 3])('ends with the right names, at call %i of a swap', async (nth) => {
      const world = await openVaried();
      await world.look();
      const before = world.variants();
      await world.rename('Small', { name: 'Medium' });
      await world.rename('Medium', { name: 'Small' });
      world.bigcommerce.faults.add({
        method: 'PUT',
        path: '/options/',
        mode,
        after: nth - 1,
        count: 1,
        ...(mode === 'drop-then-apply-later' ? { delayMs: 50 } : {}),
      });
      await expect(world.look()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
      await new Promise((resolve) => setTimeout(resolve, 150));
      await world.look();
      expect(await world.options()).toEqual(['Size: Medium, Small, Large', 'Color: Red, Blue']);
      expect(await world.issues()).toEqual([]);
      expect(world.variants()).toBe(before);
    });
  },
);

describe.each([1, 2, 3])('call %i of a swap that arrives after the next attempt has ended', (nth) => {
  it('is seen, and put right', async () => {
    const world = await openVaried();
    await world.look();
    await world.rename('Small', { name: 'Medium' });
    await world.rename('Medium', { name: 'Small' });
    const call = lose(world, { method: 'PUT', path: '/options/' }, nth);
    await expect(world.look()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    // Staff have another idea meanwhile: what arrives late is not even the name of before.
    await world.rename('Small', { name: 'Mid' });
    const { lookAgainInMs = 0 } = await world.look();
    expect(lookAgainInMs).toBeGreaterThan(1_500);
    expect(await world.options()).toEqual(['Size: Mid, Small, Large', 'Color: Red, Blue']);
    await call.arrives();
    await new Promise((resolve) => setTimeout(resolve, lookAgainInMs));
    await world.look();
    await new Promise((resolve) => setTimeout(resolve, lookAgainInMs));
    await world.look();
    expect(await world.options()).toEqual(['Size: Mid, Small, Large', 'Color: Red, Blue']);
    expect(await world.issues()).toEqual([]);
    expect(await world.look()).toEqual({ products: 0, written: 0, issues: 0 });
  });
});

it('one that the store refuses is told with its words, and keeps no other product back', async () => {
  const world = await openVaried();
  await world.look();
  await world.rename('Blue', { name: 'Navy' });
  world.bigcommerce.faults.add({ method: 'PUT', path: '/values/', mode: 'status', status: 422, count: 1 });
  expect(await world.look()).toMatchObject({ products: 1, written: 0, issues: 1 });
  expect(await world.issues()).toEqual([
    expect.stringMatching(/^OPTION_REFUSED product \d+: value \d+ of option \d+$/),
  ]);
  expect(await world.look()).toMatchObject({ products: 1, written: 1, issues: 0 });
  expect(await world.issues()).toEqual([]);
});

it('of a product that is gone are forgotten with what was wrong with them', async () => {
  const world = await openVaried();
  await world.look();
  const { productOptions } = world.deps.bigcommerce(world.storeHash);
  const [size] = await productOptions.list(world.productId);
  await productOptions.updateValue(world.productId, size!.optionId, { ...size!.values[0]!, label: 'S' });
  await world.rename('Small', { name: 'Little' });
  await world.look();
  expect(await world.issues()).toHaveLength(1);
  for (const { id, sku } of world.brightpearl.state().products.values()) {
    if (sku.startsWith('TEE-')) await staff(world, `products/${id}`, { variations: [] });
  }
  await world.look();
  expect(await world.issues()).toEqual([]);
  expect(await world.store.followedOptions.all({ storeHash: world.storeHash, account: world.account })).toEqual([]);
});
