/** The warehouse in Brightpearl, and what of it shows in the store: shipments, the order's status, the customer's mails. */
import { must } from './http';
import type { World } from './world';

type Fields = Readonly<Record<string, unknown>>;

/** Units by SKU. */
export type Units = Readonly<Record<string, number>>;

/** What a shopper sees of an order after the sale. */
export interface Shown {
  readonly status: number;
  readonly shipments: readonly { readonly units: Units; readonly tracking: string }[];
  /** About shipments and statuses, oldest first. */
  readonly mails: readonly string[];
}

interface Line extends Fields {
  readonly id: number;
  readonly sku: string;
}

export class Warehouse {
  constructor(
    private readonly world: World,
    readonly orderId: number,
    readonly salesOrderId: number,
  ) {}

  /** Brightpearl's own screens. */
  staff<Body = { id: number }>(method: string, path: string, body?: unknown): Promise<Body> {
    return must(method, `${this.world.account.url}/_sim/${path}`, body === undefined ? {} : { body });
  }

  /** A note of these units, or of all that is left, that leaves at once. */
  async ships(units?: Units, more: Fields = {}): Promise<number> {
    const rows = units ? { rows: rowsOf(units) } : {};
    const { salesOrderId } = this;
    return (await this.staff('POST', 'goods-out-notes', { salesOrderId, ship: true, ...rows, ...more })).id;
  }

  /** A supplier sends these units to the customer. */
  async supplierShips(units: Units): Promise<void> {
    const { salesOrderId } = this;
    await this.staff('POST', 'drop-ship-notes', { salesOrderId, rows: rowsOf(units), ship: true });
  }

  /** Staff ship units in the store's control panel. */
  async storeShips(units: Units): Promise<void> {
    const [consignment] = await this.consignments();
    const items = (consignment?.lines ?? []).flatMap(({ id, sku }) =>
      units[sku] === undefined ? [] : [{ order_product_id: id, quantity: units[sku] }],
    );
    await this.ask('POST', 'shipments', { order_address_id: consignment?.id, items });
  }

  async shown(): Promise<Shown> {
    const [order, consignments, shipments] = await Promise.all([
      this.world.store.order(this.orderId),
      this.consignments(),
      this.ask<readonly Fields[] | ''>('GET', 'shipments'),
    ]);
    const skus = new Map(consignments.flatMap(({ lines }) => lines.map(({ id, sku }) => [id, sku] as const)));
    return {
      status: Number(order['status_id']),
      shipments: (shipments === '' ? [] : shipments).map((shipment) => ({
        units: Object.fromEntries(
          (shipment['items'] as readonly { order_product_id: number; quantity: number }[]).map((item) => [
            skus.get(item.order_product_id) ?? '',
            item.quantity,
          ]),
        ),
        tracking: String(shipment['tracking_number']),
      })),
      mails: await this.mails(),
    };
  }

  private async mails(): Promise<string[]> {
    type Mails = { readonly mails: readonly { readonly orderId: number; readonly kind: string }[] };
    const { mails } = await must<Mails>('GET', `${this.world.store.url}/_sim/mails`);
    return mails.flatMap(({ orderId, kind }) =>
      orderId === this.orderId && kind !== 'order-confirmation' ? [kind] : [],
    );
  }

  private async consignments(): Promise<{ readonly id: number; readonly lines: readonly Line[] }[]> {
    type Order = { readonly consignments: { readonly shipping: readonly { id: number; line_items: Line[] }[] } };
    const query = '?include=consignments.line_items&consignment_structure=object';
    const { consignments } = await this.ask<Order>('GET', query);
    return consignments.shipping.map(({ id, line_items: lines }) => ({ id, lines }));
  }

  private ask<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const { url, storeHash, token } = this.world.where.bigcommerce;
    const of = path.startsWith('?') ? path : `/${path}`;
    return must(method, `${url}/stores/${storeHash}/v2/orders/${this.orderId}${of}`, {
      headers: { 'x-auth-token': token },
      ...(body === undefined ? {} : { body }),
    });
  }
}

const rowsOf = (units: Units) => Object.entries(units).map(([sku, quantity]) => ({ sku, quantity }));
