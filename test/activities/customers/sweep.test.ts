/** How changed customers are found: by what is registered at the store, and without any webhook. */
import { customerWorlds } from './support';

const open = customerWorlds();

it('the first sweep begins now; the next ones find who changed, and poke the workflow', async () => {
  const world = await open();
  const { storeHash, account } = world;
  const customerId = world.register();
  expect(await world.run('sweepCustomers', { storeHash })).toEqual({ changed: 0 });
  expect(world.customerSignals).toEqual([]);
  world.bigcommerce.control.changeCustomer(customerId, { phone: '555-0199' });
  expect(await world.run('sweepCustomers', { storeHash })).toEqual({ changed: 1 });
  expect(world.customerSignals).toEqual([{ storeHash, change: { reason: 'sweep' } }]);
  expect(await world.store.customerNews.next({ storeHash, account }, 10)).toEqual([
    expect.objectContaining({ customerId, reason: 'sweep' }),
  ]);
});

it('pokes the workflow also for what waits from before, whose signal was lost', async () => {
  const world = await open();
  const { storeHash, account } = world;
  await world.run('sweepCustomers', { storeHash });
  await world.store.customerNews.add({ storeHash, accounts: [account] }, [99], 'webhook');
  await world.run('sweepCustomers', { storeHash });
  expect(world.customerSignals).toHaveLength(1);
});

it('pokes nobody for what waits for an account that no route leads to any more', async () => {
  const world = await open();
  const { storeHash, store } = world;
  await world.run('sweepCustomers', { storeHash });
  await store.customerNews.add({ storeHash, accounts: ['former'] }, [1], 'webhook');
  await world.run('sweepCustomers', { storeHash });
  expect(world.customerSignals).toEqual([]);
});

it('reads all customers when somebody asks for that, whenever they changed, and leaves the sweep where it was', async () => {
  const world = await open({ customers: { create: 'always' } });
  const { storeHash, account, store } = world;
  await world.run('sweepCustomers', { storeHash });
  const watermark = await store.watermarks.get(storeHash, 'customers');
  const ids = Array.from({ length: 260 }, (_, n) => world.register({ email: `shopper-${n}@example.com` }));
  const told: unknown[] = [];
  const onHeartbeat = (details: unknown) => void told.push(details);
  const input = { storeHash, all: 'asked by ann' };
  expect(await world.attempt({ onHeartbeat }, 'sweepCustomers', input)).toEqual({ changed: 260 });
  expect(await store.customerNews.counts(storeHash)).toEqual([{ account, waiting: 260, late: 260, parked: 0 }]);
  expect(world.customerSignals.at(-1)).toEqual({ storeHash, change: { reason: 'asked by ann' } });
  expect(await store.watermarks.get(storeHash, 'customers')).toEqual(watermark);
  // An attempt that dies is followed by one that goes on where it stopped.
  expect(told).toEqual([{ changed: 250, after: expect.any(String) }]);
  world.forgetRequests();
  const again = await world.attempt({ number: 2, heartbeatDetails: told[0] }, 'sweepCustomers', input);
  expect([again, world.requests('bigcommerce')]).toEqual([{ changed: 260 }, ['GET /v3/customers']]);
  // Who changes meanwhile is looked at first.
  await store.customerNews.add({ storeHash, accounts: [account] }, [ids[200] ?? 0], 'webhook');
  expect(await store.customerNews.counts(storeHash)).toEqual([{ account, waiting: 260, late: 259, parked: 0 }]);
  expect(await store.customerNews.next({ storeHash, account }, 1)).toMatchObject([
    { customerId: ids[200], late: false },
  ]);
});

it('customers and their addresses are listened to only where they are followed', async () => {
  const scopes = async (world: Awaited<ReturnType<typeof open>>): Promise<string[]> => {
    await world.run('ensureStoreHooks', { storeHash: world.storeHash });
    const hooks = await world.deps.bigcommerce(world.storeHash).hooks.list();
    return hooks
      .map(({ scope }) => scope)
      .filter((scope) => scope.startsWith('store/customer/'))
      .sort();
  };
  expect(await scopes(await open())).toEqual([
    'store/customer/address/created',
    'store/customer/address/deleted',
    'store/customer/address/updated',
    'store/customer/created',
    'store/customer/deleted',
    'store/customer/updated',
  ]);
  const without = await open();
  const stores = without.config.stores.map(({ customers: _customers, ...store }) => store);
  (without.deps as { config: unknown }).config = { ...without.config, stores };
  expect(await scopes(without)).toEqual([]);
});
