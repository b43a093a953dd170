import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { SimClock } from '../core/clock';
import type { WebhookDispatcher } from '../core/webhook-dispatcher';
import { baseVariantOf, type StockItem, type Variant } from './catalog-book';
import type { ApiClient, ApiClients } from './clients';
import { unixSeconds } from './dates';
import { scopeTakes } from './event-scopes';
import { statusIdOf, type Fields, type Hook, type Metafield, type StoreState, type StoredOrder } from './state';
import type { BigCommerceSwitches } from './switches';

interface EventSenderParts {
  readonly storeHash: string;
  readonly storeId: number;
  readonly clock: SimClock;
  readonly clients: ApiClients;
  readonly state: StoreState;
  readonly switches: BigCommerceSwitches;
  readonly webhooks: WebhookDispatcher;
}

export interface StockChange {
  readonly byOrder: boolean;
  readonly method: 'absolute' | 'relative';
  /** The new level, or for `relative` the difference. */
  readonly value: number;
}

/** Turns what happened in the store into callbacks: thin payloads, one per hook that takes the event. */
export class EventSender {
  readonly #parts: EventSenderParts;
  #messages = 0;

  constructor(parts: EventSenderParts) {
    this.#parts = parts;
  }

  order(order: StoredOrder, event: 'created' | 'updated' | 'archived'): void {
    this.emit(`store/order/${event}`, { type: 'order', id: order.id }, channelOf(order));
  }

  statusUpdated(order: StoredOrder, previousStatusId: number): void {
    const status = { previous_status_id: previousStatusId, new_status_id: statusIdOf(order) };
    const more = this.#parts.switches.statusUpdatedCarriesStatus ? { status } : {};
    this.emit('store/order/statusUpdated', { type: 'order', id: order.id, ...more }, channelOf(order));
  }

  transactionCreated(order: StoredOrder, transaction: Fields): void {
    const data = {
      type: 'transaction',
      order_id: String(order.id),
      transaction_id: String(transaction['id']),
      transaction_type: String(transaction['event']),
      transaction_status: String(transaction['status']),
      platform_transaction_id: String(transaction['id']),
      provider_transaction_id: String(transaction['gateway_transaction_id']),
    };
    this.emit('store/order/transaction/created', data, channelOf(order));
  }

  refundCreated(order: StoredOrder, refund: Fields): void {
    const data = { type: 'order', id: order.id, refund: { refund_id: refund['id'] } };
    this.emit('store/order/refund/created', data, channelOf(order));
  }

  shipment(order: StoredOrder, shipment: Fields, event: 'created' | 'updated' | 'deleted'): void {
    this.emit(`store/shipment/${event}`, { type: 'shipment', id: shipment['id'], orderId: order.id });
  }

  metafield(metafield: Metafield, event: 'created' | 'updated' | 'deleted'): void {
    const { id, resource, namespace } = metafield;
    const data = { metafield_id: id, resource_id: String(resource.id), namespace };
    this.emit(`store/${resource.type}/metafield/${event}`, data);
    this.emit(`store/metafield/${event}`, { ...data, resource_type: resource.type });
  }

  customer(customer: Fields, event: 'created' | 'updated'): void {
    const { id, origin_channel_id, channel_ids } = customer;
    this.emit(`store/customer/${event}`, { type: 'customer', id, origin_channel_id, channel_ids: channel_ids ?? [] });
  }

  product(productId: number, event: 'created' | 'updated' | 'deleted'): void {
    this.emit(`store/product/${event}`, { type: 'product', id: productId });
  }

  /** Base variants have no SKU of their own, and fire nothing. */
  sku({ id, skuId, product }: Variant, event: 'created' | 'updated' | 'deleted'): void {
    if (skuId === null) return;
    const sku = { product_id: product.id, variant_id: id };
    this.emit(`store/sku/${event}`, { type: 'sku', id: skuId, sku });
  }

  /** `sku` events are of variants that are tracked as such; a product without options fires `product` events. */
  stock({ product, variant }: StockItem, change: StockChange): void {
    const cause = change.byOrder ? 'inventory/order/updated' : 'inventory/updated';
    const inventory = { product_id: product.id, method: change.method, value: change.value };
    if (variant && variant.skuId !== null) {
      const data = { type: 'sku', id: variant.skuId, inventory: { ...inventory, variant_id: variant.id } };
      this.emit(`store/sku/${cause}`, data);
    } else {
      this.emit(`store/product/${cause}`, { type: 'product', id: product.id, inventory });
    }
  }

  stockAtLocation(
    { product, variant = baseVariantOf(product) }: StockItem,
    locationId: number,
    event: 'stock_changed' | 'low_stock_reached' | 'out_of_stock_reached' | 'settings_changed',
  ): void {
    const of = variant ? { variant_id: variant.id } : {};
    this.emit(`store/channel/*/inventory/product/${event}`, {
      ...of,
      product_id: product.id,
      location_id: locationId,
    });
  }

  /** To every hook that takes it. */
  emit(scope: string, data: Fields | readonly Fields[], channelId?: number): void {
    const now = this.#parts.clock.now();
    for (const hook of this.#parts.state.hooks.values()) {
      if (hook.isActive && hook.worksFrom <= now && scopeTakes(hook.scope, scope, channelId)) {
        this.#send(hook, this.#payload(scope, data, now));
      }
    }
  }

  #payload(scope: string, data: Fields | readonly Fields[], now: Date): string {
    const { storeHash, storeId } = this.#parts;
    const event = {
      scope,
      store_id: String(storeId),
      data,
      created_at: unixSeconds(now),
      producer: `stores/${storeHash}`,
    };
    const hashed = this.#parts.switches.webhookHashCovers === 'event' ? event : data;
    const hash = createHash('sha1').update(JSON.stringify(hashed)).digest('hex');
    return JSON.stringify({ ...event, hash });
  }

  #send(hook: Hook, body: string): void {
    const client = this.#parts.clients.byId(hook.clientId);
    if (!client) return;
    this.#messages += 1;
    const messageId = `msg_${this.#parts.storeHash}_${this.#messages}`;
    const plain = { 'Content-Type': 'application/json', ...hook.headers };
    const signed = client.kind === 'app' || this.#parts.switches.signStoreLevelHooks;
    this.#parts.webhooks.send({
      url: hook.destination,
      hookId: String(hook.id),
      body,
      headers: () => (signed ? { ...plain, ...signatureOf(client, messageId, body) } : plain),
    });
  }
}

/**
 * Standard Webhooks headers. The time is the real one: the receiver compares it with its own clock, which the simulated
 * clock does not move. The library takes the key in base64.
 */
function signatureOf(client: ApiClient, messageId: string, body: string): Record<string, string> {
  const now = new Date();
  const key = Buffer.from(client.clientSecret).toString('base64');
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(unixSeconds(now)),
    'webhook-signature': new Webhook(key).sign(messageId, now, body),
  };
}

const channelOf = (order: StoredOrder): number => Number(order.header['channel_id']);
