import { activityWorlds } from '../support/activity-world';
import {
  carryOut,
  changeRules,
  documentOf,
  imported,
  lookAgain,
  setStoreStatus,
  staff,
  statusOf,
  writesOf,
} from './support';
import type { Imported } from './support';

const open = activityWorlds();

const MAPS = { statuses: { '20': 9, '21': 8 }, storeStatuses: { '12': 21 } };

const mapped = async (rules = MAPS) => imported(await open(changeRules(rules)));

const move = (order: Imported, statusId: number) =>
  staff(order, 'POST', `sales-orders/${order.salesOrderId}`, { statusId });

async function settle(order: Imported, options = {}) {
  const looked = await lookAgain(order, options);
  await carryOut(order, looked.mirror);
  return looked;
}

it('brings the order to the status of its sales order, and its echo back moves nothing', async () => {
  const order = await mapped();
  await move(order, 20);
  await settle(order);
  expect(statusOf(order)).toBe(9);
  order.world.forgetRequests();
  expect((await settle(order)).mirror).toEqual({});
  expect((await settle(order, { news: false })).mirror).toEqual({});
  expect(writesOf(order.world)).toEqual([]);
});

it('brings the sales order to the status of its order, without news of Brightpearl', async () => {
  const order = await mapped();
  await setStoreStatus(order, 12);
  await settle(order, { news: false });
  expect(documentOf(order).statusId).toBe(21);
  // What status 21 would mean for the store was set by us, and moves nothing.
  expect((await settle(order)).mirror).toEqual({});
  expect(statusOf(order)).toBe(12);
});

it('gives a new sales order the status that its order has by then, which moves nothing back', async () => {
  const both = { statuses: { '20': 11 }, storeStatuses: { '9': 20 } };
  const order = await imported(await open(changeRules(both)), { statusId: 9 });
  expect(documentOf(order).statusId).toBe(20);
  await setStoreStatus(order, 10);
  expect((await settle(order)).mirror).toEqual({});
  expect([statusOf(order), documentOf(order).statusId]).toEqual([10, 20]);
  await setStoreStatus(order, 9);
  await settle(order, { news: false });
  expect([statusOf(order), documentOf(order).statusId]).toEqual([9, 20]);
});

it('follows Brightpearl where both changed, and says so', async () => {
  const order = await mapped();
  await settle(order);
  await setStoreStatus(order, 12);
  await move(order, 20);
  const { notices } = await settle(order);
  expect(statusOf(order)).toBe(9);
  expect(notices).toEqual([expect.stringContaining('the status changed on both sides')]);
  expect((await settle(order)).mirror).toEqual({});
  expect([statusOf(order), documentOf(order).statusId]).toEqual([9, 20]);
});

it('moves nothing to or from statuses that are not listed', async () => {
  const order = await mapped();
  await move(order, 1);
  await setStoreStatus(order, 7);
  expect((await settle(order)).mirror).toEqual({});
});

it.each([
  ['on hold', (order: Imported) => move(order, 2)],
  ['invoiced', (order: Imported) => staff(order, 'POST', `sales-orders/${order.salesOrderId}/invoice`)],
])('never moves a sales order that is %s', async (_what, happens) => {
  const order = await mapped();
  await happens(order);
  const before = documentOf(order).statusId;
  await setStoreStatus(order, 12);
  expect((await settle(order)).mirror).toEqual({});
  expect(documentOf(order).statusId).toBe(before);
});

it('leaves an order alone that moved on after it was looked at', async () => {
  const order = await mapped();
  await move(order, 20);
  const { mirror } = await lookAgain(order);
  await setStoreStatus(order, 10);
  await carryOut(order, mirror);
  expect(statusOf(order)).toBe(10);
});

it('is off by default', async () => {
  const order = await imported(await open(changeRules()));
  await move(order, 20);
  await setStoreStatus(order, 12);
  expect((await settle(order)).mirror).toEqual({});
});
