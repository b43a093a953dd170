/** An event after the sale as an errand. Each is of an order at rest. */
import type { Begin, Errand } from './errand';
import { differenceOf, ledgerOf, type Ledger } from './ledger';
import { salesOrderOf } from './sale-acts';
import type { Event } from './sale-events';
import { patiently, restOf, standingOf } from './settling';
import type { PlacedOrder, Site } from './site';

/** Orders that wait for their event, by site. */
const ready = new WeakMap<Site, PlacedOrder>();

/** @param expected how it must end; undefined while that is being found out */
export function happening(event: Event, expected?: Ledger, ended: (ledger: Ledger) => void = () => undefined): Begin {
  const prepare = async (site: Site): Promise<void> => {
    const order = site.place(event.of);
    await mustRest(restOf(site, order));
    if (event.before) {
      await event.before(site, order);
      await mustRest(restAfterwards(site, order, event.from));
    }
    ready.set(site, order);
  };
  return Object.assign(
    (site: Site): Errand => {
      const order = ready.get(site);
      if (!order) throw new Error(`${event.name} was not prepared`);
      const happened = event.happen(site, order);
      return {
        rest: async () => {
          await happened;
          return restAfterwards(site, order, event.state, event.isDone);
        },
        difference: async () => {
          const ledger = await ledgerOf(site, order);
          ended(ledger);
          return expected && differenceOf(expected, ledger);
        },
      };
    },
    { prepare },
  );
}

type Standing = Event['state'] | Event['from'];

/** The notes' workflow, and what it makes of them, come to rest as well. */
const restAfterwards = (
  site: Site,
  order: PlacedOrder,
  state: Standing,
  isDone: Event['isDone'] = () => true,
): Promise<string | undefined> =>
  patiently(async () => {
    if (!isDone(site, order)) return 'not done yet';
    const { storeHash } = site.world.bigcommerce.simulator;
    const notes = await site.store().notes.ofOrder({ storeHash, orderId: order.orderId });
    const salesOrderId = salesOrderOf(site, order);
    const listed = [...site.world.brightpearl.simulator.state().goodsOutNotes.values()];
    const known = listed.filter(({ orderId }) => orderId === salesOrderId).length;
    if (notes.length < known) return `${notes.length} of ${known} notes are known`;
    if (notes.some(({ version, settledVersion }) => version !== settledVersion)) return 'a note is not settled';
    return standingOf(site, order, state);
  });

async function mustRest(rest: Promise<string | undefined>): Promise<void> {
  const unrest = await rest;
  if (unrest !== undefined) throw new Error(`An order did not come to where its case begins: ${unrest}`);
}
