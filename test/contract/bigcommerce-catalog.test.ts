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

const CHOICE = { option_display_name: 'Size', label: 'S' };
const NEW_PRODUCT = {
  name: 'Cap',
  type: 'physical',
  weight: 1,
  price: 9,
  variants: [{ sku: 'CAP-S', option_values: [CHOICE] }],
};
const FIELDS = '/catalog/products/{product_id}/custom-fields';
const METAFIELDS = '/catalog/products/{product_id}/metafields';
const METAFIELD = { permission_set: 'app_only', namespace: 'bp', key: 'product', value: '1' };

describeWithSpecs('bigcommerce', 'BigCommerce catalog V3: products and what belongs to them', () => {
  itAnswersAs(
    'products_catalog.v3.yml',
    [
      { method: 'POST', path: BATCH, status: 200, body: NEW_PRODUCT },
      { method: 'POST', path: BATCH, status: 409, body: NEW_PRODUCT },
      { method: 'POST', path: BATCH, status: 422, body: { name: 'Hat' } },
      { method: 'POST', path: FIELDS, status: 200, body: { name: 'Id', value: '7' } },
      { method: 'POST', path: FIELDS, status: 422, body: { name: 'Id', value: '7' } },
      { method: 'PUT', path: `${FIELDS}/{custom_field_id}`, status: 200, body: { value: '8' } },
      { method: 'GET', path: FIELDS, status: 200 },
      { method: 'GET', path: BATCH, status: 200, query: '?include=variants,custom_fields' },
      { method: 'DELETE', path: `${FIELDS}/{custom_field_id}`, status: 204 },
      { method: 'POST', path: METAFIELDS, status: 200, body: METAFIELD },
      { method: 'POST', path: METAFIELDS, status: 409, body: METAFIELD },
      { method: 'PUT', path: `${METAFIELDS}/{metafield_id}`, status: 200, body: { value: '2' } },
      { method: 'GET', path: METAFIELDS, status: 200 },
      { method: 'GET', path: '/catalog/products/metafields', status: 200, query: '?namespace=bp&key=product' },
    ],
    // Promised by the text of `include`; errors of all other resources; the name of an option, which its own answers have.
    ['variants', 'options', 'errors', 'name'],
    [BASE_VARIANT],
  );
});

const OPTIONS = '/catalog/products/{product_id}/options';
const VALUES = `${OPTIONS}/{option_id}/values`;
const OPTION = { display_name: 'Size', type: 'rectangles', option_values: [{ label: 'S', sort_order: 0 }] };

describeWithSpecs('bigcommerce', 'BigCommerce catalog V3: options', () => {
  itAnswersAs(
    'product-variant-options_catalog.v3.yml',
    [
      { method: 'POST', path: OPTIONS, status: 200, body: OPTION },
      { method: 'POST', path: OPTIONS, status: 409, body: OPTION },
      { method: 'POST', path: OPTIONS, status: 422, body: {} },
      { method: 'PUT', path: `${OPTIONS}/{option_id}`, status: 200, body: { display_name: 'Width' } },
      { method: 'POST', path: VALUES, status: 200, body: { label: 'M', sort_order: 1 } },
      { method: 'PUT', path: `${VALUES}/{value_id}`, status: 200, body: { label: 'Small', sort_order: 2 } },
      { method: 'GET', path: VALUES, status: 200 },
      { method: 'GET', path: OPTIONS, status: 200 },
    ],
    [],
    // Null "if no data is available", says the text; only some of the schemas are nullable.
    [/\/value_data must be object$/],
  );
});

describeWithSpecs('bigcommerce', 'BigCommerce catalog V3: brands', () => {
  const path = '/catalog/brands';
  itAnswersAs(
    'brands_catalog.v3.yml',
    [
      { method: 'POST', path, status: 200, body: { name: 'Acme' } },
      { method: 'POST', path, status: 409, body: { name: 'Acme' } },
      { method: 'POST', path, status: 422, body: {} },
      { method: 'GET', path, status: 200 },
    ],
    [],
    [],
  );
});

describeWithSpecs('bigcommerce', 'BigCommerce catalog V3: categories', () => {
  const path = '/catalog/trees/categories';
  itAnswersAs(
    'category-trees_catalog.v3.yml',
    [
      { method: 'GET', path: '/catalog/trees', status: 200 },
      { method: 'POST', path, status: 201, body: [{ name: 'Mugs', tree_id: 1 }] },
      { method: 'POST', path, status: 422, body: [{ name: 'Mugs', tree_id: 1 }] },
      { method: 'GET', path, status: 200 },
    ],
    [],
    [],
  );
});
