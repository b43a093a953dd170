import { startListener } from './support/a-listener';
import { aWebhook } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator();
});
afterEach(() => sim.close());

const aProduct = (product: Record<string, unknown> = {}) => ({
  brandId: 75,
  productTypeId: 1,
  identity: { sku: 'MUG-NEW' },
  stock: { stockTracked: true },
  financialDetails: { taxCode: { id: 2, code: 'T' } },
  salesChannels: [{ salesChannelName: 'Brightpearl', productName: 'Mug, new', categories: [{ categoryCode: '296' }] }],
  ...product,
});

const create = (product: Record<string, unknown> = {}) =>
  sim.ok<number>('POST', '/product-service/product', aProduct(product));
const found = async (sku: string) =>
  (
    await sim.ok<{ results: unknown[][] }>('GET', `/product-service/product-search?columns=productId&SKU=${sku}`)
  ).results.flat();

describe('a product made by the API', () => {
  it('is read as it was sent', async () => {
    const id = await create();
    expect(await sim.ok('GET', `/product-service/product/${id}`)).toMatchObject([
      {
        id,
        brandId: 75,
        identity: { sku: 'MUG-NEW' },
        stock: { stockTracked: true },
        financialDetails: { taxCode: { id: 2, code: 'T' } },
        salesChannels: [{ productName: 'Mug, new', categories: [{ categoryCode: '296' }] }],
        composition: { bundle: false },
        status: 'LIVE',
      },
    ]);
    expect(await found('MUG-NEW')).toEqual([id]);
  });

  it('shows in the search after the lag, and at once by its id', async () => {
    sim.simulator.setSwitches({ indexLagMs: 60_000 });
    const id = await create();
    expect(await found('MUG-NEW')).toEqual([]);
    expect(await sim.ok('GET', `/product-service/product/${id}`)).toHaveLength(1);
    sim.simulator.clock.advance(60_000);
    expect(await found('MUG-NEW')).toEqual([id]);
  });

  it('is another one each time: nothing makes a SKU unique', async () => {
    const ids = [await create(), await create()];
    expect((await found('MUG-NEW')).map(Number).toSorted((a, b) => a - b)).toEqual(ids);
  });

  it('is told of by an event', async () => {
    const listener = await startListener();
    const webhook = aWebhook({ subscribeTo: 'product.created', uriTemplate: listener.url });
    await sim.ok('POST', '/integration-service/webhook', webhook);
    const id = await create();
    await listener.arrived(1);
    expect(JSON.parse(listener.received[0]?.body ?? '')).toMatchObject({ id: String(id), event: 'product.created' });
    await listener.close();
  });

  it.each<[string, Record<string, unknown>]>([
    ['400 PRDC-014', { brandId: undefined }],
    ['400 PRDC-901', { brandId: 9 }],
    ['400 PRDC-902', { productTypeId: 9 }],
    ['400 PRDC-903', { identity: { sku: 'S'.repeat(33) } }],
    ['400 PRDC-904', { financialDetails: { taxCode: { id: 9 } } }],
    ['400 PRDC-900', { salesChannels: [] }],
    ['400 PRDC-900', { salesChannels: [{ salesChannelName: 'Brightpearl', productName: 'x', categories: [] }] }],
  ])('is refused with %s: %j', async (refusal, product) => {
    expect(await sim.refusal('POST', '/product-service/product', aProduct(product))).toBe(refusal);
  });
});
