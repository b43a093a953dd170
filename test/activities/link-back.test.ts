import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { planImport, read, stepOf } from './support/steps';
import type { OrderKey } from '../../src/domain/ids';
import type { OrderInput } from '../../src/simulators/bigcommerce/order-input';

const open = activityWorlds();

async function planned(world: ActivityWorld, order: Partial<OrderInput> = {}) {
  const key = world.place(order);
  const step = stepOf(world, key, await planImport(world, key));
  world.forgetRequests();
  return {
    key,
    link: (...salesOrderIds: number[]) => world.run('linkBack', { ...step, asOf: Date.now(), salesOrderIds }),
  };
}

const metafields = (world: ActivityWorld, { orderId }: OrderKey) =>
  [...world.bigcommerce.state.metafields.values()]
    .filter((field) => field.resource.id === orderId)
    .map(({ namespace, key, value }) => ({ namespace, key, value }));

const externalOrderId = (world: ActivityWorld, { orderId }: OrderKey) =>
  world.bigcommerce.state.orders.get(orderId)?.header['external_order_id'];

describe('linking an order back', () => {
  it('writes a metafield of ours and the visible field, and settles the board', async () => {
    const world = await open();
    const { key, link } = await planned(world);
    await link(501);
    expect(metafields(world, key)).toEqual([{ namespace: 'brightpearl', key: 'sales-order', value: '501' }]);
    expect(externalOrderId(world, key)).toBe('501');
    expect(await world.store.orders.get(key)).toMatchObject({ state: 'SYNCED', salesOrderIds: [501] });
  });

  it('leaves the number of a marketplace where it is', async () => {
    const world = await open();
    const { key, link } = await planned(world, { fields: { external_order_id: 'AMZ-1' } });
    await link(501);
    expect(metafields(world, key)).toHaveLength(1);
    expect(externalOrderId(world, key)).toBe('AMZ-1');
    expect(world.requests('bigcommerce')).not.toContain('PUT /v2/orders/{id}');
  });

  it('may be done twice', async () => {
    const world = await open();
    const { key, link } = await planned(world);
    world.bigcommerce.faults.add({ method: 'PUT', path: '/v2/orders', mode: 'apply-then-drop', count: 1 });
    await expect(link(501)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await link(501);
    expect(metafields(world, key)).toHaveLength(1);
    expect(externalOrderId(world, key)).toBe('501');
  });

  it('names a sales order that was added later, too', async () => {
    const world = await open();
    const { key, link } = await planned(world);
    await link(501);
    await read(world, key);
    await link(501, 502);
    expect(metafields(world, key)).toEqual([{ namespace: 'brightpearl', key: 'sales-order', value: '501,502' }]);
    expect(await world.store.orders.get(key)).toMatchObject({ salesOrderIds: [501, 502] });
  });

  it('names the permission that is missing', async () => {
    const world = await open();
    const { link } = await planned(world);
    world.bigcommerce.faults.add({ path: 'metafields', mode: 'status', status: 403, body: {} });
    await expect(link(501)).rejects.toMatchObject({ type: 'PERMISSION_MISSING', nonRetryable: true });
  });
});
