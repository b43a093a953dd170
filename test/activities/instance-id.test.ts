/** The instance id that an account's orders are imported under: one, whatever the configuration or the header says later. */
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { importOrder, plan, planImport, postSalesOrder } from './support/steps';
import { createAccountFactsCache } from '../../src/activities/account-facts';
import { pinInstanceId } from '../../src/activities/instance-id';
import type { InstanceIds } from '../../src/activities/instance-id';

const open = activityWorlds();

/** As after a restart with this id in `connector.yaml`. */
function configure({ deps, store }: ActivityWorld, instanceId: number | undefined): void {
  const { instanceId: _former, ...account } = deps.config.accounts[0]!;
  const accounts = [{ ...account, ...(instanceId === undefined ? {} : { instanceId }) }];
  Object.assign(deps, {
    facts: createAccountFactsCache({ ...deps.config, accounts }, (code) => deps.brightpearl(code), store.links),
  });
}

const instanceIds = (world: ActivityWorld) =>
  world.brightpearl.ledger().salesOrders.map(({ instanceId }) => instanceId);

describe('the instance id of an account', () => {
  it('is kept from the first order on, also where it is no longer told', async () => {
    const world = await open();
    await importOrder(world, world.place({}));
    configure(world, undefined);
    await importOrder(world, world.place({}));
    expect(instanceIds(world)).toEqual([13, 13]);
  });

  it('that changed stops new orders with both ids, and lets what is imported go on', async () => {
    const world = await open();
    const imported = world.place({});
    await importOrder(world, imported);
    configure(world, 14);
    const key = world.place({});
    const stopped = await plan(world, key);
    expect(stopped).toMatchObject({
      kind: 'issues',
      issues: [{ code: 'INSTANCE_ID_CHANGED', details: { account: world.account, kept: 13, current: 14 } }],
    });
    const [issue] = stopped.kind === 'issues' ? stopped.issues : [];
    expect(issue?.message).toContain('under the instance id 13, and now has 14. Set instanceId: 13');
    expect(await planImport(world, imported)).toMatchObject({ upToDate: true });
    configure(world, 13);
    await postSalesOrder(world, key);
    expect(instanceIds(world)).toEqual([13, 13]);
  });

  it('that changed is never sent, also for an order that was planned before', async () => {
    const world = await open();
    await importOrder(world, world.place({}));
    const key = world.place({});
    await planImport(world, key);
    configure(world, 14);
    expect((await world.deps.facts.of(world.account)).instanceId).toBe(13);
  });

  it('is read from the header where the configuration names none', async () => {
    const world = await open();
    world.brightpearl.setSwitches({ instanceIdMode: 'always' });
    configure(world, undefined);
    await importOrder(world, world.place({}));
    expect(instanceIds(world)).toEqual([13]);
    configure(world, 14);
    expect(await plan(world, world.place({}))).toMatchObject({ kind: 'issues' });
  });
});

test.each<readonly [string, InstanceIds, object]>([
  ['none is told any more', { configured: undefined, answered: undefined }, { instanceId: 13 }],
  ['it is the same', { configured: undefined, answered: 13 }, { instanceId: 13 }],
  ['the configuration holds on to it', { configured: 13, answered: 14 }, { instanceId: 13 }],
  ['the header has another', { configured: undefined, answered: 14 }, { instanceId: 13, stopped: expect.anything() }],
  ['the configuration has another', { configured: 14, answered: 13 }, { instanceId: 13, stopped: expect.anything() }],
  ['nobody confirms another', { configured: 14, answered: undefined }, { instanceId: 13, stopped: expect.anything() }],
  ['both have another', { configured: 14, answered: 14 }, { instanceId: 14 }],
])('an id that was 13, when %s', async (_case, ids, expected) => {
  const { store } = await open();
  expect(await pinInstanceId(store.links, 'acme', { configured: undefined, answered: undefined })).toEqual({});
  await pinInstanceId(store.links, 'acme', { configured: 13, answered: undefined });
  expect(await pinInstanceId(store.links, 'acme', ids)).toEqual(expected);
  // What was decided once is so at the next start, too.
  expect(await pinInstanceId(store.links, 'acme', ids)).toEqual(expected);
});
