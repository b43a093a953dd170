/** One store's API. It knows HTTP and BigCommerce's shapes; what the answers mean for an order is not its business. */
import type { HttpClient } from '../http/http-client';
import { brandsResource } from './brands';
import { catalogResource } from './catalog';
import { catalogPricesResource } from './catalog-prices';
import { currenciesResource } from './currencies';
import { customerGroupsResource } from './customer-groups';
import { customersResource } from './customers';
import { readEmailStatuses, type BcEmailStatuses } from './email-statuses';
import { hooksResource } from './hooks';
import { inventoryResource } from './inventory';
import { metafieldsResource, productMetafieldsResource } from './metafields';
import { ordersResource, type OrdersResource } from './orders';
import { productOptionsResource } from './product-options';
import { productsResource } from './products';
import { refundsResource } from './refunds';
import { walkOrders, type OrderWalk, type WalkedOrders } from './order-walk';
import { paymentActionsResource } from './payment-actions';
import { priceListsResource } from './price-lists';
import { priceRecordsResource } from './price-records';
import { shipmentsResource } from './shipments';
import { storeInformationResource } from './store-information';
import { transactionsResource } from './transactions';
import { categoriesResource } from './categories';
import { createTransport, type BigCommerceOptions, type CallOptions } from './transport';

export interface BigCommerceClient {
  readonly storeHash: string;
  readonly orders: OrdersResource & {
    /** Every order changed since a moment, page by page, by key. */
    walk(walk: OrderWalk): AsyncGenerator<WalkedOrders, void, undefined>;
  };
  readonly shipments: ReturnType<typeof shipmentsResource>;
  readonly transactions: ReturnType<typeof transactionsResource>;
  readonly refunds: ReturnType<typeof refundsResource>;
  readonly paymentActions: ReturnType<typeof paymentActionsResource>;
  readonly metafields: ReturnType<typeof metafieldsResource>;
  readonly productMetafields: ReturnType<typeof productMetafieldsResource>;
  readonly customers: ReturnType<typeof customersResource>;
  readonly customerGroups: ReturnType<typeof customerGroupsResource>;
  readonly catalog: ReturnType<typeof catalogResource>;
  readonly products: ReturnType<typeof productsResource>;
  readonly productOptions: ReturnType<typeof productOptionsResource>;
  readonly brands: ReturnType<typeof brandsResource>;
  readonly categories: ReturnType<typeof categoriesResource>;
  readonly catalogPrices: ReturnType<typeof catalogPricesResource>;
  readonly priceLists: ReturnType<typeof priceListsResource>;
  readonly priceRecords: ReturnType<typeof priceRecordsResource>;
  readonly inventory: ReturnType<typeof inventoryResource>;
  readonly hooks: ReturnType<typeof hooksResource>;
  readonly store: ReturnType<typeof storeInformationResource>;
  readonly currencies: ReturnType<typeof currenciesResource>;
  /** What shoppers of a channel are mailed. */
  emailStatuses(channelId: number, options?: CallOptions): Promise<BcEmailStatuses>;
  /**
   * Runs `work` with a client that has room for `requests` requests in the budget.
   * @throws RemoteError `throttled` when there is none now.
   */
  withRoom<T>(requests: number, work: (client: BigCommerceClient) => Promise<T>, options?: CallOptions): Promise<T>;
}

export const createBigCommerceClient = (options: BigCommerceOptions): BigCommerceClient =>
  clientOver(createTransport(options));

function clientOver(http: HttpClient): BigCommerceClient {
  const orders = ordersResource(http);
  return {
    storeHash: http.scope,
    orders: { ...orders, walk: (walk) => walkOrders((request) => orders.list(request), walk) },
    shipments: shipmentsResource(http),
    transactions: transactionsResource(http),
    refunds: refundsResource(http),
    paymentActions: paymentActionsResource(http),
    metafields: metafieldsResource(http),
    productMetafields: productMetafieldsResource(http),
    customers: customersResource(http),
    customerGroups: customerGroupsResource(http),
    catalog: catalogResource(http),
    products: productsResource(http),
    productOptions: productOptionsResource(http),
    brands: brandsResource(http),
    categories: categoriesResource(http),
    catalogPrices: catalogPricesResource(http),
    priceLists: priceListsResource(http),
    priceRecords: priceRecordsResource(http),
    inventory: inventoryResource(http),
    hooks: hooksResource(http),
    store: storeInformationResource(http),
    currencies: currenciesResource(http),
    emailStatuses: (channelId, options) => readEmailStatuses(http, channelId, options),
    withRoom: (requests, work, options) => http.withRoom(requests, (room) => work(clientOver(room)), options),
  };
}
