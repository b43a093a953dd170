import { startListener, type Listener } from './support/a-listener';
import { aRow, aSalesOrder, aWebhook } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
let listener: Listener;
beforeEach(async () => {
  sim = await startSimulator();
  listener = await startListener();
});
afterEach(async () => {
  await sim.close();
  await listener.close();
});

const subscribe = (webhook: Record<string, unknown> = {}) =>
  sim.ok<number>(
    'POST',
    '/integration-service/webhook',
    aWebhook({ uriTemplate: `${listener.url}/hook?event=\${full-event}`, ...webhook }),
  );
const postOrder = (order: Record<string, unknown> = {}) =>
  sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder(order));
const setStatus = (id: number, orderStatusId: number) =>
  sim.api('PUT', `/order-service/order/${id}/status`, { orderStatusId });
const bodies = () => listener.received.map(({ body }) => JSON.parse(body) as Record<string, string>);

/** Waits until whatever was on its way has been sent once. */
async function settled(): Promise<void> {
  const before = () => listener.received.length;
  for (let idle = 0, seen = before(); idle < 20; idle = seen === before() ? idle + 1 : 0) {
    seen = before();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await sim.simulator.core.webhooks.flush();
  }
}

describe('registering webhooks', () => {
  it('answers an id, shows what was posted, and deletes', async () => {
    const id = await subscribe({ subscribeTo: 'goods-in-note.created' });
    expect(await sim.ok('GET', `/integration-service/webhook/${id}`)).toMatchObject([
      { id, subscribeTo: 'goods-in-note.created', httpMethod: 'POST', idSetAccepted: false, qualityOfService: 1 },
    ]);
    expect((await sim.api('DELETE', `/integration-service/webhook/${id}`)).body).toEqual({});
    expect(await sim.ok('GET', '/integration-service/webhook')).toEqual([]);
  });

  it('has the weak defaults', async () => {
    await subscribe({ idSetAccepted: undefined, qualityOfService: undefined });
    expect(await sim.ok('GET', '/integration-service/webhook')).toMatchObject([
      { idSetAccepted: false, qualityOfService: 0 },
    ]);
  });

  it.each(['order.created', 'contact.created', 'contact.modified', 'contact', 'invalid-resource'])(
    'refuses %s',
    async (subscribeTo) => {
      const { status, body } = await sim.api('POST', '/integration-service/webhook', aWebhook({ subscribeTo }));
      const message = `${subscribeTo} either does not exist or cannot be subscribed too`;
      expect({ status, body }).toEqual({ status: 400, body: { errors: [{ code: 'INTC-064', message }] } });
    },
  );

  it('requires a body template for POST', async () => {
    const webhook = aWebhook({ bodyTemplate: undefined });
    expect(await sim.refusal('POST', '/integration-service/webhook', webhook)).toBe('400 INTC-902');
    await subscribe({ httpMethod: 'GET', bodyTemplate: undefined, contentType: undefined });
  });

  it('answers 404 for what is not there', async () => {
    expect((await sim.api('GET', '/integration-service/webhook/99999')).body).toEqual({
      errors: [{ code: 'CMNC-404', message: 'No webhooks available in ID Set 99999' }],
    });
    expect((await sim.api('DELETE', '/integration-service/webhook/99999')).body).toEqual({
      errors: [{ code: 'CMNC-404', message: 'Cannot find webhook: 99999' }],
    });
  });
});

describe('deliveries', () => {
  it('fill in every variable, in address and body, and are not signed', async () => {
    const names = ['account-code', 'resource-type', 'resource-id', 'lifecycle-event', 'full-event', 'raised-on'];
    const bodyTemplate = JSON.stringify(Object.fromEntries(names.map((name) => [name, `\${${name}}`])));
    await subscribe({ subscribeTo: 'order.modified.order-status', bodyTemplate });
    const id = await postOrder();
    await setStatus(id, 2);
    await listener.arrived(1);
    expect(listener.received).toMatchObject([
      { method: 'POST', url: '/hook?event=order.modified.order-status', contentType: 'application/json' },
    ]);
    expect(bodies()).toEqual([
      {
        'account-code': 'acme',
        'resource-type': 'order',
        'resource-id': String(id),
        'lifecycle-event': 'modified.order-status',
        'full-event': 'order.modified.order-status',
        'raised-on': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000-0[56]:00$/),
      },
    ]);
  });

  it('tell of a sales order that was posted, and not of one that staff typed in', async () => {
    await subscribe({ subscribeTo: 'sales-order.created' });
    const id = await postOrder();
    await sim.control('POST', 'sales-orders', aSalesOrder({ externalRef: undefined }));
    await postOrder();
    await settled();
    expect(bodies()).toEqual([{ id: String(id), event: 'sales-order.created' }]);
  });

  it('bring all events of a resource to who subscribed to it alone', async () => {
    await subscribe({ subscribeTo: 'order' });
    await setStatus(await postOrder(), 2);
    await settled();
    expect(new Set(bodies().map(({ event }) => event))).toEqual(
      new Set(['order.modified', 'order.modified.order-status']),
    );
  });

  it('bring the ids of one request as a set with ranges where sets are accepted, one by one elsewhere', async () => {
    sim.simulator.seedCatalog([
      { sku: 'A', onHand: { 2: 9 } },
      { sku: 'B', onHand: { 2: 9 } },
    ]);
    const rows = [1001, 1002].map((productId) => aRow({ productId }));
    const orderId = await postOrder({ rows });
    const subscribeTo = 'product.modified.on-hand-modified';
    await subscribe({ subscribeTo, idSetAccepted: true });
    await subscribe({ subscribeTo });
    await sim.ok('POST', `/warehouse-service/order/${orderId}/reservation/warehouse/2`, {
      products: [2001, 2002].map((salesOrderRowId, n) => ({ productId: 1001 + n, salesOrderRowId, quantity: 1 })),
    });
    await settled();
    expect(new Set(bodies().map(({ id }) => id))).toEqual(new Set(['1001', '1001-1002', '1002']));
  });

  it('gather ids for as long as the switch says', async () => {
    sim.simulator.setSwitches({ webhookGatherMs: 60_000 });
    await subscribe({ idSetAccepted: true });
    const first = await postOrder({ externalRef: 'a' });
    const second = await postOrder({ externalRef: 'b' });
    await setStatus(first, 2);
    await setStatus(second, 2);
    await settled();
    expect(listener.received).toEqual([]);
    sim.simulator.clock.advance(60_000);
    await listener.arrived(1);
    expect(bodies()).toMatchObject([{ id: '501-502' }]);
  });

  it.each([
    [0, 500, 1],
    [0, 503, 2],
    [0, 404, 1],
    [1, 500, 2],
    [1, 503, 2],
    [1, 404, 1],
  ])('of quality %s that were answered %s are sent %s times', async (qualityOfService, status, times) => {
    listener.statuses.push(status);
    await subscribe({ qualityOfService });
    await setStatus(await postOrder(), 2);
    await listener.arrived(1);
    await settled();
    sim.simulator.clock.advance(5_000);
    await settled();
    expect(listener.received).toHaveLength(times);
  });

  it('of quality 1 are given up after the last retry', async () => {
    listener.statuses.push(...Array.from({ length: 9 }, () => 500));
    await subscribe();
    await setStatus(await postOrder(), 2);
    for (let n = 1; n <= 8; n += 1) {
      await settled();
      sim.simulator.clock.advance(3_600_000);
    }
    await settled();
    expect(listener.received).toHaveLength(6);
  });

  it('stop after a reset', async () => {
    listener.statuses.push(500);
    await subscribe();
    await setStatus(await postOrder(), 2);
    await listener.arrived(1);
    await sim.control('POST', 'reset');
    sim.simulator.clock.advance(3_600_000);
    await settled();
    expect(listener.received).toHaveLength(1);
  });
});
