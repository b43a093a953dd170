/** The simulator's answers about what happens after the sale against BigCommerce's own API descriptions. */
import { buildOrder } from '../../src/simulators/bigcommerce/order-builder';
import { startStore, type Store } from '../simulators/bigcommerce/support';
import { describeWithSpecs, loadContract, specPath, type Contract } from './vendor-specs';

let store: Store;
let ids: { readonly open: number; readonly authorized: number };

/** A paid order of a customer, with two lines, wrapping, handling and a fee, and one that is authorized. */
async function setUp(): Promise<void> {
  store = await startStore();
  const { control } = store.simulator;
  control.addCustomer({ email: 'ann@example.com' });
  control.addProduct({ name: 'Cup', sku: 'CUP', price: 7 });
  const lines = [
    { name: 'Mug', price: 10, quantity: 3, taxRate: 10, wrapping: { name: 'Paper', cost: 3 } },
    { name: 'Bowl', price: 5, taxRate: 10 },
  ];
  const costs = { shipping: { cost: 5, taxRate: 10 }, handling: { cost: 2 }, fees: [{ name: 'Insurance', cost: 1 }] };
  const place = (more: object) => control.addOrder(buildOrder({ taxMode: 'exclusive', lines, ...costs, ...more }));
  ids = {
    open: place({ customerId: 1, storeCreditAmount: 10 }),
    authorized: place({ statusId: 7, transactions: [{ event: 'authorization' }] }),
  };
}

interface Asked {
  readonly method: string;
  /** As the description has it. */
  readonly path: string;
  readonly status: number;
  readonly body?: unknown;
  readonly of?: keyof typeof ids;
  /** The id of the part; default 1. */
  readonly part?: number;
}

interface KnownDefects {
  readonly extras?: readonly string[];
  readonly defects?: readonly RegExp[];
}

function itAnswersAs(file: string, version: string, { extras, defects }: KnownDefects, rows: readonly Asked[]): void {
  let contract: Contract;
  beforeAll(async () => {
    contract = loadContract(specPath('bigcommerce', file), extras, defects);
    await setUp();
  });
  afterAll(() => store.close());

  it.each(
    rows.map((row) => [`${row.method} ${row.path} ${row.status} ${JSON.stringify(row.body ?? '')}`, row] as const),
  )('%s', async (_title, { method, path, status, body, of = 'open', part = 1 }) => {
    const asked = path.replace('{order_id}', String(ids[of])).replace(/\{\w+\}/, String(part));
    const answer = await store.api(method, version + asked, body);
    expect([answer.status, answer.body]).toEqual([status, answer.body]);
    expect(contract.problems(method, path, status, answer.body)).toEqual([]);
  });
}

const SHIPMENTS = '/orders/{order_id}/shipments';
const SHIPMENT = `${SHIPMENTS}/{shipment_id}`;
const shipment = (quantity: number) => ({
  order_address_id: 1,
  tracking_number: 'A1',
  shipping_provider: 'ups',
  items: [{ order_product_id: 1, quantity }],
});

describeWithSpecs('bigcommerce', 'BigCommerce shipments V2', () => {
  itAnswersAs('orders.v2.oas2.yml', '/v2', {}, [
    { method: 'GET', path: SHIPMENTS, status: 204 },
    { method: 'POST', path: SHIPMENTS, status: 201, body: shipment(1) },
    { method: 'POST', path: SHIPMENTS, status: 201, body: { ...shipment(1), shipping_provider: 'carrier_7' } },
    { method: 'GET', path: SHIPMENTS, status: 200 },
    { method: 'GET', path: `${SHIPMENTS}/count`, status: 200 },
    { method: 'GET', path: SHIPMENT, status: 200 },
    { method: 'PUT', path: SHIPMENT, status: 200, body: { tracking_link: 'https://track.example/1' } },
    { method: 'DELETE', path: SHIPMENT, status: 204 },
    { method: 'DELETE', path: SHIPMENTS, status: 204 },
  ]);
});

const ORDER = '/orders/{order_id}';

describeWithSpecs('bigcommerce', 'BigCommerce order edits V2', () => {
  // Both stand in every example of an order.
  itAnswersAs('orders.v2.oas2.yml', '/v2', { extras: ['custom_status', 'credit_card_type'] }, [
    { method: 'PUT', path: ORDER, status: 200, body: { products: [{ id: 1, quantity: 2 }] } },
    { method: 'PUT', path: ORDER, status: 200, body: { products: [{ product_id: 1, quantity: 1 }] } },
    { method: 'PUT', path: ORDER, status: 200, body: { products: [{ id: 2, quantity: 0 }] } },
    { method: 'PUT', path: ORDER, status: 200, body: { shipping_cost_ex_tax: '8', shipping_cost_inc_tax: '8.8' } },
    { method: 'GET', path: `${ORDER}/products`, status: 200 },
    { method: 'PUT', path: `${ORDER}/shipping_addresses/{id}`, status: 200, body: { city: 'Dallas' } },
  ]);
});

const QUOTES = '/orders/{order_id}/payment_actions/refund_quotes';
const REFUNDS = '/orders/{order_id}/payment_actions/refunds';
const product = { item_type: 'PRODUCT', item_id: 1, quantity: 1, adjustments: [{ amount: -1, description: 'Fee' }] };
const amountOf = (item_type: string, item_id = 1) => ({ item_type, item_id, amount: 1 });
const items = [
  product,
  { item_type: 'GIFT_WRAPPING', item_id: 1, quantity: 1 },
  ...['SHIPPING', 'HANDLING', 'FEE', 'ORDER'].map((type) => amountOf(type)),
];
const toCredit = (amount: number) => ({ payments: [{ provider_id: 'storecredit', amount, offline: false }] });

describeWithSpecs('bigcommerce', 'BigCommerce payment actions V3', () => {
  itAnswersAs('orders.v3.yml', '/v3', {}, [
    { method: 'POST', path: QUOTES, status: 201, body: { items } },
    { method: 'POST', path: QUOTES, status: 422, body: { items: [{ ...product, quantity: 9 }] } },
    { method: 'POST', path: QUOTES, status: 422, body: {} },
    { method: 'POST', path: REFUNDS, status: 201, body: { items, ...toCredit(15.1) } },
    { method: 'POST', path: REFUNDS, status: 422, body: { items, ...toCredit(1) } },
    { method: 'POST', path: REFUNDS, status: 422, body: {} },
    { method: 'GET', path: REFUNDS, status: 200 },
    { method: 'GET', path: '/orders/payment_actions/refunds', status: 200 },
    { method: 'GET', path: '/orders/{order_id}/transactions', status: 200 },
    { method: 'POST', path: '/orders/{order_id}/payment_actions/capture', status: 422 },
    { method: 'POST', path: '/orders/{order_id}/payment_actions/capture', status: 201, of: 'authorized' },
    { method: 'POST', path: '/orders/{order_id}/payment_actions/void', status: 422, of: 'authorized' },
  ]);
});

const MAILS = '/settings/email-statuses';

describeWithSpecs('bigcommerce', 'BigCommerce mail settings V3', () => {
  // The examples name four mails and the message notification by their templates, the schema otherwise.
  const extras = [
    'createaccount_email',
    'createguestaccount_email',
    'giftcertificate_email',
    'ordermessage_notification',
  ];
  itAnswersAs('settings.v3.yml', '/v3', { extras }, [
    { method: 'GET', path: MAILS, status: 200 },
    { method: 'PUT', path: MAILS, status: 200, body: { combined_order_status_email: false } },
  ]);
});
