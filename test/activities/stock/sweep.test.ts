/** The delta cycle where Brightpearl answers only so many requests. */
import { postSalesOrder } from '../support/steps';
import { stockWorlds } from './support';

const open = stockWorlds();

it('comes to an end although no attempt is answered to its end', async () => {
  const shop = await open();
  const { account, brightpearl } = shop;
  brightpearl.setSwitches({ reservationIdSets: 'refused' });
  for (let n = 0; n < 22; n += 1) await postSalesOrder(shop, shop.buy('MUG-BLUE', 1));
  await shop.settle();
  const unread = async () =>
    (await shop.db.selectFrom('demandOrders').select('orderId').where('fulfilledAt', 'is', null).execute()).length;
  const left: number[] = [];
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const path = 'order/\\d+/reservation$';
    const { id } = brightpearl.core.faults.add({ method: 'GET', path, mode: 'status', status: 500, after: 20 });
    await expect(shop.run('sweepMovements', { account })).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    brightpearl.core.faults.remove(id);
    left.push(await unread());
  }
  expect(left).toEqual([2, 0]);
  // What was swept is noted, whatever became of the orders.
  expect(await shop.store.watermarks.get(account, 'stock')).toBeDefined();
});

it('reads the orders of ours that were changed in Brightpearl, whatever they want', async () => {
  const shop = await open();
  shop.brightpearl.setSwitches({ reservationModifiesOrder: true });
  const key = shop.buy('MUG-BLUE', 3);
  const salesOrderId = await shop.importOrder(key);
  await shop.run('sweepMovements', { account: shop.account });
  await shop.staff('DELETE', `sales-orders/${salesOrderId}/reservation`);
  expect(await shop.demand('MUG-BLUE')).toBe(0);
  await shop.run('sweepMovements', { account: shop.account });
  expect(await shop.demand('MUG-BLUE')).toBe(3);
});
