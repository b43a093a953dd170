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
