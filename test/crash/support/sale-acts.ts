/** What people do to an order after the sale, on either side. */
import type { PlacedOrder, Site } from './site';

/** The newest, of those that replaced one another. Asked again and again: the account's whole ledger would take its time. */
export function salesOrderIn({ world }: Site, { orderId }: PlacedOrder) {
  const ref = `${world.bigcommerce.simulator.storeHash}-${orderId}`;
  const all = [...world.brightpearl.simulator.state().orders.values()];
  const isOurs = ({ type, externalRef }: (typeof all)[number]): boolean =>
    type === 'SO' && externalRef?.replace(/-r\d+$/, '') === ref;
  const newest = all.findLast(isOurs);
  if (!newest) throw new Error(`There is no sales order ${ref}`);
  return newest;
}

export const salesOrderOf = (site: Site, order: PlacedOrder): number => salesOrderIn(site, order).id;

export function lampLine({ world }: Site, { orderId, tag }: PlacedOrder): number {
  const order = world.bigcommerce.simulator.state.orders.get(orderId);
  const lines = order?.consignments.shipping.flatMap(({ line_items: items }) => items) ?? [];
  const lamp = lines.find((line) => line['sku'] === `LAMP-${tag}`);
  if (!lamp) throw new Error(`Order ${orderId} has no lamp`);
  return lamp.id;
}

export const warehouse = (site: Site, note: object): Promise<void> => inAccount(site, 'goods-out-notes', note);

/** What staff do in Brightpearl's own screens. */
export async function inAccount<Answer>({ world }: Site, path: string, body: object = {}): Promise<Answer> {
  const response = await fetch(`${world.brightpearl.url}/_sim/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** What a shop's staff change in its control panel. */
export const changeInStore = (
  { world }: Site,
  { orderId }: PlacedOrder,
  change: Parameters<Site['world']['bigcommerce']['simulator']['control']['changeOrder']>[1],
): void => world.bigcommerce.simulator.control.changeOrder(orderId, change);
