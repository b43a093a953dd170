/** Projects, lead sources and custom fields that a route names and its account does not have. */
import type { RouteRules } from '../../src/mapping/rules';
import { activityWorlds, type ActivityWorld } from './support/activity-world';
import { FIELD, reporting, reportedOf, SPRING } from './support/reported';
import { importOrder, plan } from './support/steps';

const open = activityWorlds();

const setup = (world: ActivityWorld) => world.run('ensureAccountHooks', { account: world.account });

const WRONG: [string, Partial<RouteRules>, RegExp][] = [
  [
    'a project',
    reporting({ assign: [{ projectId: 1 }, { projectId: 999 }] }),
    /^Route main, reporting\.assign\[1\]\.projectId: account \w+ has no project 999; it has 1 \(Web\), 2 \(Retail\)\. Correct the rule, or add the project in Brightpearl\.$/,
  ],
  [
    'a lead source',
    reporting({ assign: [{ leadSourceId: 77 }] }),
    /assign\[0\]\.leadSourceId: .* no lead source 77; it has 1 \(Telephone\)/,
  ],
  [
    'a field of reports',
    reporting({ customFields: [{ code: 'PCF_BRANDS', from: 'brand' }] }),
    /reporting\.customFields\[0\]\.code: .* no custom field PCF_BRANDS; it has PCF_GIFTMSG \(Gift message\), .*PCF_WEBORDER/,
  ],
  ['a field of the order', { customFields: [{ code: 'PCF_X', from: 'orderId' }] }, /customFields\[0\]\.code: .* PCF_X/],
  ['a field of gift messages', { giftMessage: { customField: 'PCF_X' } }, /giftMessage\.customField: .* PCF_X/],
  [
    'a field to choose from',
    reporting({ customFields: [{ code: 'PCF_SOURCE', from: 'brand' }] }),
    /PCF_SOURCE of account \w+ is of type SELECT, which does not take its text\. Name a text field\./,
  ],
  [
    'a field that takes no words',
    reporting({ customFields: [{ code: 'PCF_ISGIFT', from: 'brand' }] }),
    /PCF_ISGIFT of account \w+ is of type BOOLEAN/,
  ],
];

it.each(WRONG)(
  '%s is told by setup and by check, and stops an order before anything is sent',
  async (_w, rules, words) => {
    const world = await open({ rules });
    expect(await setup(world)).toContainEqual(expect.stringMatching(words));
    const { notes } = await world.run('checkOrders', {
      taskQueuePrefix: 'test',
      storeHash: world.storeHash,
      orders: 1,
    });
    expect(notes).toContainEqual(expect.stringMatching(words));

    const key = world.place({});
    world.forgetRequests();
    const planned = await plan(world, key);
    expect(planned).toMatchObject({ kind: 'issues', issues: [{ code: 'NOT_IN_ACCOUNT' }] });
    const message = 'issues' in planned ? planned.issues[0]!.message : '';
    expect(message.replace(`Order ${key.orderId}: `, '')).toMatch(words);
    expect(world.requests('brightpearl').filter((request) => !request.startsWith('GET '))).toEqual([]);
  },
);

it('what is added in Brightpearl is seen by the retry of a person', async () => {
  const world = await open({ rules: reporting({ assign: [{ projectId: 999 }] }) });
  const key = world.place({});
  const stopped = await plan(world, key);
  const [issue] = stopped.kind === 'issues' ? stopped.issues : [];
  await world.run('saveState', { key, asOf: Date.now(), state: 'NEEDS_ATTENTION', step: 'Stopped', issue: issue! });
  const { lists } = world.brightpearl.state();
  Object.assign(lists, { projects: [...lists.projects, { id: 999, name: 'Outlet' }] });
  await world.store.orders.upsert({ order: key, asOf: new Date(), account: world.account });
  const command = { verb: 'retry', actor: 'ann', commandId: 'a', arguments: {} } as const;
  await world.run('recordDecision', { key, asOf: Date.now(), command });
  expect(await reportedOf(world, key, await importOrder(world, key))).toMatchObject({ projectId: 999 });
});

it('an order that is in Brightpearl is not stopped by a rule that came later', async () => {
  const world = await open();
  const key = world.place({});
  await importOrder(world, key);
  const [route] = world.deps.config.routes;
  Object.assign(route!, { rules: { ...route!.rules, ...reporting({ assign: [{ projectId: 999 }] }) } });
  world.deps.facts.forget(world.account);
  expect(await plan(world, key)).toMatchObject({ kind: 'import', upToDate: true });
});

describe('what it costs', () => {
  const listReads = (world: ActivityWorld) =>
    world.requests('brightpearl').filter((request) => /project|lead-source|sale\/custom-field/.test(request));

  it('is one request for each kind that a rule names', async () => {
    const { leadSourceId: _none, ...brightpearl } = (await open()).config.routes[0]!.rules.brightpearl;
    const rules = { brightpearl, customFields: [{ code: FIELD, from: 'orderId' as const }] };
    const world = await open({ rules });
    await plan(world, world.place({}));
    await plan(world, world.place({}));
    expect(listReads(world)).toEqual(['GET /order-service/sale/custom-field-meta-data']);
  });

  it('credentials that may not list them keep no order back', async () => {
    const world = await open({ rules: reporting({ assign: [{ projectId: SPRING }] }) });
    const body = { errors: [{ code: 'CMNC-401', message: 'Not allowed' }] };
    world.brightpearl.core.faults.add({
      method: 'GET',
      path: 'contact-service/project',
      mode: 'status',
      status: 403,
      body,
    });
    const key = world.place({});
    expect(await reportedOf(world, key, await importOrder(world, key))).toMatchObject({ projectId: SPRING });
  });
});
