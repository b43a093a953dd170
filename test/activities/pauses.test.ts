import type { ApplicationFailure } from '@temporalio/common';
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { planImport, read, stepOf } from './support/steps';

const open = activityWorlds();

const REFUSED = { mode: 'status', status: 401, body: {} } as const;

const fail = (): never => {
  throw new Error('It was not turned away');
};

const pausedAccounts = async (world: ActivityWorld) => (await world.store.accounts.list()).map(({ scope }) => scope);

describe('an account whose credentials are refused', () => {
  it('pauses at the first refusal; the others wait, and ask Brightpearl nothing', async () => {
    const world = await open();
    const keys = [world.place({}), world.place({ billing: { email: 'other@example.com' } })];
    const steps = [];
    for (const key of keys) steps.push(stepOf(world, key, await planImport(world, key)));
    world.brightpearl.core.faults.add(REFUSED);
    const failure = { type: 'ACCOUNT_PAUSED', category: 'BENIGN', nonRetryable: false };
    await expect(world.attempt({ activityId: 'a' }, 'ensureContact', steps[0]!)).rejects.toMatchObject(failure);
    expect(await pausedAccounts(world)).toEqual([world.account]);
    // The one that takes the probe asks, and is refused again.
    await expect(world.attempt({ activityId: 'a' }, 'ensureContact', steps[0]!)).rejects.toMatchObject(failure);
    world.forgetRequests();
    await expect(world.attempt({ activityId: 'b' }, 'ensureContact', steps[1]!)).rejects.toMatchObject({
      ...failure,
      message: expect.stringContaining('is paused'),
    });
    expect(world.requests('brightpearl')).toEqual([]);
  });

  it('keeps nobody waiting for long after the probe has tried again', async () => {
    const world = await open();
    const key = world.place({});
    const step = stepOf(world, key, await planImport(world, key));
    const account = { system: 'brightpearl', scope: world.account } as const;
    await world.store.accounts.pause(account, 'refused');
    await world.store.accounts.takeProbe(account, 'somebody', 20_000);
    const { nextRetryDelay } = await world
      .attempt({ activityId: 'a' }, 'ensureContact', step)
      .then(fail, (error: ApplicationFailure) => error);
    expect(nextRetryDelay).toBeGreaterThan(20_000);
    expect(nextRetryDelay).toBeLessThan(31_000);
  });

  it('resumes with the first that gets through', async () => {
    const world = await open();
    const key = world.place({});
    const step = stepOf(world, key, await planImport(world, key));
    world.brightpearl.core.faults.add({ ...REFUSED, count: 1 });
    await expect(world.run('ensureContact', step)).rejects.toMatchObject({ type: 'ACCOUNT_PAUSED' });
    await world.run('ensureContact', step);
    expect(await pausedAccounts(world)).toEqual([]);
  });

  it('has one probe at a time, whoever asks', async () => {
    const world = await open();
    const key = world.place({});
    const step = stepOf(world, key, await planImport(world, key));
    await world.store.accounts.pause({ system: 'brightpearl', scope: world.account }, 'refused');
    world.brightpearl.core.faults.add({ mode: 'delay', delayMs: 100 });
    const tries = ['a', 'b', 'c'].map((activityId) => world.attempt({ activityId }, 'ensureContact', step));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(world.requests('brightpearl').filter((request) => request.includes('contact-search'))).toHaveLength(1);
  });

  it('changes no order and stops no store', async () => {
    const world = await open();
    const key = world.place({});
    const step = stepOf(world, key, await planImport(world, key));
    const before = await world.store.orders.get(key);
    world.brightpearl.core.faults.add(REFUSED);
    await expect(world.run('ensureContact', step)).rejects.toMatchObject({ type: 'ACCOUNT_PAUSED' });
    expect(await world.store.orders.get(key)).toMatchObject({ state: before?.state, issueCode: null });
    await read(world, world.place({}));
  });

  it('pauses, and not the store for which it was asked', async () => {
    const world = await open({ stock: {} });
    const { storeHash, account } = world;
    world.brightpearl.core.faults.add(REFUSED);
    await expect(world.run('refreshLinks', { storeHash, account, whole: true })).rejects.toMatchObject({
      type: 'ACCOUNT_PAUSED',
    });
    expect(await pausedAccounts(world)).toEqual([account]);
  });

  it('pauses a store whose token is refused', async () => {
    const world = await open();
    const key = world.place({});
    world.bigcommerce.control.revokeClient(world.bigcommerce.clientId);
    const input = { key, asOf: Date.now(), deep: true };
    await expect(world.run('readOrder', input)).rejects.toMatchObject({ type: 'ACCOUNT_PAUSED' });
    expect(await world.store.accounts.list()).toEqual([
      expect.objectContaining({ system: 'bigcommerce', scope: world.storeHash }),
    ]);
  });

  it('does not pause for a permission that is missing', async () => {
    const world = await open();
    const key = world.place({});
    world.bigcommerce.faults.add({ mode: 'status', status: 403, body: {} });
    const input = { key, asOf: Date.now(), deep: true };
    await expect(world.run('readOrder', input)).rejects.toMatchObject({ type: 'PERMISSION_MISSING' });
    expect(await pausedAccounts(world)).toEqual([]);
  });

  it('keeps no token in the reason of the pause', async () => {
    const world = await open();
    const key = world.place({});
    const step = stepOf(world, key, await planImport(world, key));
    world.brightpearl.core.faults.add(REFUSED);
    await expect(world.run('ensureContact', step)).rejects.toThrow();
    const [paused] = await world.store.accounts.list();
    expect(paused?.reason).toMatch(/401/);
    expect(paused?.reason).not.toContain(world.brightpearl.app.token);
  });
});
