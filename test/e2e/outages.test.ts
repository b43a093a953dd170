/** Brightpearl throttles, fails and refuses our credentials: orders are late, and nothing else happens to them. */
import { eventually } from './support/http';
import { anOrder } from './support/orders';
import { World } from './support/world';

/** A refused account is tried again once a minute, and what waited for it goes on within some seconds of that. */
const RESUMED_MS = 120_000;

jest.setTimeout(2 * RESUMED_MS);

let world: World;

beforeAll(async () => {
  world = await World.start();
  await world.quiet(await world.store.place(anOrder()));
});

afterEach(async () => {
  await world.account.clearFaults();
  await world.store.clearFaults();
});

afterAll(() => world.end());

async function place(count: number): Promise<number[]> {
  const orderIds: number[] = [];
  for (let n = 0; n < count; n += 1) orderIds.push(await world.store.place(anOrder()));
  return orderIds;
}

/** Each is in Brightpearl once, paid and reserved. */
async function expectAllOnce(orderIds: readonly number[], limitMs?: number): Promise<void> {
  for (const orderId of orderIds) {
    await world.synced(orderId, limitMs);
    const document = await world.salesOrderOf(orderId);
    expect({ paid: document.paymentStatus, payments: document.payments.length }).toEqual({ paid: 'PAID', payments: 1 });
    expect(document.reservation).not.toBeNull();
  }
  const { contacts } = await world.account.ledger();
  const emails = contacts.map(({ email }) => email).filter((email) => email?.startsWith('max'));
  expect(emails).toHaveLength(new Set(emails).size);
}

test('with a quota of 20 requests a minute, eight orders all arrive, and the throttle is hardly ever hit', async () => {
  // A minute of the account's time passes in a second and a half, which is waited for in place.
  await world.account.clockScale(40);
  await world.account.setSwitches({ quotaPerMinute: 20 });
  await world.account.forgetRequests();
  const orderIds = await place(8);
  await expectAllOnce(orderIds);
  const { requests } = await world.account.requests();
  expect(requests.filter(({ status }) => status === 503).length).toBeLessThan(requests.length / 4);
  expect((await world.state()).orders['NEEDS_ATTENTION'] ?? 0).toBe(0);
  await world.account.setSwitches({ quotaPerMinute: 5_000 });
  await world.account.clockScale(1);
});

test('with requests failing before and after they were applied, orders arrive, each once', async () => {
  const fault = { probability: 0.2, count: 4 } as const;
  await world.account.fault({ ...fault, mode: 'status', status: 503, body: 'Service Unavailable' });
  await world.account.fault({ ...fault, mode: 'status', status: 500, body: 'Internal Server Error' });
  await world.account.fault({ ...fault, mode: 'apply-then-drop', method: 'POST' });
  await world.store.fault({ ...fault, mode: 'status', status: 500 });
  await expectAllOnce(await place(6));
});

test('with its credentials refused, the account is paused, no order changes state, and all go on by themselves', async () => {
  await world.account.fault({ path: '/public-api/', mode: 'status', status: 401 });
  const [first = 0] = await place(1);
  const paused = await eventually('the banner', async () => {
    const { paused: scopes } = await world.state();
    return scopes.length > 0 && scopes;
  });
  expect(paused).toEqual([
    expect.objectContaining({
      system: 'brightpearl',
      scope: world.where.brightpearl.account,
      reason: expect.any(String),
    }),
  ]);
  const banner = await world.cli('state');
  expect(banner).toMatchObject({ code: 4, out: expect.stringContaining('Paused: renew the credentials') });

  const [second = 0] = await place(1);
  const waiting = await world.until(second, 'SYNCING');
  expect(waiting.order.issue).toBeNull();
  expect((await world.detail(first))?.order).toMatchObject({ state: 'SYNCING', issue: null });
  expect((await world.state()).orders['NEEDS_ATTENTION'] ?? 0).toBe(0);

  await world.account.clearFaults();
  await expectAllOnce([first, second], RESUMED_MS);
  expect((await world.state()).paused).toEqual([]);
});
