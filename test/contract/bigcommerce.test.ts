/** The simulator's answers against BigCommerce's own API descriptions. */
import { buildOrder } from '../../src/simulators/bigcommerce/order-builder';
import { startStore, type Store } from '../simulators/bigcommerce/support';
import { describeWithSpecs, loadContract, specPath, type Contract } from './vendor-specs';

/** Where BigCommerce's descriptions contradict their own texts and examples: the simulator follows the latter. */
interface KnownDefects {
  /** Fields without a schema. */
  readonly extras?: readonly string[];
  readonly defects?: readonly RegExp[];
}

const ORDERS_V2: KnownDefects = {
  // The first two stand in every example of an order; `/fees` wraps its list in the example, its schema is one fee.
  extras: ['custom_status', 'credit_card_type', 'fees'],
  // "Otherwise the field will return as null", says the text of a string that is not nullable.
  defects: [/^\/\d+\/order_product_id must be string$/],
};

const ORDERS_V3: KnownDefects = {
  // `GET refunds/{id}` has another schema of the same refund: no transaction_id, and amounts of items as text.
  extras: ['transaction_id'],
  defects: [/^\/data\/items\/\d+\/requested_amount /],
};

// "Omit, or provide null" makes a customer global; the schema of the answer knows lists only.
const CUSTOMERS: KnownDefects = { defects: [/^\/data\/\d+\/channel_ids must be array$/] };

const CATALOG: KnownDefects = {
  // Promised by the text of `include`; the variants of a product have both codes, those of the list of all have not.
  extras: ['variants', 'gtin', 'mpn'],
  // "This value is null for complex products"; what a variant has of its product is null; a base variant has no sku_id.
  defects: [
    /\/(base_variant_id|sku_id) must be integer$/,
    /\/(price|sale_price|retail_price|weight|width|height|depth) must be number$/,
  ],
};

const FULL = 'include=consignments.line_items,fees&consignment_structure=object';

let store: Store;
let orderId: number;

async function setUp(): Promise<void> {
  store = await startStore();
  store.simulator.control.addCustomer({
    email: 'ann@example.com',
    first_name: 'Ann',
    last_name: 'Lee',
    addresses: [{ first_name: 'Ann', last_name: 'Lee', address1: '1 Main Street', city: 'Austin', country_code: 'US' }],
  });
  store.simulator.control.addCustomerGroup({ name: 'Trade', price_list_id: 3 });
  store.simulator.control.addProduct({ name: 'Mug', sku: 'MUG', price: 10 });
  store.simulator.control.addProduct({ name: 'Shirt', price: 20, variants: [{ sku: 'SHIRT-S' }] });
  orderId = store.simulator.control.addOrder({ ...richOrder(), refunds: [REFUND] });
  await store.api('POST', `/v3/orders/${orderId}/metafields`, METAFIELD);
  await store.api('POST', '/v3/hooks', { scope: 'store/order/*', destination: 'https://example.com/hook' });
}

const METAFIELD = { permission_set: 'app_only', namespace: 'bp', key: 'order', value: '1' };

const REFUND = {
  reason: 'Broken',
  total_amount: 5,
  total_tax: 0.5,
  items: [{ item_type: 'PRODUCT', item_id: 1, quantity: 1, requested_amount: 5, reason: '' }],
  payments: [{ id: 1, provider_id: 'stripe', amount: 5, offline: false, is_declined: false, transaction_id: '1' }],
};

/** One of everything. */
const richOrder = () =>
  buildOrder({
    taxMode: 'inclusive',
    lines: [
      {
        name: 'Mug',
        sku: 'MUG',
        price: '12.50',
        quantity: 3,
        taxes: [
          { name: 'State', rate: '6.25' },
          { name: 'County', rate: 2 },
        ],
        options: [{ name: 'Color', value: 'Red' }],
        wrapping: { name: 'Paper', cost: 2, taxRate: 5, message: 'Hi' },
      },
      { name: 'Spoon', price: 0, childOf: 0 },
      { name: 'E-book', price: 9, type: 'digital', taxRate: 5 },
      { name: 'Gift certificate', price: 50, type: 'giftcertificate' },
    ],
    discount: '3.33',
    coupon: { code: 'TEN', type: 'percentage', amount: 10 },
    shipping: { cost: 8, taxRate: 5, method: 'Express' },
    handling: { cost: 1, taxRate: 5 },
    fees: [{ name: 'Protection', cost: 2, taxRate: 5 }],
    addresses: [{}, { address: { city: 'Dallas' } }],
    giftCertificateAmount: 5,
    storeCreditAmount: 1,
    customerId: 1,
  });

/** Method, path of the description, status, path asked for (default: the description's, with the order's id), body. */
type Row = readonly [
  method: string,
  path: string,
  status: number,
  asked?: ((path: string) => string) | undefined,
  body?: unknown,
  headers?: Record<string, string> | undefined,
];

function itAnswersAs(file: string, version: 'v2' | 'v3', known: KnownDefects, rows: readonly Row[]): void {
  let contract: Contract;
  beforeAll(async () => {
    contract = loadContract(specPath('bigcommerce', file), known.extras, known.defects);
    await setUp();
  });
  afterAll(() => store.close());

  const titled = rows.map((row) => [row.slice(0, 3).join(' '), row] as const);
  it.each(titled)('%s', async (_title, [method, path, status, asked = same, body, headers]) => {
    const filled = asked(path).replace('{order_id}', String(orderId));
    const answer = await store.api(method, `/${version}${filled}`, body, headers);
    expect(answer.status).toBe(status);
    expect(contract.problems(method, path, status, answer.body)).toEqual([]);
  });
}

const same = (path: string): string => path;
const with1 = (path: string): string => path.replace(/\{(?!order_id)\w+\}/g, '1');
const missing = (path: string): string => path.replace('{order_id}', '9').replace(/\{\w+\}/g, '9');
const query = (text: string) => (path: string) => `${path}?${text}`;

describeWithSpecs('bigcommerce', 'BigCommerce orders V2', () => {
  itAnswersAs('orders.v2.oas2.yml', 'v2', ORDERS_V2, [
    ['GET', '/orders', 200],
    ['GET', '/orders', 200, query(FULL)],
    ['GET', '/orders/count', 200],
    ['GET', '/orders/{order_id}', 200],
    ['GET', '/orders/{order_id}', 200, query(FULL)],
    ['GET', '/orders/{order_id}', 200, query('include=consignments&consignment_structure=object')],
    ['PUT', '/orders/{order_id}', 200, undefined, { status_id: 9, staff_notes: 'x' }],
    ['GET', '/orders/{order_id}/products', 200],
    ['GET', '/orders/{order_id}/products/{product_id}', 200, with1],
    ['GET', '/orders/{order_id}/shipping_addresses', 200],
    ['GET', '/orders/{order_id}/shipping_addresses/{id}', 200, with1],
    ['GET', '/orders/{order_id}/coupons', 200],
    ['GET', '/orders/{order_id}/taxes', 200],
    ['GET', '/orders/{order_id}/taxes', 200, query('details=true')],
    ['GET', '/orders/{order_id}/fees', 200],
    ['GET', '/orders/{order_id}/consignments', 200],
    ['GET', '/orders/{order_id}/consignments', 200, query('include=consignments.line_items')],
    ['GET', '/orders/{order_id}/shipments', 204],
    ['GET', '/orders/{order_id}/fees', 404, missing],
    ['GET', '/orders/{order_id}/consignments', 404, missing],
    ['GET', '/order_statuses', 200],
    ['GET', '/order_statuses/{status_id}', 200, with1],
    [
      'POST',
      '/orders',
      200,
      undefined,
      {
        billing_address: { zip: '78701' },
        products: [{ name: 'Mug', quantity: 1, price_ex_tax: 1, price_inc_tax: 1.1 }],
      },
    ],
    ['DELETE', '/orders/{order_id}', 204],
  ]);
});

describeWithSpecs('bigcommerce', 'BigCommerce orders V3', () => {
  const metafields = '/orders/{order_id}/metafields';
  itAnswersAs('orders.v3.yml', 'v3', ORDERS_V3, [
    ['GET', '/orders/{order_id}/transactions', 200],
    ['GET', '/orders/{order_id}/transactions', 404, missing],
    ['GET', '/orders/{order_id}/payment_actions/refunds', 200],
    ['GET', '/orders/payment_actions/refunds', 200],
    ['GET', '/orders/payment_actions/refunds/{refund_id}', 200, with1],
    ['GET', metafields, 200],
    ['POST', metafields, 200, undefined, { ...METAFIELD, key: 'other' }],
    ['POST', metafields, 409, undefined, METAFIELD],
    ['POST', metafields, 422, undefined, { key: 'x' }],
    ['GET', `${metafields}/{metafield_id}`, 200, with1],
    ['GET', `${metafields}/{metafield_id}`, 404, missing],
    ['PUT', `${metafields}/{metafield_id}`, 200, with1, { value: '2' }],
    ['PUT', `${metafields}/{metafield_id}`, 404, missing, { value: '2' }],
    ['GET', '/orders/metafields', 200],
    ['DELETE', `${metafields}/{metafield_id}`, 204, with1],
  ]);
});

describeWithSpecs('bigcommerce', 'BigCommerce webhooks V3', () => {
  const hook = { scope: 'store/order/created', destination: 'https://example.com/hook' };
  itAnswersAs('webhooks.v3.yml', 'v3', {}, [
    ['POST', '/hooks', 200, undefined, { ...hook, headers: { 'X-Secret': 'x' } }],
    ['POST', '/hooks', 400, undefined, { ...hook, scope: 'store/none' }],
    ['POST', '/hooks', 422, undefined, { scope: 'store/order/created' }],
    ['GET', '/hooks', 401, undefined, undefined, { 'X-Auth-Token': 'wrong' }],
    ['GET', '/hooks', 200],
    ['GET', '/hooks/{webhook_id}', 200, with1],
    ['GET', '/hooks/{webhook_id}', 404, missing],
    ['PUT', '/hooks/{webhook_id}', 200, with1, { is_active: true }],
    ['DELETE', '/hooks/{webhook_id}', 200, with1],
  ]);
});

const ADDRESS = {
  customer_id: 1,
  first_name: 'Ann',
  last_name: 'Lee',
  address1: '2 Side Street',
  city: 'Austin',
  state_or_province: 'Texas',
  postal_code: '78701',
  country_code: 'US',
};

describeWithSpecs('bigcommerce', 'BigCommerce customer groups V2', () => {
  itAnswersAs('customers.v2.yml', 'v2', {}, [
    ['GET', '/customer_groups', 200],
    ['GET', '/customer_groups/{customer_group_id}', 200, with1],
  ]);
});

describeWithSpecs('bigcommerce', 'BigCommerce customers V3', () => {
  itAnswersAs('customers.v3.yml', 'v3', CUSTOMERS, [
    ['GET', '/customers', 200],
    ['GET', '/customers', 200, query('include=addresses,storecredit,attributes,formfields')],
    ['GET', '/customers', 200, query('after=MA==')],
    ['GET', '/customers', 422, query('date_modified:min=x')],
    ['POST', '/customers', 200, undefined, [{ email: 'bo@example.com', first_name: 'Bo', last_name: 'Ek' }]],
    ['POST', '/customers', 422, undefined, [{ email: 'bo@example.com', first_name: 'Bo', last_name: 'Ek' }]],
    ['PUT', '/customers', 200, undefined, [{ id: 1, company: 'Acme' }]],
    ['PUT', '/customers', 422, undefined, [{ id: 9, company: 'Acme' }]],
    ['GET', '/customers/addresses', 200],
    ['POST', '/customers/addresses', 200, undefined, [ADDRESS]],
    ['POST', '/customers/addresses', 200, undefined, [ADDRESS]],
    ['POST', '/customers/addresses', 422, undefined, [{ customer_id: 1 }]],
    ['PUT', '/customers/addresses', 200, undefined, [{ id: 1, city: 'Dallas' }]],
    ['PUT', '/customers/addresses', 422, undefined, [{ id: 9, city: 'Dallas' }]],
    ['DELETE', '/customers/addresses', 204, query('id:in=1')],
    ['DELETE', '/customers', 204, query('id:in=1')],
  ]);
});

describeWithSpecs('bigcommerce', 'BigCommerce catalog V3: products', () => {
  itAnswersAs('catalog/products_catalog.v3.yml', 'v3', CATALOG, [
    ['GET', '/catalog/products', 200],
    ['GET', '/catalog/products', 200, query('include=variants')],
    ['GET', '/catalog/products/{product_id}', 200, with1],
    ['GET', '/catalog/products/{product_id}', 404, missing],
  ]);
});

describeWithSpecs('bigcommerce', 'BigCommerce catalog V3: variants', () => {
  itAnswersAs('catalog/product-variants_catalog.v3.yml', 'v3', CATALOG, [
    ['GET', '/catalog/variants', 200],
    ['GET', '/catalog/products/{product_id}/variants', 200, with1],
    ['GET', '/catalog/products/{product_id}/variants/{variant_id}', 200, with1],
  ]);
});

describeWithSpecs('bigcommerce', 'BigCommerce store information V2', () => {
  itAnswersAs('store_information.v2.yml', 'v2', {}, [
    ['GET', '/store', 200],
    ['GET', '/time', 200],
  ]);
});

describeWithSpecs('bigcommerce', 'BigCommerce currencies V2', () => {
  itAnswersAs('currencies.v2.yml', 'v2', {}, [
    ['GET', '/currencies', 200],
    ['GET', '/currencies/{id}', 200, with1],
  ]);
});
