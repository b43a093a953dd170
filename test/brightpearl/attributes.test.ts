/** What products are sorted and varied by, renamed and re-ordered by staff, as the client reads it. */
import { aClientOf, type ClientOfSimulator } from './support/simulated-account';

let account: ClientOfSimulator;
beforeEach(async () => {
  account = await aClientOf();
});
afterEach(() => account.close());

const byId = <T extends { readonly id: number }>(items: readonly T[]) => items.toSorted((a, b) => a.id - b.id);
const rename = (path: string, change: object) => account.control('POST', `attributes/${path}`, change);

describe('options and values', () => {
  it('are read with their order, the values of several options in one request', async () => {
    const { attributes } = account.client;
    expect(byId(await attributes.options())).toMatchObject([
      { id: 1, name: 'Color', sortOrder: 10 },
      { id: 2, name: 'Size', sortOrder: 20 },
    ]);
    const values = byId(await attributes.optionValues([1, 2, 9]));
    expect(values.map(({ name, optionId }) => `${optionId} ${name}`)).toEqual([
      '1 Black',
      '1 Blue',
      '1 Red',
      '2 S',
      '2 M',
      '2 L',
    ]);
    expect(values[0]).toEqual({ id: 1, optionId: 1, name: 'Black', sortOrder: 10 });
    expect(account.requests()).toBe(2);
    expect(await attributes.optionValues([9])).toEqual([]);
  });

  it('come without an order where the API tells none', async () => {
    account.simulator.setSwitches({ optionValuesShowOrder: false });
    const [black] = byId(await account.client.attributes.optionValues([1]));
    expect([black?.name, black?.sortOrder]).toEqual(['Black', undefined]);
  });

  it.each([false, true])('that are renamed show on products at once; whether products change: %s', async (changes) => {
    account.simulator.setSwitches({ attributesModifyProducts: changes });
    account.simulator.seedCatalog([{ sku: 'TEE', variations: [{ optionId: 1, optionValueId: 3 }] }, { sku: 'MUG' }]);
    const read = async () => (await account.client.products.readMany([1001])).get(1001);
    const before = await read();
    account.simulator.clock.advance(60_000);
    await rename('options/1', { name: 'Colour' });
    await rename('option-values/3', { name: 'Scarlet', sortOrder: 5 });
    const after = await read();
    expect(after?.variations).toEqual([
      { optionId: 1, optionName: 'Colour', optionValueId: 3, optionValue: 'Scarlet' },
    ]);
    expect(after?.updatedOn !== before?.updatedOn).toBe(changes);
    const scarlet = (await account.client.attributes.optionValues([1])).find(({ id }) => id === 3);
    expect(scarlet).toMatchObject({ name: 'Scarlet', sortOrder: 5 });
  });

  it('can be added', async () => {
    const { id } = await account.control<{ id: number }>('POST', 'attributes/option-values', {
      optionId: 2,
      name: 'XL',
      sortOrder: 40,
    });
    expect(await account.client.attributes.optionValues([2])).toContainEqual({
      id,
      optionId: 2,
      name: 'XL',
      sortOrder: 40,
    });
  });
});

it('brands, categories, seasons, collections and product types are read by the names they have now', async () => {
  await rename('brands/76', { name: 'Contoso Ltd' });
  await rename('categories/281', { name: 'Plates', active: false });
  await rename('seasons/1', { name: 'Summer' });
  await rename('collections/2', { name: 'Daily' });
  await rename('product-types/2', { name: 'Apparel', optionIds: [2] });
  const { attributes } = account.client;
  expect(await attributes.brands()).toContainEqual({ id: 76, name: 'Contoso Ltd' });
  expect(await attributes.categories()).toContainEqual({ id: 281, name: 'Plates', parentId: 276, active: false });
  expect(byId(await attributes.seasons())).toEqual([
    { id: 1, name: 'Summer' },
    { id: 2, name: 'Fall' },
  ]);
  expect(await attributes.collections()).toContainEqual({ id: 2, name: 'Daily', brandId: 76 });
  expect(byId(await attributes.productTypes())).toEqual([
    { id: 1, name: 'Default', optionIds: [] },
    { id: 2, name: 'Apparel', optionIds: [2] },
  ]);
});
