import { aPayment, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

interface Found {
  readonly results: unknown[][];
  readonly metaData: {
    readonly columns: { readonly name: string }[];
    readonly resultsAvailable: number;
    readonly [key: string]: unknown;
  };
}

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator();
});
afterEach(() => sim.close());

const post = (n: number, order: Record<string, unknown> = {}) =>
  sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ externalRef: `abc-${n}`, ref: `${n}`, ...order }));

const find = (path: string) => sim.ok<Found>('GET', path);

/** The rows as objects, by the names of the columns. */
async function rows(path: string): Promise<Record<string, unknown>[]> {
  const { results, metaData } = await find(path);
  return results.map((row) => Object.fromEntries(metaData.columns.map(({ name }, index) => [name, row[index]])));
}
const orderIds = async (query: string) =>
  (await rows(`/order-service/order-search?${query}`)).map(({ orderId }) => orderId);

describe('order-search', () => {
  it('answers positional rows with the columns and the meanings of their codes', async () => {
    const id = await post(1);
    const { body } = await sim.api('GET', '/order-service/order-search?externalRef=abc-1');
    const { response, reference } = body as { response: Found; reference: unknown };
    expect(response.results[0]?.slice(0, 5)).toEqual([id, 1, 304, 3, 13]);
    expect(response.metaData).toMatchObject({
      morePagesAvailable: false,
      resultsAvailable: 1,
      resultsReturned: 1,
      firstResult: 1,
      lastResult: 1,
    });
    expect(response.metaData.columns.map(({ name }) => name).slice(15)).toEqual([
      'staffOwnerContactId',
      'taxDate',
      'departmentId',
      'deliveryDate',
    ]);
    expect(reference).toEqual({
      orderTypeNames: { 1: 'SALES_ORDER', 2: 'PURCHASE_ORDER', 3: 'SALES_CREDIT', 4: 'PURCHASE_CREDIT' },
      orderStatusNames: { 3: 'New web order' },
      orderPaymentStatusNames: { 1: 'UNPAID' },
      orderStockStatusNames: { 13: 'Unset' },
      orderShippingStatusNames: { 1: 'No stock tracked products on order' },
    });
  });

  it('has neither bounds nor references when nothing is found', async () => {
    const { body } = await sim.api('GET', '/order-service/order-search?externalRef=nobody');
    expect(body).toMatchObject({ response: { results: [], metaData: { resultsAvailable: 0 } }, reference: {} });
    expect((body as { response: Found }).response.metaData).not.toHaveProperty('firstResult');
  });

  it('shows no updatedOn until something changes the order', async () => {
    const id = await post(1);
    expect(await rows('/order-service/order-search')).toMatchObject([{ updatedOn: null }]);
    expect(await orderIds('updatedOn=2020-01-01T00:00:00Z/')).toEqual([]);
    await sim.api('PUT', `/order-service/order/${id}/status`, { orderStatusId: 2 });
    expect(await orderIds('updatedOn=2020-01-01T00:00:00Z/')).toEqual([id]);
  });

  it.each([
    ['orderId=501-502', [501, 502]],
    ['orderStatusId=3', [501, 502, 503]],
    ['orderStatusId=2', []],
    ['customerRef=2', [502]],
    ['externalRef=abc-', []],
    ['departmentId=5', [503]],
    ['createdOn=2020-01-01T00:00:00Z/', [501, 502, 503]],
    ['createdOn=/2020-01-01T00:00:00Z', []],
    ['taxDate=2026-11-20', [501, 502, 503]],
    ['taxDate=2026-11-20T18:00:00Z/2026-11-20T18:00:00Z', [501, 502, 503]],
    ['sort=customerRef.DESC', [503, 502, 501]],
    ['sort=departmentId|DESC', [503, 501, 502]],
    ['pageSize=2', [501, 502]],
    ['pageSize=2&firstResult=3', [503]],
    ['firstResult=9', []],
    ['countOnly=true', []],
  ])('filters, sorts and pages by %s', async (query, expected) => {
    await post(1);
    await post(2);
    await post(3, { channelId: 5 });
    expect(await orderIds(query)).toEqual(expected);
  });

  it('shows the columns asked for, in that order', async () => {
    await post(7);
    const { results } = await find('/order-service/order-search?columns=externalRef,orderId');
    expect(results).toEqual([['abc-7', 501]]);
  });

  it('answers 500 CMNC-018 to a value that cannot be read', async () => {
    const { status, body } = await sim.api('GET', '/order-service/order-search?orderStatusId=BAD%20PARAM');
    const message = 'The filter orderStatusId=BAD PARAM cannot be parsed as: INTEGER';
    expect({ status, body }).toEqual({ status: 500, body: { errors: [{ code: 'CMNC-018', message }] } });
  });

  it.each(['orderStatusId=1-3', 'orderId=3-1', 'createdOn=soon', 'updatedOn=2026-01-01T00:00:00+00:00/', 'pageSize=0'])(
    'cannot read %s either',
    async (query) => {
      expect(await sim.refusal('GET', `/order-service/order-search?${query}`)).toBe('500 CMNC-018');
    },
  );

  it.each([
    ['ignored' as const, '200 '],
    ['refused' as const, '400 CMNC-903'],
  ])('has an unknown filter %s', async (unknownFilter, expected) => {
    sim.simulator.setSwitches({ unknownFilter });
    expect(await sim.refusal('GET', '/order-service/order-search?orderNumber=1')).toBe(expected);
  });

  it('gets a column more when switched so, without moving what the names say', async () => {
    const id = await post(1);
    sim.simulator.setSwitches({ extraSearchColumn: true });
    const { metaData } = await find('/order-service/order-search');
    expect(metaData.columns[1]?.name).toBe('salesAreaId');
    expect(await rows('/order-service/order-search')).toMatchObject([{ orderId: id, externalRef: 'abc-1' }]);
  });

  it('gives at most 500 rows a page', async () => {
    sim.simulator.seedCatalog(Array.from({ length: 501 }, (_, n) => ({ sku: `SKU-${n}` })));
    expect((await find('/product-service/product-search?pageSize=9999')).metaData).toMatchObject({
      morePagesAvailable: true,
      resultsAvailable: 501,
      resultsReturned: 500,
    });
    expect((await find('/product-service/product-search?firstResult=501')).metaData).toMatchObject({
      morePagesAvailable: false,
      resultsReturned: 1,
      firstResult: 501,
      lastResult: 501,
    });
  });
});

describe('sales-order-search', () => {
  it('speaks of channels and codes', async () => {
    const id = await post(1);
    expect(await rows(`/order-service/sales-order-search?productIds=1000&customerRefs=9,1`)).toMatchObject([
      { salesOrderId: id, channelId: 4, orderPaymentStatus: 'UNPAID', orderStockStatus: 'NON' },
    ]);
  });
});

describe('the index', () => {
  it('lags behind the records, for new ones and for changes', async () => {
    sim.simulator.setSwitches({ indexLagMs: 5_000 });
    const id = await post(1);
    expect(await orderIds('externalRef=abc-1')).toEqual([]);
    expect(await sim.ok('GET', `/order-service/sales-order/${id}`)).toHaveLength(1);
    sim.simulator.clock.advance(5_001);
    expect(await orderIds('externalRef=abc-1')).toEqual([id]);

    await sim.api('PUT', `/order-service/order/${id}/status`, { orderStatusId: 2 });
    expect(await orderIds('orderStatusId=3')).toEqual([id]);
    sim.simulator.clock.advance(5_001);
    expect(await orderIds('orderStatusId=2')).toEqual([id]);
  });

  it('still shows for a while what was deleted', async () => {
    sim.simulator.setSwitches({ indexLagMs: 5_000 });
    const orderId = await post(1);
    const id = await sim.ok<number>('POST', '/accounting-service/customer-payment', aPayment({ orderId }));
    sim.simulator.clock.advance(5_001);
    await sim.api('DELETE', `/accounting-service/customer-payment/${id}`);
    expect(await rows('/accounting-service/customer-payment-search')).toHaveLength(1);
    sim.simulator.clock.advance(5_001);
    expect(await rows('/accounting-service/customer-payment-search')).toEqual([]);
  });
});
