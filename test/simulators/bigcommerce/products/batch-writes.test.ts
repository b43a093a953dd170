import { startObservedStore, type ObservedStore } from '../observed-store';

let store: ObservedStore;
/** 1 is a plain mug (variant 1), 2 a shirt with variants 2 and 3. */
beforeEach(async () => {
  store = await startObservedStore(['store/product/*', 'store/sku/*']);
  const { addProduct } = store.simulator.control;
  addProduct({ name: 'Mug', sku: 'MUG', price: 10, inventory_tracking: 'product', inventory_level: 4 });
  addProduct({ name: 'Shirt', price: 20, sale_price: 18, variants: [{ sku: 'S' }, { sku: 'M', price: 22 }] });
});
afterEach(() => store.close());

const put = (path: string, rows: unknown) => store.api('PUT', `/v3/catalog${path}`, rows);

const one = async (path: string) => {
  const { body } = await store.api('GET', `/v3/catalog${path}`);
  return (body as { data: Record<string, unknown> }).data;
};

describe('a batch of variants', () => {
  it('sets prices of their own, and null gives them the product’s', async () => {
    const fired = await store.firedBy(async () => {
      const { status, body } = await put('/variants', [
        { id: 2, price: 25, sale_price: 24 },
        { id: 3, price: null },
      ]);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        data: [
          { id: 2, price: 25, sale_price: 24, calculated_price: 24 },
          { id: 3, price: null, sale_price: null, calculated_price: 18 },
        ],
      });
    });
    expect(fired.map(([scope]) => scope)).toEqual(['store/sku/updated', 'store/sku/updated']);
    expect(await one('/products/2')).toMatchObject({ price: 20, calculated_price: 18 });
  });

  it('sets of a base variant what the product has', async () => {
    const fired = await store.firedBy(() =>
      put('/variants', [{ id: 1, price: 12, retail_price: 15, weight: 3, upc: '123', sku: 'MUG-1' }]),
    );
    expect(fired).toEqual([['store/product/updated', { type: 'product', id: 1 }]]);
    expect(await one('/products/1')).toMatchObject({
      price: 12,
      retail_price: 15,
      weight: 3,
      upc: '123',
      sku: 'MUG-1',
    });
    await put('/variants', [{ id: 1, price: null }]);
    expect(await one('/products/1/variants/1')).toMatchObject({ price: 12, upc: '123', calculated_price: 12 });
  });

  it.each([
    [true, 10],
    [false, null],
  ])('shows prices of a base variant when the switch says %s', async (baseVariantShowsPrices, price) => {
    store.simulator.control.setSwitches({ baseVariantShowsPrices });
    expect(await one('/products/1/variants/1')).toMatchObject({ price, calculated_price: 10 });
  });

  it.each([
    ['partial', 21],
    ['whole-batch', null],
  ] as const)('with a bad one sets the others when the switch says %s', async (catalogBatchRejection, price) => {
    store.simulator.control.setSwitches({ catalogBatchRejection });
    const { status, body } = await put('/variants', [
      { id: 2, price: 21 },
      { id: 9, price: 1 },
    ]);
    expect([status, body]).toMatchObject([
      422,
      { batch_errors: [{ status: 404, title: 'The variant was not found.' }] },
    ]);
    expect(await one('/products/2/variants/2')).toMatchObject({ price });
  });

  it.each([
    [[{ id: 2, price: -1 }], { price: expect.any(String) }],
    [[{ price: 1 }], { id: expect.any(String) }],
    [[{ id: 2, sku: 'mug' }], { sku: 'The SKU is in use' }],
    [[{ id: 2, upc: '123456789012345' }], { upc: expect.any(String) }],
    [[{ id: 2, sku: 'x'.repeat(256) }], { sku: expect.any(String) }],
  ])('of %j says what is wrong', async (rows, errors) => {
    expect(await put('/variants', rows)).toMatchObject({ status: 422, body: { batch_errors: [{ errors }] } });
  });

  it('may have the SKU that it has, and holds 50', async () => {
    expect((await put('/variants', [{ id: 2, sku: 's' }])).status).toBe(200);
    const rows = Array.from({ length: 51 }, () => ({ id: 2, price: 1 }));
    expect((await put('/variants', rows.slice(1))).status).toBe(200);
    expect(await put('/variants', rows)).toMatchObject({
      status: 413,
      body: { title: 'The request payload is too large. The maximum items allowed in the array is 50' },
    });
    expect((await put('/variants', {})).status).toBe(422);
  });
});

describe('a batch of products', () => {
  it('sets fields and leaves the others', async () => {
    const fired = await store.firedBy(async () => {
      const { status, body } = await put('/products', [
        { id: 1, name: 'Big mug', price: 11 },
        { id: 2, sale_price: 0 },
      ]);
      expect([status, body]).toMatchObject([
        200,
        { data: [{ id: 1, name: 'Big mug', sku: 'MUG', price: 11 }, { id: 2 }] },
      ]);
    });
    expect(fired.map(([scope]) => scope)).toEqual(['store/product/updated', 'store/product/updated']);
    expect(await one('/products/2/variants/2')).toMatchObject({ calculated_price: 20 });
  });

  it.each([
    [{ id: 9, price: 1 }, 404, {}],
    [{ id: 1, name: 'Shirt' }, 409, { name: 'The name is in use' }],
    [{ id: 1, sku: 'm' }, 409, { sku: 'The SKU is in use' }],
    [{ id: 1, name: 'x'.repeat(251) }, 422, { name: expect.any(String) }],
    [{ id: 1, price: null }, 422, { price: expect.any(String) }],
    [{ price: 1 }, 422, { id: expect.any(String) }],
  ])('of %j is refused with %i, and no other is set', async (row, status, errors) => {
    const answer = await put('/products', [{ id: 2, price: 99 }, row]);
    expect(answer.status).toBe(status);
    expect((answer.body as { errors?: object }).errors ?? {}).toEqual(errors);
    expect(await one('/products/2')).toMatchObject({ price: 20 });
  });

  it('cannot give two products one name', async () => {
    expect(
      (
        await put('/products', [
          { id: 1, name: 'Same' },
          { id: 2, name: 'same' },
        ])
      ).status,
    ).toBe(409);
  });

  it('sets the good ones of a refused batch when the switch says so', async () => {
    store.simulator.control.setSwitches({ catalogBatchRejection: 'partial' });
    expect((await put('/products', [{ id: 9 }, { id: 2, price: 99 }])).status).toBe(404);
    expect(await one('/products/2')).toMatchObject({ price: 99 });
  });

  it('is saved without what fails of it: a URL that is taken, a stock below 0', async () => {
    expect((await put('/products', [{ id: 1, custom_url: { url: '/mug/' }, inventory_level: 7 }])).status).toBe(200);
    const { status, body } = await put('/products', [{ id: 2, price: 30, custom_url: { url: '/mug/' } }]);
    expect([status, body]).toMatchObject([207, { errors: { errors: { custom_url: 'The URL is in use' } } }]);
    expect(await one('/products/2')).toMatchObject({ price: 30 });
    expect(await put('/products', [{ id: 1, price: 31, inventory_level: -1 }])).toMatchObject({ status: 207 });
    expect(await one('/products/1')).toMatchObject({ price: 31, inventory_level: 7 });
  });

  it('holds 10', async () => {
    const rows = Array.from({ length: 11 }, () => ({ id: 1, price: 1 }));
    expect((await put('/products', rows.slice(1))).status).toBe(200);
    expect((await put('/products', rows)).status).toBe(413);
  });
});
