/** What people do about orders that cannot go on by themselves, through the API and on the command line. */
import { must } from './support/http';
import { anOrder, mug } from './support/orders';
import { World, type OrderDetail } from './support/world';

let world: World;

beforeAll(async () => {
  // Every ruling reads the account's lists anew, and more people work here than do in a minute.
  world = await World.roomy();
});

afterAll(() => world.end());

const orderWith = (sku: string) => anOrder({ lines: [mug({ sku, name: 'Poster, extra large' })] });

/** An order that has stopped over a SKU that Brightpearl does not know. */
async function stuck(sku: string): Promise<number> {
  const orderId = await world.store.place(orderWith(sku));
  await world.until(orderId, 'NEEDS_ATTENTION');
  return orderId;
}

async function lineOf(orderId: number): Promise<number> {
  const { url, storeHash, token } = world.where.bigcommerce;
  const products = `${url}/stores/${storeHash}/v2/orders/${orderId}/products`;
  const [line] = await must<{ id: number }[]>('GET', products, { headers: { 'x-auth-token': token } });
  return line?.id ?? 0;
}

describe('an order with an unknown SKU', () => {
  let orderId: number;

  beforeAll(async () => {
    orderId = await stuck('POSTER-XL');
  });

  test('says why it stopped and what to do, and nothing of it is in Brightpearl', async () => {
    const detail = await world.detail(orderId);
    expect(detail?.order.issue).toMatchObject({ code: 'UNKNOWN_SKU' });
    expect(detail?.order.issue?.message).toContain('POSTER-XL');
    expect(detail?.order.issue?.fix).toContain('Create the product in Brightpearl');
    expect(await world.account.salesOrdersOf(world.storeHash, orderId)).toEqual([]);
  });

  test('does not stop the orders after it', async () => {
    await world.synced(await world.store.place(anOrder()));
  });

  test('arrives when the product exists and somebody retries it', async () => {
    await world.account.addProduct({ sku: 'POSTER-XL', name: 'Poster, extra large', onHand: { '2': 10 } });
    const answer = await world.rule(orderId, 'retry', {}, { 'x-actor': 'ann' });
    expect(answer).toMatchObject({ status: 200, body: { accepted: true, verb: 'retry', orderId } });

    const { decisions } = await world.quiet(orderId);
    expect(decisions).toEqual([expect.objectContaining({ verb: 'retry', actor: 'ann' })]);
    expect((await world.salesOrderOf(orderId)).rows.map(({ sku }) => sku)).toContain('POSTER-XL');
  });

  test('arrives under another SKU when somebody amends its line', async () => {
    const other = await stuck('POSTER-XXL');
    const answer = await world.rule(other, 'amend', { line: await lineOf(other), sku: 'MUG-RED' });
    expect(answer.status).toBe(200);
    await world.synced(other);
    expect((await world.salesOrderOf(other)).rows.map(({ sku }) => sku)).toContain('MUG-RED');
  });
});

test('a skipped order stays skipped whatever the store tells later, until somebody retries it', async () => {
  const orderId = await stuck('POSTER-XS');
  expect((await world.rule(orderId, 'skip', { reason: 'sold by hand' })).status).toBe(200);
  await world.store.flushWebhooks();
  const skipped = await world.until(orderId, 'SKIPPED', ({ workflow }) => workflow?.status === 'COMPLETED');
  expect(skipped.order.issue).toBeNull();

  await world.account.addProduct({ sku: 'POSTER-XS', onHand: { '2': 10 } });
  await world.store.edit(orderId, { order: { customer_message: 'Please hurry' } });
  // By its run: the store tells when it was changed to the second, and all of this may happen within one.
  const wasReadAgain = ({ workflow }: OrderDetail) =>
    workflow?.runId !== skipped.workflow?.runId && workflow?.status === 'COMPLETED';
  await world.until(orderId, 'SKIPPED', wasReadAgain);
  expect(await world.account.salesOrdersOf(world.storeHash, orderId)).toEqual([]);

  expect((await world.rule(orderId, 'retry')).status).toBe(200);
  await world.synced(orderId);
});

test('an order held by a rule arrives when it is released', async () => {
  const orderId = await world.store.place(anOrder({ paymentStatus: 'held for review' }));
  const held = await world.until(orderId, 'HELD');
  expect(held.order.step).toContain('review');
  expect((await world.rule(orderId, 'release')).status).toBe(200);
  await world.synced(orderId);
});

describe('a command with an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'ticket-4711' };

  test('is one decision however often it is sent, also after it was done', async () => {
    const orderId = await stuck('POSTER-S');
    await world.account.addProduct({ sku: 'POSTER-S', onHand: { '2': 10 } });
    const first = await world.rule(orderId, 'retry', {}, key);
    const second = await world.rule(orderId, 'retry', {}, key);
    await world.quiet(orderId);
    const third = await world.rule(orderId, 'retry', {}, key);

    expect([first.status, second.status, third.status]).toEqual([200, 200, 200]);
    expect(new Set([first, second, third].map(({ body }) => body.decisionId)).size).toBe(1);
    expect((await world.detail(orderId))?.decisions).toHaveLength(1);
  });

  test('is refused when it comes with other arguments', async () => {
    const orderId = await stuck('POSTER-M');
    expect((await world.rule(orderId, 'skip', { reason: 'one' }, key)).status).toBe(200);
    const other = await world.rule(orderId, 'skip', { reason: 'two' }, key);
    expect(other.status).toBe(409);
    expect(other.body.detail).toContain('Idempotency-Key');
  });
});

describe('the command line', () => {
  let orderId: number;

  beforeAll(async () => {
    orderId = await stuck('POSTER-L');
  });

  test('lists what needs attention, and shows an order with its reason and its fix by exit code 4', async () => {
    const list = await world.cli('orders', 'list', '--state', 'NEEDS_ATTENTION', '--json');
    expect(list.code).toBe(0);
    const { orders } = JSON.parse(list.out) as { orders: { orderId: number }[] };
    expect(orders.map((order) => order.orderId)).toContain(orderId);

    const show = await world.cli('orders', 'show', String(orderId), '--exchanges');
    expect(show.code).toBe(4);
    expect(show.out).toContain('POSTER-L');
    expect(show.out).toContain('Create the product in Brightpearl');
    expect(show.out).toContain('/v2/orders/');
  });

  test('skips, retries and amends', async () => {
    const id = String(orderId);
    expect(await world.cli('orders', 'skip', id, '--reason', 'wait')).toMatchObject({ code: 0 });
    await world.until(orderId, 'SKIPPED');
    expect(await world.cli('orders', 'retry', `${world.storeHash}/${id}`)).toMatchObject({ code: 0 });
    await world.until(orderId, 'NEEDS_ATTENTION');
    const line = String(await lineOf(orderId));
    const amended = await world.cli('orders', 'amend', id, '--line', line, '--sku', 'TEE-M', '--actor', 'bo');
    expect(amended).toMatchObject({ code: 0, out: expect.stringContaining('Recorded') });
    const { decisions } = await world.synced(orderId);
    expect(decisions.map(({ verb }) => verb)).toEqual(['skip', 'retry', 'amend']);
    expect(decisions.at(-1)).toMatchObject({ actor: 'bo' });
    expect((await world.cli('orders', 'show', id)).code).toBe(0);
  });

  test('releases a held order', async () => {
    const held = await world.store.place(anOrder({ paymentStatus: 'held for review' }));
    await world.until(held, 'HELD');
    expect((await world.cli('orders', 'release', String(held))).code).toBe(0);
    await world.synced(held);
  });

  test('answers 3 for an order nobody knows, 2 for wrong usage, 1 for a refused token', async () => {
    expect(await world.cli('orders', 'show', '987654')).toMatchObject({ code: 3, out: '' });
    expect(await world.cli('orders', 'retry', 'lots')).toMatchObject({ code: 2, out: '' });
    expect(await world.cli('orders', 'amend', String(orderId))).toMatchObject({ code: 2, out: '' });
    const stranger = await world.cli('orders', 'list', '--token', 'a-token-that-is-wrong-but-long-enough');
    expect(stranger).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Not authorized') });
  });

  test('maps the newest orders and writes nothing', async () => {
    const before = await world.account.ledger();
    const check = await world.cli('check', '--orders', '5', '--json');
    expect((JSON.parse(check.out) as { orders: unknown[] }).orders).toHaveLength(5);
    expect(await world.account.ledger()).toEqual(before);
  });
});
