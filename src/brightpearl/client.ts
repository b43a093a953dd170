/** One account's API. It knows HTTP and Brightpearl's shapes; what the answers mean for an order is not its business. */
import type { HttpClient } from '../http/http-client';
import { attributesResource } from './attributes';
import { contactsResource } from './contacts';
import { goodsInResource } from './goods-in-notes';
import { submit, type Message } from './messages';
import { submitTogether, type MessageOutcome, type MultiMessageOptions } from './multi-message';
import { ordersResource } from './orders';
import { paymentsResource } from './payments';
import { pricesResource } from './prices';
import { productsResource } from './products';
import { referenceDataResource } from './reference-data';
import { reservationsResource } from './reservations';
import { salesCreditsResource } from './sales-credits';
import { salesOrdersResource } from './sales-orders';
import { stockResource } from './stock';
import { createTransport, type BrightpearlOptions, type CallOptions } from './transport';
import { webhooksResource } from './webhooks';

export interface BrightpearlClient {
  /** Account code. */
  readonly account: string;
  readonly salesOrders: ReturnType<typeof salesOrdersResource>;
  readonly salesCredits: ReturnType<typeof salesCreditsResource>;
  readonly goodsIn: ReturnType<typeof goodsInResource>;
  readonly orders: ReturnType<typeof ordersResource>;
  readonly contacts: ReturnType<typeof contactsResource>;
  readonly payments: ReturnType<typeof paymentsResource>;
  readonly reservations: ReturnType<typeof reservationsResource>;
  readonly products: ReturnType<typeof productsResource>;
  readonly prices: ReturnType<typeof pricesResource>;
  readonly attributes: ReturnType<typeof attributesResource>;
  readonly stock: ReturnType<typeof stockResource>;
  readonly referenceData: ReturnType<typeof referenceDataResource>;
  readonly webhooks: ReturnType<typeof webhooksResource>;
  /** Any write that no resource has a method for. */
  submit<T>(message: Message<T>, options?: CallOptions): Promise<T>;
  /** Up to ten writes in one request. */
  submitTogether<T>(messages: readonly Message<T>[], options: MultiMessageOptions): Promise<MessageOutcome<T>[]>;
  /**
   * Runs `work` with a client that has room for `requests` requests in the budget.
   * @throws RemoteError `throttled` when there is none now.
   */
  withRoom<T>(requests: number, work: (client: BrightpearlClient) => Promise<T>, options?: CallOptions): Promise<T>;
}

export const createBrightpearlClient = (options: BrightpearlOptions): BrightpearlClient =>
  clientOver(createTransport(options));

function clientOver(http: HttpClient): BrightpearlClient {
  return {
    account: http.scope,
    salesOrders: salesOrdersResource(http),
    salesCredits: salesCreditsResource(http),
    goodsIn: goodsInResource(http),
    orders: ordersResource(http),
    contacts: contactsResource(http),
    payments: paymentsResource(http),
    reservations: reservationsResource(http),
    products: productsResource(http),
    prices: pricesResource(http),
    attributes: attributesResource(http),
    stock: stockResource(http),
    referenceData: referenceDataResource(http),
    webhooks: webhooksResource(http),
    submit: (message, options) => submit(http, message, options),
    submitTogether: (messages, options) => submitTogether(http, messages, options),
    withRoom: (requests, work, options) => http.withRoom(requests, (room) => work(clientOver(room)), options),
  };
}
