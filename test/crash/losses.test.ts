/** What is left of the two systems' promise when more than a process is lost. */
import { setTimeout as pause } from 'node:timers/promises';
import { sweepScheduleId } from '../../src/domain/ids';
import { crashLanes } from './support/crash-lanes';
import { recordFlow, warmUp, type Flow } from './support/flow';
import type { Lane } from './support/lane';
import { differenceOf, ledgerOf, strays } from './support/ledger';
import type { Step } from './support/probe';
import { patiently, restOf } from './support/settling';
import type { PlacedOrder, Site } from './support/site';
import { SEARCH_LAG_MS, REQUEST_TIMEOUT_MS } from './support/timings';

/** Ends what hangs: an order that does not come to rest is told of long before. */
const LIMIT_MS = 10 * 60_000;

let lane: Lane;
let site: Site;
let flow: Flow;

const { infrastructure } = crashLanes(
  { name: 'losses', lanes: 1, sites: 1, limitMs: LIMIT_MS },
  async ({ lanes: [opened] }) => {
    lane = opened!;
    site = lane.sites[0]!;
    await warmUp(lane);
    flow = await recordFlow(lane);
  },
);

afterEach(() => {
  site.world.bigcommerce.simulator.webhooks.setFaults({});
  expect(strays(site)).toEqual([]);
});

/** The one request that makes the sales order. */
const postOfSalesOrder = (): Step => {
  const found = flow.warm.find(({ action }) => /^POST .*\/sales-order$/.test(action));
  if (!found) throw new Error('The flow posts no sales order');
  return found;
};

async function expectSettled(order: PlacedOrder): Promise<void> {
  expect(await restOf(site, order)).toBeUndefined();
  expect(differenceOf(flow.ledger, await ledgerOf(site, order))).toBeUndefined();
}

/** Past the client, which would read what a sweep is started with: that is encrypted. */
async function sweepsOfOrders(): Promise<{ readonly begun: number; readonly running: number }> {
  const scheduleId = sweepScheduleId(site.key, 'orders');
  const { info } = await site.temporal().workflowService.describeSchedule({ namespace: 'default', scheduleId });
  return { begun: Number(info?.actionCount ?? 0), running: info?.runningWorkflows?.length ?? 0 };
}

/** Resolves when it has ended: before that nothing can be told of what it did. */
async function sweep(): Promise<void> {
  const before = await sweepsOfOrders();
  await lane.post(`/stores/${site.key}/sweep`);
  const ended = await patiently(async () => {
    const { begun, running } = await sweepsOfOrders();
    return begun > before.begun && running === 0 ? undefined : 'its sweep runs';
  });
  expect(ended).toBeUndefined();
}

it(
  'makes one of each when every webhook comes twice, a sweep runs and the process is restarted',
  async () => {
    site.world.bigcommerce.simulator.webhooks.setFaults({ duplicate: 1 });
    site.probe.begin();
    const posted = site.probe.lieInWait(postOfSalesOrder(), 'after', () => lane.connector.kill());
    const order = site.place();
    await posted;
    await lane.connector.start();
    await sweep();
    await expectSettled(order);
    await sweep();
    await expectSettled(order);
  },
  LIMIT_MS,
);

it(
  'imports an order that no webhook told about',
  async () => {
    site.world.bigcommerce.simulator.webhooks.setFaults({ drop: 1 });
    const order = site.place();
    await sweep();
    await expectSettled(order);
  },
  LIMIT_MS,
);

it(
  'makes no second sales order when the first request is carried out after everybody gave it up',
  async () => {
    const delayMs = 3 * (SEARCH_LAG_MS + REQUEST_TIMEOUT_MS);
    const { faults } = site.world.brightpearl.simulator.core;
    // Only the pair of externalRef and instance id can help here: no look-up knows what is yet to come.
    faults.add({ mode: 'drop-then-apply-later', method: 'POST', path: '/sales-order$', count: 1, delayMs });
    const order = site.place();
    await expectSettled(order);
    await pause(delayMs);
    await expectSettled(order);
  },
  LIMIT_MS,
);

it(
  'makes no second sales order in an account that does not know duplicates when the process dies before the answer',
  async () => {
    const { brightpearl } = site.world;
    brightpearl.simulator.setSwitches({ instanceIdMode: 'absent' });
    site.probe.begin();
    const posted = site.probe.lieInWait(postOfSalesOrder(), 'after', () => lane.connector.kill());
    const order = site.place();
    await posted;
    await lane.connector.start();
    expect(await restOf(site, order)).toBeUndefined();
    brightpearl.simulator.setSwitches({ instanceIdMode: 'oauth-only' });

    const { salesOrders } = (await ledgerOf(site, order)).brightpearl;
    const [expected] = flow.ledger.brightpearl.salesOrders;
    expect(salesOrders).toEqual([{ ...expected, instanceId: null }]);
  },
  LIMIT_MS,
);

it(
  'finds what an earlier database made, and makes nothing twice',
  async () => {
    const order = site.place();
    await expectSettled(order);
    await lane.connector.kill();
    await lane.loseDatabase();
    await lane.connector.start();
    await sweep();
    await expectSettled(order);
    await expectSettled(site.place());
  },
  LIMIT_MS,
);

it(
  'goes on with an order that was half imported when Temporal lost its memory',
  async () => {
    site.probe.begin();
    const posted = site.probe.lieInWait(postOfSalesOrder(), 'after', () => infrastructure().stopTemporal());
    const order = site.place();
    await posted;
    await infrastructure().replaceTemporal();
    await lane.connector.restart();
    await lane.post('/setup');
    // The doctor leaves alone what moved within the last minute.
    await lane.ageBoard();
    await site.temporal().schedule.getHandle('doctor').trigger();
    await expectSettled(order);
    await expectSettled(site.place());
  },
  LIMIT_MS,
);
