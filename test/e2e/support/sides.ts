/** The two simulated vendors by their control APIs, and by the vendors' own APIs where that is what a merchant sees. */
import type { BuiltOrder } from '../../../src/simulators/bigcommerce/order-builder';
import type { Fault } from '../../../src/simulators/core/faults';
import type { RequestEntry } from '../../../src/simulators/core/request-log';
import type { ProductSeed } from '../../../src/simulators/brightpearl/seeds/catalog';
import type { Switches } from '../../../src/simulators/brightpearl/switches';
import type { ledger, ordersWithParts } from '../../../src/simulators/brightpearl/ledger';
import type { Addresses } from './dev-process';
import { must } from './http';

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
  constructor(private readonly where: Addresses['bigcommerce']) {
    super(where.url);
  }

  async place(order: BuiltOrder & { readonly historical?: boolean }): Promise<number> {
    return (await this.control<{ id: number }>('POST', 'orders', order)).id;
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

  setSwitches(switches: Partial<Switches>): Promise<unknown> {
    return this.control('POST', 'switches', switches);
  }
}
