import { startStore, type Store } from './support';

let store: Store;
beforeEach(async () => {
  store = await startStore();
});
afterEach(() => store.close());

const PATH = '/v3/settings/email-statuses';
const kinds = () => store.simulator.control.mails().map(({ kind }) => kind);

describe('mail settings', () => {
  it('are of the store, and overridden by channels until they are null again', async () => {
    expect((await store.api('GET', PATH)).body).toMatchObject({ data: { combined_order_status_email: true } });
    await store.api('PUT', `${PATH}?channel_id=1`, { combined_order_status_email: false });
    expect((await store.api('GET', `${PATH}?channel_id=1`)).body).toMatchObject({
      data: { combined_order_status_email: false, invoice_email: null },
    });
    expect((await store.api('GET', PATH)).body).toMatchObject({ data: { combined_order_status_email: true } });
  });

  it('decide which mails are sent', async () => {
    await store.api('PUT', PATH, { invoice_email: false });
    const id = store.order();
    await store.api('PUT', `/v2/orders/${id}`, { status_id: 2 });
    expect(kinds()).toEqual(['status-changed']);
    await store.api('PUT', `${PATH}?channel_id=1`, { combined_order_status_email: false, invoice_email: true });
    await store.api('PUT', `/v2/orders/${store.order()}`, { status_id: 2 });
    expect(kinds()).toEqual(['status-changed', 'order-confirmation']);
  });

  it.each([{ combined_order_status_email: 'no' }, { combined: true }])('refuse %j', async (body) => {
    expect((await store.api('PUT', PATH, body)).status).toBe(422);
  });

  it('are forgotten by a reset', async () => {
    await store.api('PUT', PATH, { invoice_email: false });
    await store.sim('POST', 'reset');
    expect((await store.api('GET', PATH)).body).toMatchObject({ data: { invoice_email: true } });
  });
});
