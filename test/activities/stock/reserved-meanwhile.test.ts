/** What an order was reserved must not make up for another one that was placed: the stock that was read holds both. */
import { partStepOf, postSalesOrder } from '../support/steps';
import { stockWorlds } from './support';

const open = stockWorlds();

it.each(['order_placed', 'order_completed_or_shipped'] as const)(
  'counts an order that is reserved, and one that is placed, after the stock was read: %s',
  async (behavior) => {
    const shop = await open();
    const { storeHash, account } = shop;
    shop.bigcommerce.control.setInventorySettings({ update_stock_behavior: behavior });
    const first = shop.buy('MUG-BLUE', 3);
    const { planned, salesOrderId } = await postSalesOrder(shop, first);
    await shop.run('readNewDemand', { storeHash });
    await shop.count('MUG-BLUE', 100);
    const batch = await shop.run('planStock', { storeHash, account });
    await shop.run('reserveStock', { ...partStepOf(shop, first, planned), salesOrderId });
    shop.buy('MUG-BLUE', 3);
    await shop.run('writeStock', { storeHash, batchId: batch?.batchId ?? '' });
    expect(shop.sellable('MUG-BLUE')).toBe(94);
    await shop.settle();
    expect(shop.sellable('MUG-BLUE')).toBe(94);
  },
);
