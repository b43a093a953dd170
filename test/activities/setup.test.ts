import { customersInputs } from '../../src/activities/customers/customers-inputs';
import { duplicatesScheduleId } from '../../src/domain/ids';
import { createCustomersClient } from '../../src/temporal/customers-client';
import { Client, Connection, ScheduleNotFoundError } from '@temporalio/client';
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld, WorldOptions } from './support/activity-world';
import { sharedTemporal } from '../support/temporal';
import { orchestrateQueue } from '../../src/domain/queues';
import { WEBHOOK_PATHS, WEBHOOK_SECRET_HEADER } from '../../src/domain/webhooks';

const open = activityWorlds();

const PUBLIC_URL = 'https://connector.example.com';

const storeHooks = (world: ActivityWorld) => [...world.bigcommerce.state.hooks.values()];
const accountHooks = (world: ActivityWorld) => [...world.brightpearl.state().webhooks.values()];
const destinationOf = (world: ActivityWorld) => `${PUBLIC_URL}${WEBHOOK_PATHS.bigcommerce(world.storeHash)}`;

const atStore = (world: ActivityWorld) => world.run('ensureStoreHooks', { storeHash: world.storeHash });
const atAccount = (world: ActivityWorld) => world.run('ensureAccountHooks', { account: world.account });

const writes = (world: ActivityWorld, system: 'bigcommerce' | 'brightpearl') =>
  world.requests(system).filter((request) => !request.startsWith('GET '));

describe("a store's webhooks", () => {
  it('are registered, active, with our secret, and not again at the next setup', async () => {
    const world = await open();
    expect(await atStore(world)).toContainEqual(expect.stringContaining('registered store/order/created'));
    const hooks = storeHooks(world);
    expect(hooks.length).toBeGreaterThanOrEqual(5);
    for (const hook of hooks) {
      expect(hook).toMatchObject({ destination: destinationOf(world), isActive: true });
      expect(hook.headers).toEqual({ [WEBHOOK_SECRET_HEADER]: `secret-of-${world.storeHash}` });
    }
    world.forgetRequests();
    expect(await atStore(world)).toEqual([expect.stringMatching(/all \d webhooks are right/)]);
    expect(writes(world, 'bigcommerce')).toEqual([]);
  });

  it.each([
    ['that the store switched off', { isActive: false }],
    ['that carry another secret', { headers: { [WEBHOOK_SECRET_HEADER]: 'former' } }],
  ])('%s are repaired', async (_what, damage) => {
    const world = await open();
    await atStore(world);
    const [hook] = storeHooks(world);
    Object.assign(hook!, damage);
    expect(await atStore(world)).toEqual([expect.stringContaining(`repaired ${hook!.scope}`)]);
    const repaired = storeHooks(world).find(({ id }) => id === hook!.id);
    expect(repaired).toMatchObject({
      isActive: true,
      headers: { [WEBHOOK_SECRET_HEADER]: `secret-of-${world.storeHash}` },
    });
  });

  it('to a former address or of an unwanted scope are removed, those of others are left alone', async () => {
    const world = await open();
    const { hooks } = world.deps.bigcommerce(world.storeHash);
    const path = WEBHOOK_PATHS.bigcommerce(world.storeHash);
    await hooks.create({ scope: 'store/order/created', destination: `https://old.example.com${path}`, headers: {} });
    await hooks.create({ scope: 'store/product/updated', destination: destinationOf(world), headers: {} });
    const other = await hooks.create({
      scope: 'store/order/created',
      destination: 'https://erp.example.com/x',
      headers: {},
    });
    expect(await atStore(world)).toEqual(
      expect.arrayContaining([expect.stringContaining('removed store/product/updated')]),
    );
    const destinations = new Set(storeHooks(world).map(({ destination }) => destination));
    expect(destinations).toEqual(new Set([destinationOf(world), other.destination]));
    expect(storeHooks(world).map(({ scope }) => scope)).not.toContain('store/product/updated');
  });

  it('are left alone without a public address', async () => {
    const world = await open({ publicUrl: null });
    expect(await atStore(world)).toEqual([expect.stringContaining('no public URL')]);
    expect(await atAccount(world)).toEqual([expect.stringContaining('no public URL')]);
    expect(world.requests('bigcommerce')).toEqual([]);
    expect(world.requests('brightpearl')).not.toContainEqual(expect.stringContaining('webhook'));
  });

  it('are completed by the next try when a setup breaks off', async () => {
    const world = await open();
    world.bigcommerce.faults.add({ method: 'POST', path: '/v3/hooks', mode: 'apply-then-drop', after: 2, count: 1 });
    await expect(atStore(world)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await atStore(world);
    const scopes = storeHooks(world).map(({ scope }) => scope);
    expect(new Set(scopes).size).toBe(scopes.length);
    expect(await atStore(world)).toEqual([expect.stringContaining('are right')]);
  });

  it('leave no secret in the audit trail', async () => {
    const world = await open();
    await atStore(world);
    await atAccount(world);
    const { rows } = await world.store.exchanges.list({}, { limit: 100 });
    expect(rows.length).toBeGreaterThan(5);
    expect(JSON.stringify(rows)).not.toContain('secret-of-');
  });
});

describe("an account's webhooks", () => {
  it('are registered with a secret in their address, once', async () => {
    const world = await open();
    await atAccount(world);
    const uriTemplate = `${PUBLIC_URL}${WEBHOOK_PATHS.brightpearl(world.account)}?secret=secret-of-${world.account}`;
    const events = [
      'order.modified.order-status',
      'order.modified.fully-shipped',
      'goods-out-note.created',
      'goods-out-note.modified',
      'goods-out-note.modified.packed',
      'goods-out-note.modified.un-packed',
      'goods-out-note.modified.shipped',
      'goods-out-note.destroyed',
      'drop-ship-note.created',
      'drop-ship-note.modified.shipped',
      'drop-ship-note.destroyed',
    ];
    expect(accountHooks(world)).toEqual(
      events.map((subscribeTo) => expect.objectContaining({ subscribeTo, uriTemplate })),
    );
    world.forgetRequests();
    expect(await atAccount(world)).toEqual([expect.stringContaining('are right')]);
    expect(writes(world, 'brightpearl')).toEqual([]);
  });

  it('of ours that are doubled or at another address are removed, those of others are left alone', async () => {
    const world = await open();
    const { webhooks } = world.deps.brightpearl(world.account);
    const path = WEBHOOK_PATHS.brightpearl(world.account);
    const subscribeTo = 'order.modified.order-status';
    await atAccount(world);
    const uri = accountHooks(world)[0]?.uriTemplate ?? '';
    await webhooks.create({ subscribeTo, uri });
    await webhooks.create({ subscribeTo, uri: `https://old.example.com${path}?secret=former` });
    await webhooks.create({ subscribeTo, uri: 'https://erp.example.com/hook' });
    expect(await atAccount(world)).toHaveLength(2);
    const hooks = accountHooks(world).filter((hook) => hook.subscribeTo === subscribeTo);
    expect(hooks.map(({ uriTemplate }) => uriTemplate).sort()).toEqual([uri, 'https://erp.example.com/hook'].sort());
  });
});

/** Once the list, which lags, shows these and no others. */
async function listed(client: Client, expected: readonly string[]): Promise<void> {
  for (;;) {
    const ids: string[] = [];
    for await (const { scheduleId } of client.schedule.list()) ids.push(scheduleId);
    if (ids.sort().join() === [...expected].sort().join()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('the schedules', () => {
  async function withTemporal(test: (client: Client, world: ActivityWorld) => Promise<void>, more: WorldOptions = {}) {
    const connection = await Connection.connect({ address: sharedTemporal().address });
    const client = new Client({ connection });
    const world = await open({ ...more, client });
    const create = jest.spyOn(client.schedule, 'create');
    try {
      await test(client, world);
    } finally {
      // The list lags: it may not show what was made just now, and show what is gone.
      for (const id of new Set(create.mock.calls.map(([{ scheduleId }]) => scheduleId))) await remove(client, id);
      await connection.close();
    }
  }

  async function remove(client: Client, scheduleId: string): Promise<void> {
    try {
      await client.schedule.getHandle(scheduleId).delete();
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    }
  }

  it('of customers are made only where those are followed, and look for duplicates when asked', async () => {
    await withTemporal(
      async (client, world) => {
        const { storeHash } = world;
        expect(await world.run('ensureSchedules')).toEqual(
          expect.arrayContaining([
            `schedule sweep/${storeHash}/customers: created`,
            `schedule duplicates/${storeHash}: created`,
          ]),
        );
        await createCustomersClient(client, customersInputs(world.config)).findDuplicates(storeHash);
        const handle = client.schedule.getHandle(duplicatesScheduleId(storeHash));
        const looks = async () => {
          const { info } = await handle.describe();
          return info.recentActions.length + info.runningActions.length;
        };
        while ((await looks()) === 0) await new Promise((resolve) => setTimeout(resolve, 100));
      },
      { customers: {} },
    );
  });

  it('are made once; a second setup only brings them up to date', async () => {
    await withTemporal(async (client, world) => {
      const made = await world.run('ensureSchedules');
      expect(made).toEqual([
        `schedule sweep/${world.storeHash}/orders: created`,
        `schedule sweep/${world.storeHash}/refunds: created`,
        `schedule sweep/${world.account}/notes: created`,
        `schedule sweep/${world.account}/sales-orders: created`,
        'schedule doctor: created',
        'schedule reconcile/main: created',
      ]);
      expect(await world.run('ensureSchedules')).toEqual(made.map((line) => line.replace('created', 'up to date')));
      const { policies, action } = await client.schedule.getHandle(`sweep/${world.storeHash}/orders`).describe();
      expect(policies).toMatchObject({ overlap: 'SKIP', pauseOnFailure: false });
      expect(action).toMatchObject({ workflowType: 'sweep', args: [{ storeHash: world.storeHash }] });
      const { action: ofNotes } = await client.schedule.getHandle(`sweep/${world.account}/notes`).describe();
      expect(ofNotes).toMatchObject({ workflowType: 'notesSweep', args: [{ account: world.account }] });
    });
  });

  it('of former stores and routes are removed; those of other people and connectors are left alone', async () => {
    await withTemporal(async (client, world) => {
      await world.run('ensureSchedules');
      const { taskQueuePrefix } = world.config;
      const put = (scheduleId: string, taskQueue: string) =>
        client.schedule.create({
          scheduleId,
          spec: { intervals: [{ every: '1d' }] },
          action: { type: 'startWorkflow', workflowType: 'sweep', taskQueue, args: [] },
        });
      await put('sweep/former/orders', orchestrateQueue(taskQueuePrefix));
      await put('sweep/formeraccount/notes', orchestrateQueue(taskQueuePrefix));
      await put('reconcile/former', orchestrateQueue(taskQueuePrefix));
      await put('nightly-check', orchestrateQueue(taskQueuePrefix));
      await put('sweep/elsewhere/orders', orchestrateQueue('another'));
      const kept = [
        'doctor',
        'nightly-check',
        'reconcile/main',
        'sweep/elsewhere/orders',
        `sweep/${world.storeHash}/orders`,
        `sweep/${world.storeHash}/refunds`,
        `sweep/${world.account}/notes`,
        `sweep/${world.account}/sales-orders`,
      ];
      await listed(client, [...kept, 'sweep/former/orders', 'sweep/formeraccount/notes', 'reconcile/former']);
      const removed = (await world.run('ensureSchedules')).filter((line) => line.includes('removed'));
      expect(new Set(removed.map((line) => line.split(':')[0]))).toEqual(
        new Set(['schedule reconcile/former', 'schedule sweep/former/orders', 'schedule sweep/formeraccount/notes']),
      );
      await listed(client, kept);
    });
  });

  it('compare at night where the account is, once that could be asked', async () => {
    await withTemporal(async (client, world) => {
      const { faults } = world.brightpearl.core;
      const setup = async () => {
        world.deps.facts.forget(world.account);
        await world.run('ensureSchedules');
        return (await client.schedule.getHandle('reconcile/main').describe()).spec.timezone;
      };
      const away = { path: 'account-configuration', mode: 'status', status: 500 } as const;
      faults.add(away);
      expect(await setup()).toBe('');
      faults.clear();
      const zone = await setup();
      expect(zone).not.toBe('');
      expect(zone).toBe((await world.deps.facts.of(world.account)).timeZone);
      faults.add(away);
      expect(await setup()).toBe(zone);
    });
  });

  it('stay paused when a person paused them', async () => {
    await withTemporal(async (client, world) => {
      await world.run('ensureSchedules');
      const handle = client.schedule.getHandle('doctor');
      await handle.pause('maintenance window');
      await world.run('ensureSchedules');
      expect((await handle.describe()).state).toMatchObject({ paused: true, note: 'maintenance window' });
    });
  });
});
