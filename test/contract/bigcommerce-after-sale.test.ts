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
