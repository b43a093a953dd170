/**
 * The simulator's answers beside what live accounts answered. Recordings of one kind are taken together: every key that
 * all of them have must be there, with its type, and no other key than one of them has. Skipped without the recordings.
 */
import { aPayment, aRow, aSalesOrder, aWebhook, CUSTOMER_ID } from '../simulators/brightpearl/support/bodies';
import { startSimulator, type Answer, type StartedSimulator } from '../simulators/brightpearl/support/a-simulator';
import { fixture, recording, type Recording } from './support/brightpearl-recordings';
import { describeWithSpecs } from './vendor-specs';
import { intersection, shapeOf, union, without } from './support/shape';

const withRecordings = (title: string, body: () => void) => describeWithSpecs('brightpearl', title, body);

const CUP = 1001;
const SUPPLIER_ID = 303;

let sim: StartedSimulator;
let orderId: number;
let paymentId: number;

beforeAll(async () => {
  sim = await startSimulator({ quotaPerMinute: 200, switches: { instanceIdMode: 'always' } });
  sim.simulator.seedCatalog([{ sku: 'CUP', onHand: { 2: 50, 3: 5 }, prices: { 2: '4.5' } }]);
  const rows = [aRow({ productId: CUP, quantity: '2' })];
  const staffOwnerId = 302;
  orderId = await sim.ok<number>(
    'POST',
    '/order-service/sales-order',
    aSalesOrder({ rows, staffOwnerId, delivery: { date: '2026-11-24' } }),
  );
  paymentId = await sim.ok<number>('POST', '/accounting-service/customer-payment', aPayment({ orderId }));
});
afterAll(() => sim.close());
beforeEach(() => sim.simulator.clock.advance(60_000));

/** Keys that may be missing or too many, each with a reason why that is no contradiction. */
interface Tolerated {
  /** Recorded, and not simulated. */
  readonly missing?: readonly string[];
  /** Simulated, and not seen in these recordings. */
  readonly more?: readonly string[];
}

function expectShape(simulated: unknown, recorded: readonly unknown[], tolerated: Tolerated = {}): void {
  const shapes = recorded.map((body) => shapeOf(body));
  const missing = without(intersection(shapes), shapeOf(simulated));
  const more = without(shapeOf(simulated), union(shapes));
  expect({ missing, more }).toEqual({ missing: tolerated.missing ?? [], more: tolerated.more ?? [] });
}

const responseOf = (body: unknown): unknown => (body as { response: unknown }).response;
const itemsOf = (body: unknown): unknown[] => [responseOf(body)].flat();

withRecordings('the shapes of answers', () => {
  it('GET order', async () => {
    const recorded = ['order_get_one', 'order_get_multiple', 'order_get_one_with_custom_fields'].flatMap((name) =>
      itemsOf(recording(name).body),
    );
    const created = [...itemsOf(recording('order_patch', 1).body)];
    const [order] = await sim.ok<unknown[]>('GET', `/order-service/order/${orderId}?includeOptional=customFields`);
    expectShape(order, [...recorded, ...created], {
      more: ['.externalRef: string', '.installedIntegrationInstanceId: number'],
    });
  });

  it('GET order of a purchase order that nothing came in for', async () => {
    const id = await sim.ok('POST', '/order-service/order', {
      orderTypeCode: 'PO',
      parties: { supplier: { contactId: SUPPLIER_ID } },
    });
    await sim.ok('POST', `/order-service/order/${String(id)}/row`, {
      productId: CUP,
      quantity: { magnitude: 4 },
      rowValue: { taxCode: 'T', rowNet: { value: 400 }, rowTax: { value: 33 } },
    });
    const [order] = await sim.ok<Record<string, unknown>[]>('GET', `/order-service/order/${String(id)}`);
    const [recorded] = itemsOf(recording('order_get_one_po').body) as Record<string, unknown>[];
    for (const code of ['orderTypeCode', 'stockStatusCode', 'allocationStatusCode', 'shippingStatusCode']) {
      expect(order?.[code]).toBe(recorded?.[code]);
    }
    const country = ['country: string', 'countryIsoCode: string', 'countryIsoCode3: string'];
    expectShape(order, [recorded], {
      // That order has a delivery date and dates for its invoice, and its supplier has no country.
      missing: ['.delivery.deliveryDate: string', '.invoices[].dueDate: string', '.invoices[].taxDate: string'],
      more: country.map((field) => `.parties.supplier.${field}`),
    });
  });

  it('POST order of a sales credit', async () => {
    const { requestBody, body } = recording('order_post_sc');
    const parties = { customer: { contactId: CUSTOMER_ID } };
    const answer = await sim.api('POST', '/order-service/order', { ...(requestBody as object), parties });
    expectShape(answer.body, [body]);
  });

  it('GET order with nothing found, PUT status, PATCH order', async () => {
    expect((await sim.api('GET', '/order-service/order/999')).body).toEqual(
      recording('order_get_empty_not_found').body,
    );
    const put = await sim.api('PUT', `/order-service/order/${orderId}/status`, { orderStatusId: 2 });
    expect(put.body).toEqual(recording('order_status_update_put', 1).body);
    const { requestBody } = recording('order_patch', 1);
    const patched = await sim.api('PATCH', `/order-service/order/${orderId}`, requestBody);
    expect(shapeOf(patched.body).has('.response: object')).toBe(true);
    expect(patched.body).toMatchObject({ response: { delivery: { deliveryDate: '2022-01-19T18:00:00.000-06:00' } } });
  });

  it('order rows', async () => {
    const contactId = CUSTOMER_ID;
    const id = await sim.ok('POST', '/order-service/order', {
      orderTypeCode: 'SO',
      parties: { customer: { contactId } },
    });
    const { requestBody } = recording('order_row_post', 1);
    const body = withTaxCode(requestBody, 'T');
    const rowId = await sim.ok('POST', `/order-service/order/${String(id)}/row`, body);
    const change = recording('order_row_patch', 2);
    const patched = await sim.api(
      'PATCH',
      `/order-service/order/${String(id)}/row/${String(rowId)}`,
      change.requestBody,
    );
    expectShape(patched.body, [change.body]);
  });

  it.each([
    ['order-shipping-status', 'order_shipping_status_get', '/order-service/order-shipping-status'],
    ['order-status', 'order_status_get', '/order-service/order-status/1'],
    [
      'custom-field-meta-data',
      'order__custom_field_metadata__get__single',
      '/order-service/sale/custom-field-meta-data/134',
    ],
    ['tax-code', 'tax_code_get', '/accounting-service/tax-code/'],
    ['price-list', 'price_list_get', '/product-service/price-list/2'],
    ['product', 'product_get_one', '/product-service/product/1001'],
    ['product-price', 'product_price_get', '/product-service/product-price/1001'],
    ['product-availability', 'product_availability_get', '/warehouse-service/product-availability/1001'],
    ['OPTIONS', 'customer__options__simple_options', '/contact-service/contact/304', 'OPTIONS'],
  ])('%s', async (_case, name, path, method = 'GET') => {
    const { status, body } = await sim.api(method, path);
    expect(status).toBe(200);
    expectShape(body, [recording(name).body]);
  });

  it('goods-out notes, shipped, without a tracking number', async () => {
    const rows = [aRow({ productId: CUP, quantity: '2' })];
    const salesOrderId = await sim.ok('POST', '/order-service/sales-order', aSalesOrder({ rows, externalRef: 'note' }));
    const { body } = await sim.control('POST', 'goods-out-notes', { salesOrderId, ship: true });
    const { id } = body as { id: number };
    const recorded = ['goods_out_note__get__by_gon_id', 'goods_out_note__get__all_for_order'].map(
      (name) => recording(name).body,
    );
    for (const path of [`*/goods-note/goods-out/${id}`, `${String(salesOrderId)}/goods-note/goods-out/`]) {
      const answer = await sim.api('GET', `/warehouse-service/order/${path}`);
      expectShape(answer.body, recorded);
      expect(answer.body).toMatchObject({ response: { [id]: { shipping: { reference: '' } } } });
    }
  });

  it('contacts', async () => {
    const get = recording('customer__get__simple_get');
    const tolerated = { missing: [], more: ['.response[].organisation.name: string'] };
    const answer = await sim.api('GET', `/contact-service/contact/${CUSTOMER_ID}`);
    const telephones = '.response[].communication.telephones.PRI: string';
    expectShape(answer.body, [get.body], { ...tolerated, missing: [telephones] });
    const patched = await sim.api('PATCH', `/contact-service/contact/${CUSTOMER_ID}`, [
      { op: 'add', path: '/communication/telephones/PRI', value: '+10000000000' },
    ]);
    expectShape(patched.body, [recording('customer__patch__simple_patch').body], {
      more: ['.response.organisation.name: string'],
    });
  });

  it('the patch of a contact', async () => {
    const patch = recording('customer__patch__simple_patch');
    const path = `/contact-service/contact/${CUSTOMER_ID}`;
    expect((await sim.api('PATCH', path, patch.requestBody)).body).toMatchObject({
      response: { firstName: 'Jane', lastName: 'Smith' },
    });
  });

  it('webhooks', async () => {
    const post = recording('webhook__post__create');
    const created = await sim.api('POST', '/integration-service/webhook', post.requestBody);
    expectShape(created.body, [post.body]);
    const listed = await sim.api('GET', `/integration-service/webhook/${String(responseOf(created.body))}`);
    expectShape(listed.body, [recording('webhook__get__single', 1).body]);
    const deleted = await sim.api('DELETE', `/integration-service/webhook/${String(responseOf(created.body))}`);
    expect(deleted.body).toEqual(recording('webhook__delete__success', 1).body);
  });

  it('custom fields, of which digits come back as numbers', async () => {
    const { requestBody } = recording('customer__custom_field__patch__simple_patch');
    const [operation] = requestBody as { path: string }[];
    const answer = await sim.api('PATCH', `/contact-service/contact/${CUSTOMER_ID}/custom-field`, [
      { ...operation, path: '/PCF_WEBID' },
    ]);
    expect(Object.values(responseOf(answer.body) as object)).toEqual([1234567890]);
    expectShape(answer.body, [recording('customer__custom_field__patch__simple_patch').body]);
  });

  it('multi-message', async () => {
    const messages = [aWebhook(), aWebhook({ subscribeTo: 'x' }), aWebhook()].map((body, label) => ({
      label: String(label),
      uri: '/integration-service/webhook',
      httpMethod: 'POST',
      body,
    }));
    const body = { processingMode: 'SEQUENTIAL', onFail: 'STOP', messages };
    const answer = await sim.api('POST', '/multi-message', body);
    expectShape(answer.body, [fixture('multi_brand_post_part_unprocessed')], { more: [] });
  });
});

withRecordings('searches', () => {
  interface SearchBody {
    readonly response: { readonly results: unknown[][]; readonly metaData: { readonly columns: unknown[] } };
  }

  it.each([
    ['order-search', 'order_search', '/order-service/order-search'],
    ['contact-search', 'customer__search__simple_search', '/contact-service/contact-search?contactId=304'],
    ['product-search', 'product_search', '/product-service/product-search'],
    [
      'customer-payment-search',
      'customer_payment__search__simple_search',
      '/accounting-service/customer-payment-search',
    ],
  ])('%s: columns word for word, and rows of the same types', async (_case, name, path) => {
    const recorded = recording(name).body as SearchBody;
    const simulated = (await sim.api('GET', path)).body as SearchBody;
    expect(simulated.response.metaData.columns).toEqual(recorded.response.metaData.columns);
    expect(simulated.response.metaData).toMatchObject({ sorting: metaDataOf(recorded).sorting });
    expect(Object.keys(simulated)).toEqual(Object.keys(recorded));
    const typesOf = ({ response }: SearchBody) =>
      response.metaData.columns.map((_column, at) => new Set(response.results.flatMap((row) => typeOf(row[at]))));
    for (const [at, types] of typesOf(simulated).entries()) {
      const known = typesOf(recorded)[at] ?? new Set();
      expect({ at, types: known.size === 0 ? [] : [...types].filter((type) => !known.has(type)) }).toEqual({
        at,
        types: [],
      });
    }
  });

  it('with nothing found', async () => {
    const empty = recording('customer_payment__delete__success', 1).body;
    const answer = await sim.api('GET', '/accounting-service/customer-payment-search?orderId=1');
    expect(answer.body).toEqual(empty);
  });

  const metaDataOf = ({ response }: SearchBody) => response.metaData as unknown as { sorting: unknown };
  const typeOf = (value: unknown): string[] => (value === null || value === undefined ? [] : [typeof value]);
});

withRecordings('refusals, word for word', () => {
  const replay = (request: Recording): Promise<Answer> => sim.api(request.method, request.path, request.requestBody);

  it.each([
    ['order_search_bad_param'],
    ['product_search_bad_param'],
    ['product_price_get_not_found'],
    ['customer__get__empty_not_found'],
    ['webhook__get__not_found'],
    ['webhook__delete__not_found'],
    ['webhook__post__error_invalid_params'],
    ['order_post_error_missing_required'],
    ['order_post_error_unknown'],
    ['order_post_error_wrong_party'],
    ['product_post_error_missing_required'],
  ])('%s', async (name) => {
    const recorded = recording(name);
    const { status, body } = await replay(recorded);
    expect({ status, body }).toEqual({ status: recorded.status, body: recorded.body });
  });

  it('an operation that PATCH order does not allow', async () => {
    const recorded = recording('order_patch_error_operation', 1);
    const { status, body } = await sim.api('PATCH', `/order-service/order/${orderId}`, recorded.requestBody);
    expect({ status, body }).toEqual({ status: recorded.status, body: recorded.body });
  });

  it('a request too many, and credentials that are none', async () => {
    expect((await sim.api('GET', '/order-service/order/1', undefined, {})).body).toEqual(
      fixture('error_not_authenticated'),
    );
    await sim.control('POST', 'quota', { take: 200 });
    expect((await sim.api('GET', '/order-service/order/1')).body).toEqual(fixture('error_request_cap'));
  });
});

withRecordings('headers and identities', () => {
  it('every answer carries the headers that live answers carry', async () => {
    for (const path of ['/order-service/order/1', '/contact-service/contact/1', '/nothing']) {
      const { headers } = await sim.api('GET', path);
      const recorded = Object.keys(recording('order_get_one').headers).filter((name) => name.startsWith('brightpearl'));
      for (const name of recorded) expect(headers.get(name)).toMatch(/^\d+$/);
    }
  });

  it('tokens', async () => {
    const { body } = await sim.control('POST', 'oauth/codes');
    const token = async (form: Record<string, string>) => {
      const request = { method: 'POST', body: new URLSearchParams({ client_id: 'simulated_connector', ...form }) };
      return (await (await fetch(`${sim.url}/token/acme`, request)).json()) as Record<string, string>;
    };
    const { code } = body as { code: string };
    const first = await token({ grant_type: 'authorization_code', code });
    expectShape(first, [recording('auth_request_token').body]);
    const refreshed = await token({ grant_type: 'refresh_token', refresh_token: first['refresh_token'] ?? '' });
    expectShape(refreshed, [recording('auth_use_refresh_token').body]);
    expect(await token({ grant_type: 'authorization_code', code: 'x' })).toEqual(
      recording('auth_request_token_error_invalid_code').body,
    );
    expect(await token({ client_id: 'x' })).toEqual(recording('auth_request_token_error_invalid_client').body);
    const expired = {
      authorization: `Bearer ${first['access_token'] ?? ''}`,
      'brightpearl-app-ref': 'simulated_connector',
    };
    sim.simulator.clock.advance(604_800_000);
    expect((await sim.api('GET', '/order-service/order/1', undefined, expired)).body).toEqual(
      recording('client_error_expired').body,
    );
  });

  it('a product is made of what made one there', async () => {
    const recorded = recording('product_post');
    const { status, body } = await sim.api(recorded.method, recorded.path, recorded.requestBody);
    expect(status).toBe(recorded.status);
    expectShape(body, [recorded.body]);
  });

  it('a product is read with all that products had there', async () => {
    sim.simulator.seedCatalog([
      { sku: 'TEE', name: 'Tee', ean: '1', isbn: '2', upc: '3', mpn: '', customFields: { PCF_ONLINE: true } },
      { sku: 'TEE-S', name: 'Tee', variations: [{ optionId: 2, optionValueId: 4 }], collectionId: 1 },
    ]);
    const [tee, small] = [1002, 1003].map((id) =>
      sim.ok<unknown[]>('GET', `/product-service/product/${id}?includeOptional=customFields`),
    );
    const recorded = [
      ...['product_get_one', 'product_get_multiple'].flatMap((name) => itemsOf(recording(name).body)),
      ...itemsOf(recording('product_get_one_with_custom_fields').body),
      ...itemsOf(fixture('product_product_get')),
    ];
    for (const product of [await tee, await small]) {
      // The accounts have custom fields of their own, and none of their products was in a collection.
      expectShape((product as unknown[])[0], recorded, {
        more: [...shapeOf((product as unknown[])[0])].filter((key) => /PCF_ONLINE|collectionId/.test(key)),
      });
    }
  });

  it('a product is changed by what changed one there', async () => {
    const put = recording('product_put', 1);
    expect((await sim.api('PUT', `/product-service/product/${CUP}`, put.requestBody)).body).toEqual(put.body);
    const [product] = await sim.ok<object[]>('GET', `/product-service/product/${CUP}`);
    expect(product).toMatchObject({ brandId: 74, salesChannels: [{ productName: 'Test Product Updated!' }] });
  });

  it('prices are set and looked for as they were there', async () => {
    const put = recording('product_price_put');
    const path = `/product-service/product-price/${CUP}/price-list`;
    expect((await sim.api('PUT', path, put.requestBody)).body).toEqual(put.body);
    const options = recording('product_price_options');
    expect((await sim.api(options.method, options.path)).body).toEqual(options.body);
  });

  it('payments answer ids and delete to nothing', async () => {
    expectShape({ response: paymentId }, [recording('customer_payment__post__receipt').body]);
    const deleted = await sim.api('DELETE', `/accounting-service/customer-payment/${paymentId}`);
    expect(deleted.body).toEqual(recording('customer_payment__delete__success').body);
  });
});

/** The recorded account has a tax code of its own. */
function withTaxCode(body: unknown, taxCode: string): unknown {
  const { rowValue, ...row } = body as { rowValue: object };
  return { ...row, rowValue: { ...rowValue, taxCode } };
}
