/** The client's products, whole, read from a simulated account. */
import { aClientOf, type ClientOfSimulator } from './support/simulated-account';

let account: ClientOfSimulator;
beforeEach(async () => {
  account = await aClientOf();
});
afterEach(() => account.close());

const one = async (options = {}) => (await account.client.products.readMany([1001], options)).get(1001);

describe('a product', () => {
  it('is read whole', async () => {
    account.simulator.seedCatalog([
      {
        sku: 'TEE-S',
        name: 'Tee',
        description: '<p>Soft</p>',
        weight: 0.35,
        dimensions: { length: 30, height: 2.5, width: 20 },
        ean: '4006381333931',
        brandId: 75,
        collectionId: 1,
        productTypeId: 2,
        categories: [290, 296],
        seasonIds: [2],
        variations: [{ optionId: 2, optionValueId: 4 }],
        customFields: { PCF_CARE: 'Wash', PCF_ONLINE: true, PCF_PACKSIZE: '12', PCF_FABRIC: { id: 156 } },
        status: 'DISCONTINUED',
      },
    ]);
    expect(await one()).toMatchObject({
      name: 'Tee',
      description: '<p>Soft</p>',
      shortDescription: '',
      condition: 'new',
      sellable: undefined,
      identity: { sku: 'TEE-S', ean: '4006381333931', upc: '', isbn: '', mpn: '', barcode: '' },
      stock: { stockTracked: true, weight: '0.35', dimensions: { length: '30', height: '2.5', width: '20' } },
      brandId: 75,
      collectionId: 1,
      productTypeId: 2,
      categories: [290, 296],
      seasonIds: [2],
      variations: [{ optionId: 2, optionName: 'Size', optionValueId: 4, optionValue: 'S' }],
      composition: { bundle: false },
      status: 'DISCONTINUED',
    });
    expect((await one())?.customFields).toBeUndefined();
    expect((await one({ customFields: true }))?.customFields).toEqual(
      new Map<string, unknown>([
        ['PCF_CARE', 'Wash'],
        ['PCF_ONLINE', true],
        ['PCF_PACKSIZE', 12],
        ['PCF_FABRIC', { id: 156, value: 'Cotton' }],
      ]),
    );
  });

  it('has the name of the channel that is asked for', async () => {
    const channels = { 4: { productName: 'Our mug', availableToSellOnChannel: false } };
    account.simulator.seedCatalog([{ sku: 'MUG', name: 'Mug', channels }]);
    expect(await one({ channelId: 4 })).toMatchObject({ name: 'Our mug', sellable: false });
    expect(await one({ channelId: 5 })).toMatchObject({ name: 'Mug', sellable: true });
  });

  it('is made with all that it can have', async () => {
    const id = await account.client.products.create({
      brandId: 75,
      collectionId: 1,
      productTypeId: 2,
      identity: { sku: 'TEE', upc: '012345678905', mpn: 'M-1' },
      stock: { stockTracked: true, weight: { magnitude: 2 }, dimensions: { length: 1, height: 2, width: 3 } },
      financialDetails: { taxCode: { id: 2, code: 'T' } },
      salesChannels: [
        {
          salesChannelName: 'Brightpearl',
          productName: 'Tee',
          categories: [{ categoryCode: '290' }],
          description: { languageCode: 'en', text: 'Soft', format: 'HTML_FRAGMENT' },
        },
      ],
      variations: [{ optionId: 1, optionValueId: 1 }],
      seasonIds: [1],
    });
    expect((await account.client.products.readMany([id])).get(id)).toMatchObject({
      name: 'Tee',
      description: 'Soft',
      identity: { upc: '012345678905', mpn: 'M-1' },
      stock: { weight: '2' },
      variations: [{ optionValue: 'Black' }],
    });
  });
});

describe('products that changed', () => {
  const walked = async (since: Date, by: 'updatedOn' | 'createdOn') => {
    const rows: unknown[] = [];
    for await (const page of account.client.products.walkSince(since, by)) rows.push(...page);
    return rows;
  };

  it('are walked by their date, with their identifiers; new ones by the other', async () => {
    account.simulator.seedCatalog([{ sku: 'MUG', ean: '1' }, { sku: 'CUP' }]);
    account.simulator.clock.advance(3_600_000);
    const since = new Date(account.simulator.clock.now().getTime() - 60_000);
    expect(await walked(since, 'updatedOn')).toEqual([]);
    await account.control('POST', 'products/1001', { name: 'Mug, large', mpn: 'M' });
    expect(await walked(since, 'updatedOn')).toMatchObject([
      { productId: 1001, sku: 'MUG', name: 'Mug, large', ean: '1', upc: '', mpn: 'M', brandId: 74, status: 'LIVE' },
    ]);
    expect(await walked(since, 'createdOn')).toEqual([]);
    account.simulator.seedCatalog([{ sku: 'NEW' }]);
    expect(await walked(since, 'createdOn')).toMatchObject([{ sku: 'NEW' }]);
  });
});

it('the custom fields of products are described', async () => {
  const fields = await account.client.referenceData.productCustomFields();
  expect(fields.find(({ code }) => code === 'PCF_FABRIC')).toEqual({
    id: 155,
    code: 'PCF_FABRIC',
    name: 'Fabric',
    type: 'SELECT',
    required: false,
    options: [
      { id: 156, value: 'Cotton' },
      { id: 157, value: 'Wool' },
    ],
  });
});
