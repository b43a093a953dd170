/** The two simulated vendors by their control APIs, and by the vendors' own APIs where that is what a merchant sees. */
import type { BuiltOrder } from '../../../src/simulators/bigcommerce/order-builder';
import type { Fault } from '../../../src/simulators/core/faults';
import type { ledger as storeLedger } from '../../../src/simulators/bigcommerce/ledger';
import type { RequestEntry } from '../../../src/simulators/core/request-log';
import type { ProductSeed } from '../../../src/simulators/brightpearl/seeds/catalog';
import type { Switches } from '../../../src/simulators/brightpearl/switches';
import type { ledger, ordersWithParts } from '../../../src/simulators/brightpearl/ledger';
import type { Addresses } from './dev-process';
import { must } from './http';

type StoreLedger = ReturnType<typeof storeLedger>;
export type Ledger = ReturnType<typeof ledger>;
export type LedgerOrder = ReturnType<typeof ordersWithParts>[number];
type Fields = Readonly<Record<string, unknown>>;

interface RequestCounts {
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly requests: readonly RequestEntry[];
}

class Side {
  constructor(readonly url: string) {}

  protected control<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    return must<Body>(method, `${this.url}/_sim/${path}`, body === undefined ? {} : { body });
  }

  fault(fault: Fault): Promise<{ readonly id: string }> {
    return this.control('POST', 'faults', fault);
  }

  clearFaults(): Promise<void> {
    return this.control('DELETE', 'faults');
  }

  requests(): Promise<RequestCounts> {
    return this.control('GET', 'requests');
  }

  forgetRequests(): Promise<void> {
    return this.control('DELETE', 'requests');
  }

  /** From now on its time goes this many times as fast. */
  clockScale(scale: number): Promise<void> {
    return this.control('POST', 'clock', { scale });
  }

  webhookFaults(chances: { readonly drop?: number; readonly duplicate?: number }): Promise<void> {
    return this.control('POST', 'webhook-faults', chances);
  }

  /** Waits until every webhook on its way was tried. */
  flushWebhooks(): Promise<void> {
    return this.control('POST', 'webhooks/flush', {});
  }

  async deliveries(): Promise<readonly { readonly state: string; readonly body: string }[]> {
    const { deliveries } = await this.control<{ deliveries: { state: string; body: string }[] }>('GET', 'webhooks');
    return deliveries;
  }
}

export class StoreSide extends Side {
  /** Ids of the orders that were placed so far. */
  readonly placed: number[] = [];

  constructor(private readonly where: Addresses['bigcommerce']) {
    super(where.url);
  }

  async place(order: BuiltOrder & { readonly historical?: boolean }): Promise<number> {
    const { id } = await this.control<{ id: number }>('POST', 'orders', order);
    this.placed.push(id);
    return id;
  }

  /** Every order after the sale, past the store's quota. */
  async ledger(): Promise<StoreLedger['orders']> {
    return (await this.control<StoreLedger>('GET', 'ledger')).orders;
  }

  edit(id: number, edit: { order?: Fields; taxes?: readonly Fields[]; transactions?: readonly Fields[] }) {
    return this.control<unknown>('POST', `orders/${id}`, edit);
  }

  order(id: number): Promise<Fields> {
    return this.ask(`v2/orders/${id}`);
  }

  async metafields(id: number): Promise<readonly { namespace: string; key: string; value: string }[]> {
    return (await this.ask<{ data: { namespace: string; key: string; value: string }[] }>(`v3/orders/${id}/metafields`))
      .data;
  }

  async transactions(id: number): Promise<readonly { id: number; event: string }[]> {
    return (await this.ask<{ data: { id: number; event: string }[] }>(`v3/orders/${id}/transactions`)).data;
  }

  /** The id of the line of a SKU. */
  async lineOf(id: number, sku: string): Promise<number> {
    const lines = await this.ask<readonly { readonly id: number; readonly sku: string }[]>(`v2/orders/${id}/products`);
    return lines.find((line) => line.sku === sku)?.id ?? 0;
  }

  /** A shopper buys what the storefront has; the order's id. */
  async checkout(sku: string, quantity: number): Promise<number> {
    return (await this.control<{ id: number }>('POST', 'checkout', { lines: [{ sku, quantity }] })).id;
  }

  setInventorySettings(settings: Fields): Promise<unknown> {
    return this.control('POST', 'inventory/settings', { settings });
  }

  /** Somebody else sets a level, by hand or with another app. */
  setLevel(sku: string, quantity: number): Promise<unknown> {
    return this.control('POST', 'inventory', { sku, quantity });
  }

  /** What a shopper can buy of each SKU. */
  async levels(): Promise<Readonly<Record<string, number>>> {
    const { levels } = await this.control<{ levels: { sku: string; availableToSell: number }[] }>('GET', 'levels');
    return Object.fromEntries(levels.map(({ sku, availableToSell }) => [sku, availableToSell]));
  }

  async level(sku: string): Promise<number | undefined> {
    return (await this.levels())[sku];
  }

  /** As BigCommerce's own API tells it. */
  async onHand(sku: string): Promise<number | undefined> {
    type Item = { readonly locations: readonly { readonly total_inventory_onhand: number }[] };
    const { data } = await this.ask<{ data: Item[] }>(`v3/inventory/items?sku:in=${sku}`);
    return data[0]?.locations[0]?.total_inventory_onhand;
  }

  async variant(sku: string): Promise<{ readonly variantId: number; readonly productId: number }> {
    const { data } = await this.ask<{ data: { id: number; product_id: number }[] }>(`v3/catalog/variants?sku=${sku}`);
    return { variantId: data[0]?.id ?? 0, productId: data[0]?.product_id ?? 0 };
  }

  addProduct(product: Fields): Promise<unknown> {
    return this.control('POST', 'products', product);
  }

  changeProduct(id: number, change: Fields): Promise<unknown> {
    return this.control('POST', `products/${id}`, change);
  }

  deleteProduct(id: number): Promise<unknown> {
    return this.control('POST', `products/${id}/delete`);
  }

  private ask<Body>(path: string): Promise<Body> {
    return must(`GET`, `${this.url}/stores/${this.where.storeHash}/${path}`, {
      headers: { 'x-auth-token': this.where.token },
    });
  }
}

export class AccountSide extends Side {
  ledger(): Promise<Ledger> {
    return this.control('GET', 'ledger');
  }

  /** The sales orders made of one BigCommerce order. */
  async salesOrdersOf(storeHash: string, orderId: number): Promise<LedgerOrder[]> {
    const { orders } = await this.control<{ orders: LedgerOrder[] }>('GET', 'orders');
    const ref = `${storeHash}-${orderId}`;
    return orders.filter(({ externalRef }) => externalRef === ref || externalRef?.startsWith(`${ref}-`));
  }

  addProduct(product: ProductSeed): Promise<unknown> {
    return this.control('POST', 'products', product);
  }

  /** What staff do in Brightpearl's own screens. */
  staffEdit(id: number, edit: Fields): Promise<unknown> {
    return this.control('POST', `sales-orders/${id}`, edit);
  }

  /** Staff count a shelf: so much can be sold from now on. */
  count(sku: string, onHand: number, warehouseId = 2): Promise<unknown> {
    return this.control('POST', 'stock', { sku, warehouseId, onHand });
  }

  /** Staff type in an order of another channel, and reserve for it. */
  async sellElsewhere(productId: number, quantity: number): Promise<void> {
    const rows = [{ productId, quantity, taxCode: 'T', net: 10 }];
    const order = { customerId: 304, statusId: 3, warehouseId: 2, channelId: 5, rows };
    const { id } = await this.control<{ id: number }>('POST', 'sales-orders', order);
    await this.control('POST', `sales-orders/${id}/reservation`, {});
  }

  /** The warehouse packs for a sales order; the note's id. */
  async note(salesOrderId: number, more: Fields = {}): Promise<number> {
    return (await this.control<{ id: number }>('POST', 'goods-out-notes', { salesOrderId, ...more })).id;
  }

  /** Prints, picks, packs or ships a note; without an action: changes it. */
  changeNote(id: number, action: '' | 'print' | 'pack' | 'ship', changes: Fields = {}): Promise<unknown> {
    return this.control('POST', action === '' ? `goods-out-notes/${id}` : `goods-out-notes/${id}/${action}`, changes);
  }

  destroyNote(id: number): Promise<unknown> {
    return this.control('DELETE', `goods-out-notes/${id}`);
  }

  /** A supplier is to send what a sales order is for; the note's id. */
  async dropShipNote(salesOrderId: number, more: Fields = {}): Promise<number> {
    return (await this.control<{ id: number }>('POST', 'drop-ship-notes', { salesOrderId, ...more })).id;
  }

  async productId(sku: string): Promise<number> {
    type Levels = { readonly levels: readonly { readonly productId: number }[] };
    return (await this.control<Levels>('GET', `stock?sku=${sku}`)).levels[0]?.productId ?? 0;
  }

  setSwitches(switches: Partial<Switches>): Promise<unknown> {
    return this.control('POST', 'switches', switches);
  }
}
