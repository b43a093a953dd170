import { startListener } from './support/a-listener';
import { aWebhook } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator();
});
afterEach(() => sim.close());

const MUG = 1001;
const PATH = '/product-service/product';

const aTee = (product: Record<string, unknown> = {}) => ({
  brandId: 75,
  collectionId: 1,
  productTypeId: 2,
  identity: { sku: 'TEE-BLUE-M', ean: '4006381333931', mpn: 'NW-7' },
  stock: { stockTracked: true, weight: { magnitude: 0.35 }, dimensions: { length: 30, height: 2, width: 20.5 } },
  financialDetails: { taxCode: { id: 2, code: 'T' } },
  salesChannels: [
    {
      salesChannelName: 'Brightpearl',
      productName: 'Tee',
      categories: [{ categoryCode: '290' }],
      description: { languageCode: 'en', text: '<p>Soft</p>', format: 'HTML_FRAGMENT' },
    },
  ],
  variations: [
    { optionId: 1, optionValueId: 2 },
    { optionId: 2, optionValueId: 5 },
  ],
  seasonIds: [1],
  ...product,
});

const make = (product: Record<string, unknown> = {}) => sim.ok<number>('POST', PATH, aTee(product));
const read = async (id: number, query = '') => {
  const [product] = await sim.ok<Record<string, unknown>[]>('GET', `${PATH}/${id}${query}`);
  return product;
};
const found = async (filter: string) =>
  (await sim.ok<{ results: unknown[][] }>('GET', `/product-service/product-search?columns=productId&${filter}`)).results
    .flat()
    .map(Number);

describe('a product made by the API', () => {
  it('keeps everything that it can have, and is found by its identifiers', async () => {
    const id = await make();
    expect(await read(id)).toMatchObject({
      brandId: 75,
      collectionId: 1,
      productTypeId: 2,
      identity: { sku: 'TEE-BLUE-M', ean: '4006381333931', mpn: 'NW-7', barcode: '' },
      stock: { weight: { magnitude: 0.35 }, dimensions: { length: 30, height: 2, width: 20.5, volume: 0 } },
      salesChannels: [{ productName: 'Tee', description: { text: '<p>Soft</p>' }, shortDescription: { text: '' } }],
      variations: [
        { optionId: 1, optionName: 'Color', optionValueId: 2, optionValue: 'Blue' },
        { optionId: 2, optionName: 'Size', optionValueId: 5, optionValue: 'M' },
      ],
      seasonIds: [1],
    });
    expect(Object.keys((await read(id))?.['identity'] as object)).not.toContain('upc');
    expect(await found('EAN=4006381333931')).toEqual([id]);
    expect(await found('MPN=NW-7&productTypeId=2')).toEqual([id]);
    expect(await found('MPN=NW-7&productTypeId=1')).toEqual([]);
  });

  it('joins the group of its namesakes, which is searched by', async () => {
    const [first, second] = [await make(), await make({ variations: [{ optionId: 1, optionValueId: 3 }] })];
    expect((await read(first))?.['productGroupId']).toBe(201);
    expect((await read(second))?.['productGroupId']).toBe(201);
    expect(await found('productGroupId=201')).toEqual([first, second]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['400 PRDC-908', { salesChannels: [{ ...aTee().salesChannels[0], categories: [{ categoryCode: 9 }] }] }],
    ['400 PRDC-909', { seasonIds: [9] }],
    ['400 PRDC-910', { collectionId: 2 }],
    ['400 PRDC-911', { variations: [1, 2, 3, 4, 5].map((optionId) => ({ optionId, optionValueId: 1 })) }],
    ['400 PRDC-912', { variations: [{ optionId: 1, optionValueId: 4 }] }],
    ['400 PRDC-913', { productTypeId: 1 }],
    ['400 PRDC-900', { identity: { sku: 'TEE', ean: '1'.repeat(15) } }],
  ])('is refused with %s: %j', async (refusal, product) => {
    expect(await sim.refusal('POST', PATH, aTee(product))).toBe(refusal);
  });

  it('is refused as the twin of another in its group', async () => {
    await make();
    expect(await sim.refusal('POST', PATH, aTee({ identity: { sku: 'OTHER' } }))).toBe('400 PRDC-914');
    const { salesChannels } = aTee();
    await make({ salesChannels: [{ ...salesChannels[0], productName: 'Other tee' }] });
  });
});

describe('PUT', () => {
  const rename = { salesChannels: [{ salesChannelName: 'Brightpearl', productName: 'Tee, long' }] };

  it('of a product changes what it names and nothing else', async () => {
    const id = await make();
    const before = await read(id);
    sim.simulator.clock.advance(60_000);
    expect((await sim.api('PUT', `${PATH}/${id}`, rename)).body).toEqual({});
    const after = await read(id);
    expect(after).toMatchObject({
      salesChannels: [{ productName: 'Tee, long', description: { text: '<p>Soft</p>' } }],
    });
    expect(after?.['version']).not.toBe(before?.['version']);
    const { salesChannels, version, updatedOn } = before ?? {};
    expect({ ...after, salesChannels, version, updatedOn }).toEqual(before);
    await sim.ok('PUT', `${PATH}/${id}`, { stock: { dimensions: { width: 9 } }, identity: { upc: '12' } });
    expect(await read(id)).toMatchObject({
      stock: { stockTracked: true, dimensions: { length: 30, width: 9 } },
      identity: { ean: '4006381333931', upc: '12' },
    });
  });

  it('of a product is refused for another version, and of one that is not there', async () => {
    const id = await make();
    const version = String((await read(id))?.['version']);
    sim.simulator.clock.advance(60_000);
    const own = {
      'brightpearl-app-ref': sim.simulator.app.appRef,
      'brightpearl-account-token': sim.simulator.app.token,
      'if-match': version,
    };
    expect((await sim.api('PUT', `${PATH}/${id}`, rename, own)).status).toBe(200);
    expect((await sim.api('PUT', `${PATH}/${id}`, rename, own)).status).toBe(412);
    expect(await sim.refusal('PUT', `${PATH}/9`, rename)).toBe('404 CMNC-404');
  });

  it('of the identifiers takes away what it does not name', async () => {
    const id = await make();
    await sim.ok('PUT', `${PATH}/${id}/identity`, { sku: 'TEE', upc: '99' });
    expect((await read(id))?.['identity']).toEqual({ sku: 'TEE', upc: '99', barcode: '' });
    expect([await found('SKU=TEE'), await found('SKU=TEE-BLUE-M'), await found('EAN=4006381333931')]).toEqual([
      [id],
      [],
      [],
    ]);
  });
});

describe('custom fields', () => {
  beforeEach(() => sim.simulator.seedCatalog([{ sku: 'MUG', customFields: { PCF_CARE: 'Wash' } }, { sku: 'CUP' }]));
  const patch = (op: string, path: string, value?: unknown) =>
    sim.api('PATCH', `${PATH}/${MUG}/custom-field`, [{ op, path, value }]);

  it('are described, set, changed and taken away', async () => {
    expect(await sim.ok('GET', `${PATH}/custom-field-meta-data/155`)).toEqual([
      {
        id: 155,
        code: 'PCF_FABRIC',
        name: 'Fabric',
        customFieldType: 'SELECT',
        required: false,
        options: { 156: { id: 156, value: 'Cotton' }, 157: { id: 157, value: 'Wool' } },
      },
    ]);
    await patch('add', '/PCF_FABRIC', { id: 157 });
    await patch('add', '/PCF_PACKSIZE', '12');
    expect((await patch('replace', '/PCF_WEBTITLE', 'Mug')).status).toBe(500);
    expect((await patch('add', '/PCF_NONE', 'x')).status).toBe(400);
    await patch('remove', '/PCF_CARE');
    const fields = { PCF_FABRIC: { id: 157, value: 'Wool' }, PCF_PACKSIZE: 12 };
    expect(await sim.ok('GET', `${PATH}/${MUG}/custom-field`)).toEqual(fields);
    expect(await sim.ok('GET', '/product-service/product-custom-field/1001-1003')).toEqual({
      1001: fields,
      1002: {},
      1003: {},
    });
  });

  it('come with the product when they are asked for, and so do the empty ones', async () => {
    expect(await read(MUG)).not.toHaveProperty('customFields');
    expect(await read(MUG, '?includeOptional=customFields,nullCustomFields')).toMatchObject({
      customFields: { PCF_CARE: 'Wash' },
      nullCustomFields: ['PCF_WEBTITLE', 'PCF_ONLINE', 'PCF_PACKSIZE', 'PCF_FABRIC'],
    });
  });

  it.each([false, true])('that the API sets change the product, or not: %s', async (customFieldsModifyProduct) => {
    sim.simulator.setSwitches({ customFieldsModifyProduct });
    const updatedOn = async () => (await read(MUG))?.['updatedOn'];
    const before = await updatedOn();
    sim.simulator.clock.advance(60_000);
    await patch('add', '/PCF_ONLINE', true);
    expect((await updatedOn()) !== before).toBe(customFieldsModifyProduct);
  });
});

describe('a sales channel', () => {
  it('has names and texts of its own, or the product’s', async () => {
    const channels = { 4: { productName: 'The mug', availableToSellOnChannel: false } };
    sim.simulator.seedCatalog([{ sku: 'MUG', name: 'Mug', description: '<p>Blue</p>', channels }]);
    expect(await read(MUG)).toMatchObject({ salesChannels: [{ salesChannelName: 'Brightpearl', productName: 'Mug' }] });
    expect(await read(MUG, '?contextChannelId=4')).toMatchObject({
      salesChannels: [
        {
          salesChannelName: 'BigCommerce',
          productName: 'The mug',
          description: { text: '<p>Blue</p>' },
          availableToSellOnChannel: false,
        },
      ],
    });
    expect(await read(MUG, '?contextChannelId=5')).toMatchObject({
      salesChannels: [{ productName: 'Mug', availableToSellOnChannel: true }],
    });
    expect(await sim.refusal('GET', `${PATH}/${MUG}?contextChannelId=9`)).toBe('400 PRDC-916');
  });
});

describe('what staff do to a product', () => {
  it('changes any of its fields, its date and tells of it', async () => {
    const listener = await startListener();
    sim.simulator.seedCatalog([{ sku: 'MUG', weight: 1, customFields: { PCF_CARE: 'Wash', PCF_ONLINE: true } }]);
    const webhook = aWebhook({ subscribeTo: 'product.modified', uriTemplate: listener.url });
    await sim.ok('POST', '/integration-service/webhook', webhook);
    sim.simulator.clock.advance(3_600_000);
    const changedFrom = new Date(sim.simulator.clock.now().getTime() - 60_000).toISOString();
    expect(await found(`updatedOn=${changedFrom}/`)).toEqual([]);
    await sim.control('POST', `products/${MUG}`, {
      name: 'Mug, large',
      description: '<p>Large</p>',
      dimensions: { length: 1, height: 2, width: 3 },
      ean: '123',
      taxCode: 'NT',
      status: 'ARCHIVED',
      channels: { 4: { description: '<p>Ours</p>' } },
      customFields: { PCF_CARE: null, PCF_PACKSIZE: 6 },
    });
    await listener.arrived(1);
    expect(await found(`updatedOn=${changedFrom}/`)).toEqual([MUG]);
    expect(await found('productStatus=ARCHIVED')).toEqual([MUG]);
    expect(await read(MUG, '?includeOptional=customFields')).toMatchObject({
      identity: { sku: 'MUG', ean: '123' },
      stock: { weight: { magnitude: 1 }, dimensions: { length: 1, height: 2, width: 3 } },
      financialDetails: { taxable: false, taxCode: { code: 'NT' } },
      salesChannels: [{ productName: 'Mug, large', description: { text: '<p>Large</p>' } }],
      customFields: { PCF_ONLINE: true, PCF_PACKSIZE: 6 },
      status: 'ARCHIVED',
    });
    expect((await sim.control('POST', `products/${MUG}`, { customFields: { PCF_NONE: 1 } })).status).toBe(400);
    await listener.close();
  });

  it('seeds variants of one thing, in one group', async () => {
    const variations = [4, 5].map((optionValueId) => [{ optionId: 2, optionValueId }]);
    sim.simulator.seedCatalog(variations.map((own, at) => ({ sku: `TEE-${at}`, name: 'Tee', variations: own })));
    sim.simulator.seedCatalog([{ sku: 'OTHER', name: 'Other' }]);
    const products = await sim.ok<Record<string, unknown>[]>('GET', `${PATH}/1001-1003`);
    const groupOf = (id: number) => products.find((product) => product['id'] === id)?.['productGroupId'];
    expect([groupOf(1001), groupOf(1002), groupOf(1003)]).toEqual([201, 201, undefined]);
  });
});
