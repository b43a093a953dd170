/** What happens to stock: staff count shelves, shoppers buy, somebody else writes a level. Each must end at what can ship. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Begin, Errand } from './errand';
import { differenceOf, ledgerOf, type Ledger } from './ledger';
import { inAccount } from './sale-acts';
import { PATIENCE_MS, patiently, standingOf } from './settling';
import type { PlacedOrder, Site } from './site';
import { bulbOf, lampOf, setOf } from './stock-goods';
import { figureDifference, levelDifference, recordDifference } from './stock-ledger';
import { forgetCallbacks, standingOfStock } from './stock-settling';
import { CALLBACKS } from './timings';

const WAREHOUSE = 2;

/** Some shelves hold more, others less; a bundle follows. */
export const counting: Begin = (site) => {
  const goods = site.take();
  const counted = count(site, { [lampOf(goods)]: 9, [bulbOf(goods)]: 2 });
  return stockErrand(site, counted, { [lampOf(goods)]: 9, [setOf(goods)]: 9, [bulbOf(goods)]: 2 });
};

/** As soon as the store shows the new level somebody else writes another one, and nobody tells. */
export const meddling: Begin = (site) => {
  const { control } = site.world.bigcommerce.simulator;
  const goods = site.take();
  const sku = lampOf(goods);
  const meddled = (async () => {
    await count(site, { [sku]: 9, [bulbOf(goods)]: 2 });
    await until(() => control.onStorefront(sku) === 9);
    untold(site, () => control.setStock({ sku, quantity: 7 }));
  })();
  return stockErrand(site, meddled, { [sku]: 9, [setOf(goods)]: 9, [bulbOf(goods)]: 2 });
};

/** A write is lost on its way, and arrives when the newer one has been applied. */
export const overtaking =
  ({ isTold }: { readonly isTold: boolean }): Begin =>
  (site) => {
    const { control, faults } = site.world.bigcommerce.simulator;
    const goods = site.take();
    const sku = lampOf(goods);
    const lost = faults.add({ mode: 'drop-before', method: 'PUT', path: 'adjustments/absolute$', count: 1 });
    const overtaken = (async () => {
      await count(site, { [sku]: 9 });
      await until(() => faults.list().some(({ id, struck }) => id === lost.id && struck === 1));
      await count(site, { [sku]: 7 });
      await until(() => control.onStorefront(sku) === 7);
      const arrive = (): void => control.setStock({ sku, quantity: 9 });
      if (isTold) arrive();
      else untold(site, arrive);
      faults.remove(lost.id);
    })();
    return stockErrand(site, overtaken, { [sku]: 7, [setOf(goods)]: 7, [bulbOf(goods)]: 8 });
  };

/** An order that is not imported yet, and takes its units all the same. */
export const waiting: Begin = (site) => {
  const goods = site.take();
  for (const sku of [lampOf(goods), setOf(goods)]) site.waiting.set(sku, 2);
  const { order } = goods.order;
  site.world.bigcommerce.simulator.control.addOrder({ ...goods.order, order: { ...order, status_id: PENDING } });
  return stockErrand(site, Promise.resolve(), { [lampOf(goods)]: 3, [setOf(goods)]: 3, [bulbOf(goods)]: 8 });
};

const PENDING = 1;

/** An order that is imported: what it takes is sold first, and reserved then. */
export const buying =
  ({ ledger }: { readonly ledger: Ledger }): Begin =>
  (site) => {
    const order = site.place();
    const figures = { [lampOf(order)]: 3, [setOf(order)]: 3, [bulbOf(order)]: 8 };
    const stock = stockErrand(site, Promise.resolve(), figures);
    return {
      rest: () => restOfPurchase(site, order),
      difference: async () => differenceOf(ledger, await ledgerOf(site, order)) ?? (await stock.difference()),
    };
  };

export const restOfPurchase = (site: Site, order: PlacedOrder): Promise<string | undefined> =>
  patiently(async () => (await standingOf(site, order)) ?? (await standingOfStock(site)));

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('What an errand waits for never came');
    await pause(5);
  }
}

/** No callback of it is sent. */
function untold({ world }: Site, happen: () => void): void {
  const { webhooks } = world.bigcommerce.simulator;
  webhooks.setFaults({ drop: 1 });
  happen();
  webhooks.setFaults(CALLBACKS);
}

function stockErrand(site: Site, begun: Promise<void>, figures: Readonly<Record<string, number>>): Errand {
  return {
    async rest() {
      await begun;
      return patiently(() => standingOfStock(site));
    },
    async difference() {
      // A callback that failed would come again in the midst of another case, and mend what that one breaks.
      forgetCallbacks(site);
      return figureDifference(site, figures) ?? levelDifference(site) ?? (await recordDifference(site));
    },
  };
}

/** Staff count shelves. */
function count(site: Site, onHand: Readonly<Record<string, number>>): Promise<void> {
  const counts = Object.entries(onHand).map(([sku, units]) => ({ sku, warehouseId: WAREHOUSE, onHand: units }));
  return inAccount(site, 'stock', counts);
}
