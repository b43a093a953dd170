/** The third act of the demo: a parcel leaves and its buyer learns the tracking number; a unit is refunded to the cent. */
import { money } from '../domain/money';
import type { LineItem } from '../simulators/bigcommerce/state';
import { sceneTable } from './demo-table';
import { until } from './demo-wait';
import { actInBrightpearl, storeOf, worldOf } from './demo-world';
import type { EmbeddedConnector } from './embedded-connector';
import type { CliIo } from './io';

/** One thing that happened to an order after it was sold, and what came of it on the other side. */
export interface AfterSaleScene {
  readonly orderId: number;
  readonly what: string;
  readonly outcome: string;
  /** Until the other side showed it. */
  readonly seconds: number;
}

const TRACKING = '1Z999AA10123456784';

/** @param orderIds two orders at rest; the first is shipped, of the second a unit is refunded */
export async function playAfterSale(
  io: CliIo,
  running: EmbeddedConnector,
  [shipped, refunded]: readonly [number, number],
): Promise<AfterSaleScene[]> {
  const scenes = [await ship(running, shipped), await refund(running, refunded)];
  io.out(tableOf(scenes));
  return scenes;
}

/** The warehouse packs and sends all of it in Brightpearl; the store tells the buyer. */
async function ship(running: EmbeddedConnector, orderId: number): Promise<AfterSaleScene> {
  const { state } = worldOf(running).bigcommerce.simulator;
  const startedAt = Date.now();
  const note = { salesOrderId: salesOrderOf(running, orderId).id, reference: TRACKING, ship: true };
  await actInBrightpearl(running, 'goods-out-notes', note, 'The goods-out note');
  const shipment = () => state.orders.get(orderId)?.shipments[0];
  await until(`order ${orderId} shipped in the store`, () => shipment() !== undefined);
  const seconds = (Date.now() - startedAt) / 1_000;
  const outcome = `the store ships it with tracking ${String(shipment()?.['tracking_number'])}`;
  return { orderId, what: 'a parcel leaves the warehouse', outcome, seconds };
}

/** Staff give the money of one unit back in BigCommerce. */
async function refund(running: EmbeddedConnector, orderId: number): Promise<AfterSaleScene> {
  const { control, state } = worldOf(running).bigcommerce.simulator;
  const [line] = state.orders.get(orderId)?.consignments.shipping.flatMap(({ line_items: items }) => items) ?? [];
  if (!line) throw new Error(`Order ${orderId} has no line to refund`);
  const before = salesOrderOf(running, orderId);
  const startedAt = Date.now();
  const amount = money(String(control.refundOrder(orderId, { items: [oneOf(line)] })['total_amount']));
  const isPaidBack = (): boolean => {
    const { total, paid } = salesOrderOf(running, orderId);
    return money(before.total).minus(total).equals(amount) && money(before.paid).minus(paid).equals(amount);
  };
  await until(`the refund of order ${orderId} in Brightpearl`, isPaidBack);
  const seconds = (Date.now() - startedAt) / 1_000;
  const outcome = `sales order ${before.id} is worth, and paid, ${amount.toFixed(2)} less`;
  return { orderId, what: `a unit is refunded: ${amount.toFixed(2)}`, outcome, seconds };
}

const oneOf = ({ id }: LineItem) => ({ item_type: 'PRODUCT' as const, item_id: id, quantity: 1 });

function salesOrderOf(running: EmbeddedConnector, orderId: number) {
  const ref = `${storeOf(running)}-${orderId}`;
  const { salesOrders } = worldOf(running).brightpearl.simulator.ledger();
  const found = salesOrders.find(({ externalRef }) => externalRef === ref);
  if (!found) throw new Error(`There is no sales order ${ref}`);
  return found;
}

function tableOf(scenes: readonly AfterSaleScene[]): string {
  const rows = scenes.map(({ orderId, what, outcome, seconds }) => [orderId, what, outcome, seconds.toFixed(1)]);
  const head = ['Order', 'What happened', 'What came of it', 'Seconds'];
  return `${sceneTable(head, ['right', 'left', 'left', 'right'], rows)}\n`;
}
