import { startListener } from './support/a-listener';
import { aWebhook } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator();
});
afterEach(() => sim.close());

const DATES = { createdOn: '2019-12-31T18:00:00.000-06:00', updatedOn: '2019-12-31T18:00:00.000-06:00' };

describe('the lists', () => {
  it.each([
    ['brand/75', { id: 75, name: 'Northwind', description: 'Outdoor clothing', ...DATES }],
    ['brightpearl-category/281', { id: 281, name: 'Tableware', parentId: 276, active: true, createdById: 4, ...DATES }],
    ['option/2', { id: 2, name: 'Size', sortOrder: 20, ...DATES }],
    ['season/1', { id: 1, name: 'Spring', description: '', ...DATES }],
    ['product-type/1', { id: 1, name: 'Default' }],
    [
      'product-type/2',
      {
        id: 2,
        name: 'Clothes',
        associations: {
          options: [
            { id: 1, name: 'Color' },
            { id: 2, name: 'Size' },
          ],
        },
      },
    ],
  ])('%s', async (path, expected) => {
    expect(await sim.ok('GET', `/product-service/${path}`)).toMatchObject([expected]);
    const [resource] = path.split('/');
    expect(await sim.refusal('GET', `/product-service/${resource}/999`)).toBe('404 CMNC-404');
    expect((await sim.ok<unknown[]>('GET', `/product-service/${resource}/`)).length).toBeGreaterThan(1);
  });

  it('of values are asked by option, and of collections searched', async () => {
    expect(await sim.ok('GET', '/product-service/option/2/value')).toHaveLength(3);
    expect(await sim.ok('GET', '/product-service/option/1-2/value')).toHaveLength(6);
    expect(await sim.ok('GET', '/product-service/collection-search?brandId=76')).toMatchObject({
      results: [[2, 'Everyday', 76, DATES.createdOn, DATES.updatedOn]],
    });
  });
});

describe('what staff do', () => {
  it('changes the date, and a product of a new brand can be made', async () => {
    const { body } = await sim.control('POST', 'attributes/brands', { name: 'Fabrikam', description: '' });
    const { id } = body as { id: number };
    expect(id).toBe(77);
    expect((await sim.control('POST', `attributes/brands/${id}`, { name: 'Fabrikam Inc' })).status).toBe(204);
    const [brand] = await sim.ok<Record<string, unknown>[]>('GET', `/product-service/brand/${id}`);
    expect(brand).toMatchObject({ name: 'Fabrikam Inc' });
    expect(brand?.['updatedOn']).not.toBe(DATES.updatedOn);
    const product = { salesChannelName: 'Brightpearl', productName: 'X', categories: [{ categoryCode: 296 }] };
    await sim.ok('POST', '/product-service/product', { brandId: id, salesChannels: [product] });
  });

  it.each([
    ['attributes/brands', { name: 'X' }],
    ['attributes/brands/9', { name: 'X' }],
    ['attributes/options/1', { title: 'X' }],
    ['attributes/option-values/1', { optionId: 2 }],
  ])('is answered 400 where it makes no sense: %s %j', async (path, body) => {
    expect((await sim.control('POST', path, body)).status).toBe(400);
  });

  it('tells of the products that have what was renamed, where it changes them', async () => {
    sim.simulator.setSwitches({ attributesModifyProducts: true });
    sim.simulator.seedCatalog([{ sku: 'A', brandId: 75, seasonIds: [1] }, { sku: 'B' }]);
    const listener = await startListener();
    const webhook = aWebhook({ subscribeTo: 'product.modified', uriTemplate: listener.url });
    await sim.ok('POST', '/integration-service/webhook', webhook);
    await sim.control('POST', 'attributes/seasons/2', { name: 'Winter' });
    await sim.control('POST', 'attributes/brands/74', { name: 'Ours' });
    await sim.control('POST', 'attributes/seasons/1', { name: 'Summer' });
    await listener.arrived(2);
    expect(listener.received.map(({ body }) => (JSON.parse(body) as { id: string }).id)).toEqual(['1002', '1001']);
    await listener.close();
  });

  it('is undone by a reset', async () => {
    await sim.control('POST', 'attributes/collections/1', { name: 'Renamed' });
    await sim.control('POST', 'reset');
    expect(await sim.ok('GET', '/product-service/collection-search?id=1')).toMatchObject({
      results: [[1, 'Classics', 75, DATES.createdOn, DATES.updatedOn]],
    });
  });
});
