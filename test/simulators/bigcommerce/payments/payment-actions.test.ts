import { startObservedStore, type ObservedStore } from '../observed-store';

let store: ObservedStore;
beforeEach(async () => {
  store = await startObservedStore(['store/order/*']);
});
afterEach(() => store.close());

/** Authorized over 27.50. */
const authorized = (statusId = 7) => store.order({ statusId, transactions: [{ event: 'authorization' }] });
const act = (id: number, action: string) => store.api('POST', `/v3/orders/${id}/payment_actions/${action}`);
const order = async (id: number) => (await store.api('GET', `/v2/orders/${id}`)).body;
const transactions = async (id: number) =>
  ((await store.api('GET', `/v3/orders/${id}/transactions`)).body as { data: Record<string, unknown>[] }).data;
const become = (switches: object) => store.sim('POST', 'switches', switches);

it('a capture is accepted, done by the gateway, and brings the order to fulfillment', async () => {
  await become({ gatewayLagMs: 1_000 });
  const id = authorized();
  expect(await act(id, 'capture')).toMatchObject({ status: 201, body: {} });
  expect(await order(id)).toMatchObject({ payment_status: 'capture pending', status_id: 7 });
  expect((await act(id, 'capture')).status).toBe(422);
  const fired = await store.firedBy(() => store.sim('POST', 'clock', { advanceMs: 1_000 }));
  expect(fired.map(([scope]) => scope)).toEqual([
    'store/order/statusUpdated',
    'store/order/transaction/created',
    'store/order/updated',
  ]);
  expect(await order(id)).toMatchObject({ payment_status: 'captured', status_id: 11 });
  expect(await transactions(id)).toMatchObject([
    { event: 'authorization' },
    { event: 'capture', amount: 27.5, reference_transaction_id: 1, status: 'ok' },
  ]);
  expect((await act(id, 'capture')).status).toBe(422);
});

it('a void ends the authorization, and cancels the order only by the switch', async () => {
  const id = authorized();
  expect((await act(id, 'void')).status).toBe(201);
  expect(await order(id)).toMatchObject({ payment_status: 'void', status_id: 7 });
  expect((await act(id, 'capture')).status).toBe(422);
  await become({ voidCancelsOrder: true });
  const other = authorized();
  await act(other, 'void');
  expect(await order(other)).toMatchObject({ payment_status: 'void', status_id: 5 });
});

it('a declined capture leaves the payment authorized', async () => {
  await become({ gatewayAnswers: 'declined' });
  const id = authorized();
  await act(id, 'capture');
  expect(await order(id)).toMatchObject({ payment_status: 'authorized', status_id: 7 });
  expect((await transactions(id)).at(-1)).toMatchObject({ event: 'capture', status: 'error' });
});

it('a capture leaves the status when the switch says so', async () => {
  await become({ captureMovesStatus: false });
  const id = authorized();
  await act(id, 'capture');
  expect(await order(id)).toMatchObject({ payment_status: 'captured', status_id: 7 });
});

it.each(['capture', 'void'])('there is nothing to %s of a paid order, or of none', async (action) => {
  expect((await act(store.order(), action)).status).toBe(422);
  expect((await act(9, action)).status).toBe(404);
});

describe('at the gateway', () => {
  it('a part is captured, then the rest by API', async () => {
    const id = authorized();
    await store.sim('POST', `orders/${id}/capture`, { amount: '10.00' });
    expect(await order(id)).toMatchObject({ payment_status: 'authorized', status_id: 7 });
    await act(id, 'capture');
    expect((await transactions(id)).map(({ event, amount }) => [event, amount])).toEqual([
      ['authorization', 27.5],
      ['capture', 10],
      ['capture', 17.5],
    ]);
    expect(await order(id)).toMatchObject({ payment_status: 'captured', status_id: 11 });
  });

  it('more than is authorized cannot be captured', async () => {
    const id = authorized();
    expect(await store.sim('POST', `orders/${id}/capture`, { amount: 30 })).toMatchObject({ status: 400 });
    expect(await store.sim('POST', `orders/${store.order()}/capture`, {})).toMatchObject({ status: 400 });
  });

  it('a payment is pending and settles; what settled can be refunded once', async () => {
    const id = store.order({ statusId: 7 });
    const report = (body: object) => store.sim('POST', `orders/${id}/transactions`, body);
    await report({ event: 'pending', amount: 27.5, gateway: 'stripe', payment_status: 'pending' });
    const refund = { items: [{ item_type: 'ORDER', item_id: id, amount: 27.5 }] };
    const quote = () => store.api('POST', `/v3/orders/${id}/payment_actions/refund_quotes`, refund);
    expect((await quote()).status).toBe(422);
    const settled = { event: 'settled', amount: 27.5, gateway: 'stripe', reference_transaction_id: 1 };
    const fired = await store.firedBy(() => report({ ...settled, payment_status: 'captured' }));
    expect(fired.map(([scope]) => scope)).toEqual(['store/order/transaction/created', 'store/order/updated']);
    expect(await order(id)).toMatchObject({ payment_status: 'captured' });
    expect((await quote()).body).toMatchObject({ data: { total_refund_amount: 27.5, adjustment: 0 } });
  });
});
