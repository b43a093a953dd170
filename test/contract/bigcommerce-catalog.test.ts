/** The simulator's answers to writes of the catalog against BigCommerce's own API descriptions. */
import { startStore, type Store } from '../simulators/bigcommerce/support';
import { describeWithSpecs, loadContract, specPath, type Contract } from './vendor-specs';

interface Step {
  readonly method: string;
  /** As the description has it. */
  readonly path: string;
  readonly status: number;
  readonly query?: string;
  readonly body?: unknown;
}

/** 1 is a mug, 2 a shirt with variants 2 and 3. */
async function aCatalog(): Promise<Store> {
  const store = await startStore();
  store.simulator.control.addProduct({ name: 'Mug', sku: 'MUG', price: 10, custom_url: { url: '/mug/' } });
  store.simulator.control.addProduct({ name: 'Shirt', price: 20, variants: [{ sku: 'S' }, { sku: 'M' }] });
  return store;
}

/** In this order, on one store. */
function itAnswersAs(
  file: string,
  steps: readonly Step[],
  extras: readonly string[],
  defects: readonly RegExp[],
): void {
  let contract: Contract;
  let store: Store;
  beforeAll(async () => {
    contract = loadContract(specPath('bigcommerce', 'catalog', file), extras, defects);
    store = await aCatalog();
  });
  afterAll(() => store.close());

  it.each(steps.map((step) => [`${step.method} ${step.path}${step.query ?? ''} ${step.status}`, step] as const))(
    '%s',
    async (_title, { method, path, status, query = '', body }) => {
      const asked = path.replace('{product_id}', '2').replace(/\{\w+\}/g, '1');
      const answer = await store.api(method, `/v3${asked}${query}`, body);
      expect([answer.status, answer.body]).toEqual([status, answer.body]);
      expect(contract.problems(method, path, status, answer.body)).toEqual([]);
    },
  );
}

const BATCH = '/catalog/products';
// "This value is null for complex products."
const BASE_VARIANT = /\/base_variant_id must be integer$/;

describeWithSpecs('bigcommerce', 'BigCommerce catalog V3: writing products', () => {
  itAnswersAs(
    'products_catalog.v3.yml',
    [
      {
        method: 'PUT',
        path: BATCH,
        status: 200,
        body: [
          { id: 1, price: 11 },
          { id: 2, sale_price: 0 },
        ],
      },
      { method: 'PUT', path: BATCH, status: 207, body: [{ id: 2, custom_url: { url: '/mug/' } }] },
      { method: 'PUT', path: BATCH, status: 404, body: [{ id: 9, price: 1 }] },
      { method: 'PUT', path: BATCH, status: 409, body: [{ id: 2, name: 'Mug' }] },
      { method: 'PUT', path: BATCH, status: 413, body: Array.from({ length: 11 }, () => ({ id: 1 })) },
      { method: 'PUT', path: BATCH, status: 422, body: [{ id: 1, price: -1 }] },
    ],
    // A 413 has `errors` in the example of the variants' batch.
    ['errors'],
    [BASE_VARIANT],
  );
});

describeWithSpecs('bigcommerce', 'BigCommerce catalog V3: writing variants', () => {
  const path = '/catalog/variants';
  itAnswersAs(
    'product-variants_catalog.v3.yml',
    [
      {
        method: 'PUT',
        path,
        status: 200,
        body: [{ id: 1, price: 11 }, { id: 2, price: 12, sale_price: 9 }, { id: 3 }],
      },
      { method: 'PUT', path, status: 422, body: [{ id: 9, price: 1 }] },
    ],
    // Both are fields of all other answers with variants.
    ['gtin', 'mpn'],
    // "If this value is null, the product's …", of numbers that are marked nullable in another dialect.
    [/\/(price|sale_price|retail_price|weight|width|height|depth|sku_id) must be (number|integer)$/],
  );
});
