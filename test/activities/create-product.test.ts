/** The rule `unknownSku: create`: one product for each new SKU, whoever asks at once and whatever is lost on the way. */
import { activityWorlds, ageIntents } from './support/activity-world';
import type { ActivityWorld, WorldOptions } from './support/activity-world';
import { hold, settledBeside } from './support/hold';
import { importOrder, plan, planImport, read } from './support/steps';
import type { OrderKey } from '../../src/domain/ids';
import type { RouteRules } from '../../src/mapping/rules';
import type { StoredPlan } from '../../src/activities/stored-plan';
import type { OrderInput } from '../../src/simulators/bigcommerce/order-input';

const open = activityWorlds();

const CREATE: Partial<RouteRules> = {
  unknownSku: 'create',
  newProduct: { brandId: 75, productTypeId: 1, categoryCodes: ['296'], taxCodeId: 2, stockTracked: true },
};
const POST = 'POST /product-service/product';
const SEARCH = 'GET /product-service/product-search';

const openWorld = (options: WorldOptions = {}) => open({ ...options, rules: { ...CREATE, ...options.rules } });

const newMug: Partial<OrderInput> = {
  lines: [{ sku: 'MUG-NEW', name: 'Enamel mug, new', price: '12.95', quantity: 2, taxRate: '8.25' }],
};

const productsOf = ({ brightpearl }: ActivityWorld, sku = 'MUG-NEW') =>
  [...brightpearl.state().products.values()].filter((product) => product.sku === sku);

const requestsOf = (world: ActivityWorld): string[] =>
  world.requests('brightpearl').filter((request) => request === POST || request === SEARCH);

const posts = (world: ActivityWorld): number => requestsOf(world).filter((request) => request === POST).length;

const waitOut = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Tries again as Temporal would. */
async function untilDone<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if ((error as { nonRetryable?: boolean }).nonRetryable) throw error;
      await waitOut(50);
    }
  }
}

/** One attempt to plan an order that was read before. */
async function planner(world: ActivityWorld, key: OrderKey): Promise<() => ReturnType<typeof plan>> {
  const { snapshotId, route, account } = await read(world, key);
  return () => world.run('planOrder', { key, asOf: Date.now(), snapshotId, route, account });
}

/** Staff change or delete a product. */
async function control(world: ActivityWorld, method: string, path: string, body?: object): Promise<void> {
  const init = body ? { method, body: JSON.stringify(body) } : { method };
  const response = await fetch(`${world.config.accounts[0]?.apiUrl}/_sim/${path}`, init);
  expect(response.ok).toBe(true);
}

/** As after a day: what was remembered of SKUs is asked for again. */
const forgetSkus = ({ db }: ActivityWorld) => db.deleteFrom('links').where('kind', '=', 'product').execute();

describe('a SKU that Brightpearl does not have', () => {
  it('becomes a product with what the rule says, and the order is booked on it', async () => {
    const world = await openWorld();
    const salesOrderId = await importOrder(world, world.place(newMug));
    const [product, ...others] = productsOf(world);
    expect(others).toEqual([]);
    expect(product).toMatchObject({
      name: 'Enamel mug, new',
      brandId: 75,
      categories: [296],
      taxCode: 'T',
      stockTracked: true,
    });
    const salesOrder = world.brightpearl.ledger().salesOrders.find(({ id }) => id === salesOrderId);
    expect(salesOrder?.rows[0]).toMatchObject({ productId: product?.id, sku: 'MUG-NEW' });
  });

  it('is shown on the board, also when the order is planned again', async () => {
    const world = await openWorld();
    const key = world.place(newMug);
    for (let n = 0; n < 2; n += 1) {
      await planImport(world, key);
      expect((await world.store.orders.get(key))?.details['notices']).toContainEqual(
        expect.stringMatching(/^the SKU MUG-NEW of line \d+ was not in Brightpearl: created as a new product$/),
      );
    }
  });

  it('is looked for and made once; the next order of it asks nothing', async () => {
    const world = await openWorld({ indexLagMs: 60_000 });
    await planImport(world, world.place(newMug));
    expect(requestsOf(world)).toEqual([SEARCH, SEARCH, POST]);
    world.forgetRequests();
    await planImport(world, world.place(newMug));
    expect(requestsOf(world)).toEqual([]);
  });

  it('of two lines is one product', async () => {
    const world = await openWorld();
    const [line] = newMug.lines ?? [];
    await planImport(world, world.place({ lines: [line!, { ...line!, name: 'The same, engraved' }] }));
    expect(productsOf(world)).toMatchObject([{ name: 'Enamel mug, new' }]);
  });
});

describe('two orders of one new SKU at once', () => {
  it.each([0, 60_000])('make one product, with a search that lags by %d ms', async (indexLagMs) => {
    const world = await openWorld({ indexLagMs });
    const keys = [world.place(newMug), world.place(newMug)];
    const attempts = await Promise.all(keys.map((key) => planner(world, key)));
    const making = hold(world.brightpearl.core, { method: 'POST', path: '/product-service/product$' });
    const first = await settledBeside(
      making,
      attempts.map((attempt) => attempt()),
    );
    const failed = first.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(failed).toMatchObject([{ type: 'ProductBusy', category: 'BENIGN', nonRetryable: false }]);
    const plans = await Promise.all(attempts.map((attempt) => untilDone(attempt)));
    const productIds = await Promise.all(plans.map((planned) => productIdOf(world, planned)));
    expect(productsOf(world).map(({ id }) => id)).toEqual([...new Set(productIds)]);
    expect(posts(world)).toBe(1);
  });

  async function productIdOf(world: ActivityWorld, planned: Awaited<ReturnType<typeof plan>>) {
    const stored = planned.kind === 'import' ? await world.store.plans.get(planned.planId) : undefined;
    const body = stored?.body as StoredPlan | undefined;
    return body?.plan.salesOrders[0]?.draft.rows[0]?.productId;
  }
});

describe('a product whose answer was lost', () => {
  it('is found again and adopted', async () => {
    const world = await openWorld();
    const attempt = await planner(world, world.place(newMug));
    const fault = { method: 'POST', path: '/product-service/product$', mode: 'apply-then-drop', count: 1 } as const;
    world.brightpearl.core.faults.add(fault);
    await expect(attempt()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    expect(await untilDone(attempt)).toMatchObject({ kind: 'import' });
    expect([productsOf(world).length, posts(world)]).toEqual([1, 1]);
  });

  it('is found by another order of the SKU, too', async () => {
    const world = await openWorld();
    const [one, two] = [world.place(newMug), world.place(newMug)];
    const fault = { method: 'POST', path: '/product-service/product$', mode: 'apply-then-drop', count: 1 } as const;
    world.brightpearl.core.faults.add(fault);
    await expect(plan(world, one)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await planImport(world, two);
    expect([productsOf(world).length, posts(world)]).toEqual([1, 1]);
  });

  it('is not made again while the search may not show it', async () => {
    const world = await openWorld({ indexLagMs: 60_000 });
    const attempt = await planner(world, world.place(newMug));
    const fault = { method: 'POST', path: '/product-service/product$', mode: 'apply-then-drop', count: 1 } as const;
    world.brightpearl.core.faults.add(fault);
    await expect(attempt()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await expect(attempt()).rejects.toMatchObject({ type: 'OutcomeUnknown', category: 'BENIGN' });
    world.brightpearl.clock.advance(60_000);
    expect(await attempt()).toMatchObject({ kind: 'import' });
    expect([productsOf(world).length, posts(world)]).toEqual([1, 1]);
  });

  it('is made after all where it surely was not made', async () => {
    const world = await openWorld();
    const attempt = await planner(world, world.place(newMug));
    const fault = { method: 'POST', path: '/product-service/product$', mode: 'drop-before', count: 1 } as const;
    world.brightpearl.core.faults.add(fault);
    await expect(attempt()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await ageIntents(world);
    expect(await attempt()).toMatchObject({ kind: 'import' });
    expect([productsOf(world).length, posts(world)]).toEqual([1, 2]);
  });
});

describe('nothing is made', () => {
  it.each<[string, Partial<OrderInput>, string]>([
    [
      'for an order that stops for another reason',
      { ...newMug, fields: { total_inc_tax: '1.00' } },
      'TOTALS_DO_NOT_ADD_UP',
    ],
    [
      'for a catalog line without a SKU',
      { lines: [{ name: 'Thing', sku: '', productId: 7, price: '5.00' }] },
      'UNKNOWN_SKU',
    ],
    ['for a SKU that is too long', { lines: [{ name: 'Thing', sku: 'S'.repeat(33), price: '5.00' }] }, 'UNKNOWN_SKU'],
  ])('%s', async (_case, order, code) => {
    const world = await openWorld();
    const products = world.brightpearl.state().products.size;
    const result = await plan(world, world.place(order));
    expect(result.kind === 'issues' && result.issues[0]).toMatchObject({ code });
    expect(world.brightpearl.state().products.size).toBe(products);
    expect(posts(world)).toBe(0);
  });

  it('by a dry run, which maps the order as if it were', async () => {
    const world = await openWorld();
    world.place(newMug);
    const { orders } = await world.run('checkOrders', {
      taskQueuePrefix: 'test',
      storeHash: world.storeHash,
      orders: 5,
    });
    expect(orders).toMatchObject([{ addsUp: true, problems: [] }]);
    expect(posts(world)).toBe(0);
  });

  it('under a tax code that the account does not have', async () => {
    const world = await openWorld({ rules: { newProduct: { ...CREATE.newProduct!, taxCodeId: 99 } } });
    expect(await plan(world, world.place(newMug))).toMatchObject({ kind: 'issues', issues: [{ code: 'NO_TAX_CODE' }] });
    expect(posts(world)).toBe(0);
  });

  it('for an order that is in Brightpearl already', async () => {
    const world = await openWorld();
    const key = world.place({ lines: [{ sku: 'MUG-BLUE', name: 'Mug', price: '5.00' }] });
    await importOrder(world, key);
    const [mug] = productsOf(world, 'MUG-BLUE');
    await control(world, 'POST', `products/${mug?.id}`, { sku: 'MUG-RENAMED' });
    await forgetSkus(world);
    expect(await plan(world, key)).toMatchObject({ kind: 'issues', issues: [{ code: 'UNKNOWN_SKU' }] });
    expect(posts(world)).toBe(0);
  });
});

describe('a product that was made once and then taken away', () => {
  it.each([
    ['deleted', (world: ActivityWorld, id: number) => control(world, 'DELETE', `products/${id}`)],
    ['renamed', (world: ActivityWorld, id: number) => control(world, 'POST', `products/${id}`, { sku: 'OTHER' })],
  ])('by being %s is not made again: a person is asked', async (_case, takeAway) => {
    const world = await openWorld({ timings: { searchLagMs: 0 } });
    await planImport(world, world.place(newMug));
    const [product] = productsOf(world);
    await takeAway(world, product!.id);
    await forgetSkus(world);
    await waitOut(5);
    await expect(plan(world, world.place(newMug))).rejects.toMatchObject({
      type: 'UNKNOWN_SKU',
      nonRetryable: true,
      message: expect.stringContaining(`product ${product?.id} was made for the SKU MUG-NEW`),
    });
    expect(posts(world)).toBe(1);
    world.brightpearl.seedCatalog([{ sku: 'MUG-NEW' }]);
    await planImport(world, world.place(newMug));
  });
});
