import type { Account } from '../account';
import type { Order } from '../records';
import { column, type Row, type SearchSource } from '../search/columns';
import { paymentStatus } from './amounts';
import { shippingStatus, stockStatus, type StockStatusCode } from './stock-status';

const TYPE_IDS = { SO: 1, PO: 2, SC: 3, PC: 4 } as const;

const PAYMENT_STATUS_IDS = { UNPAID: 1, PARTIALLY_PAID: 2, PAID: 3, NOT_APPLICABLE: 5 } as const;

const STOCK_STATUS_IDS: Readonly<Record<StockStatusCode, number>> = {
  SON: 1,
  SOP: 2,
  SOA: 3,
  PON: 4,
  POP: 5,
  POA: 6,
  SCN: 7,
  SCP: 8,
  SCA: 9,
  PCN: 10,
  PCP: 11,
  PCA: 12,
  NON: 13,
};

const SHIPPING_STATUS_IDS = { NST: 1, SNS: 2, SPS: 3, ASS: 4 } as const;

const ORDER_TYPE_NAMES = { 1: 'SALES_ORDER', 2: 'PURCHASE_ORDER', 3: 'SALES_CREDIT', 4: 'PURCHASE_CREDIT' };
const PAYMENT_STATUS_NAMES = { 1: 'UNPAID', 2: 'PARTIALLY_PAID', 3: 'PAID', 5: 'NOT_APPLICABLE' };
const STOCK_STATUS_NAMES = {
  1: 'Sales Order Not Fulfilled',
  2: 'Sales Order Part Fulfilled',
  3: 'Sales Order All Fulfilled',
  4: 'Purchase Order Not Received',
  5: 'Purchase Order Part Received',
  6: 'Purchase Order All Received',
  7: 'Sales Credit Not Received',
  8: 'Sales Credit Part Received',
  9: 'Sales Credit All Received',
  10: 'Purchase Credit Not Returned',
  11: 'Purchase Credit Part Returned',
  12: 'Purchase Credit All Returned',
  13: 'Unset',
};
const SHIPPING_STATUS_NAMES = {
  1: 'No stock tracked products on order',
  2: 'Stock not shipped',
  3: 'Stock part shipped',
  4: 'All stock shipped',
};

/** `order-search`: orders and credits of all kinds. The channel is called departmentId here, the reference customerRef. */
export const orderSearch = (account: Account): SearchSource => ({
  name: 'order-search',
  columns: [
    column('orderId', 'IDSET'),
    column('orderTypeId', 'IDSET', { referenceData: ['orderTypeNames'] }),
    column('contactId', 'INTEGER'),
    column('orderStatusId', 'INTEGER', { referenceData: ['orderStatusNames'] }),
    column('orderStockStatusId', 'INTEGER', { referenceData: ['orderStockStatusNames'] }),
    column('createdOn', 'PERIOD'),
    column('createdById', 'INTEGER'),
    column('customerRef', 'STRING'),
    column('orderPaymentStatusId', 'INTEGER', { referenceData: ['orderPaymentStatusNames'] }),
    column('updatedOn', 'PERIOD'),
    column('parentOrderId', 'IDSET'),
    column('orderShippingStatusId', 'INTEGER', { referenceData: ['orderShippingStatusNames'] }),
    column('externalRef', 'STRING'),
    column('installedIntegrationInstanceId', 'INTEGER'),
    column('warehouseId', 'IDSET'),
    column('staffOwnerContactId', 'INTEGER'),
    column('taxDate', 'PERIOD'),
    column('departmentId', 'INTEGER'),
    column('deliveryDate', 'PERIOD'),
  ],
  filters: [
    column('placedOn', 'PERIOD'),
    column('shippingMethodId', 'INTEGER'),
    column('projectId', 'INTEGER'),
    column('leadSourceId', 'INTEGER'),
    column('isClosed', 'BOOLEAN'),
  ],
  references: (rows) => ({
    orderShippingStatusNames: namesOf(rows, 'orderShippingStatusId', SHIPPING_STATUS_NAMES),
    orderTypeNames: ORDER_TYPE_NAMES,
    orderPaymentStatusNames: namesOf(rows, 'orderPaymentStatusId', PAYMENT_STATUS_NAMES),
    orderStockStatusNames: namesOf(rows, 'orderStockStatusId', STOCK_STATUS_NAMES),
    orderStatusNames: namesOf(rows, 'orderStatusId', statusNames(account)),
  }),
});

/** `sales-order-search`: sales orders alone, with codes in place of most ids. */
export const salesOrderSearch = (account: Account): SearchSource => ({
  name: 'sales-order-search',
  columns: [
    column('salesOrderId', 'IDSET'),
    column('customerId', 'INTEGER'),
    column('orderStatusId', 'INTEGER', { referenceData: ['orderStatusNames'] }),
    column('orderStockStatus', 'STRING'),
    column('createdOn', 'PERIOD'),
    column('createdById', 'INTEGER'),
    column('customerRef', 'STRING'),
    column('orderPaymentStatus', 'STRING'),
    column('updatedOn', 'PERIOD'),
    column('orderShippingStatus', 'STRING'),
    column('externalRef', 'STRING'),
    column('installedIntegrationInstanceId', 'INTEGER'),
    column('warehouseId', 'IDSET'),
    column('staffOwnerId', 'INTEGER'),
    column('taxDate', 'PERIOD'),
    column('channelId', 'INTEGER'),
    column('deliveryDate', 'PERIOD'),
  ],
  filters: [column('productIds', 'IDSET'), column('customerRefs', 'STRING_SET')],
  references: (rows) => ({ orderStatusNames: namesOf(rows, 'orderStatusId', statusNames(account)) }),
});

/** Writes the order as it is now into both searches; one that is gone disappears. */
export function indexOrder(account: Account, order: Order): void {
  const exists = account.state.orders.has(order.id);
  account.index('order-search', order.id, exists ? orderRow(account, order) : undefined);
  if (order.type !== 'SO') return;
  account.index('sales-order-search', order.id, exists ? salesOrderRow(account, order) : undefined);
}

const sharedCells = (order: Order): Row => ({
  orderStatusId: order.statusId,
  createdOn: order.createdOn,
  createdById: order.createdById,
  customerRef: order.ref,
  updatedOn: order.updatedOn ?? null,
  externalRef: order.externalRef ?? null,
  installedIntegrationInstanceId: order.instanceId ?? null,
  warehouseId: order.warehouseId,
  taxDate: order.taxDate ?? null,
  deliveryDate: order.delivery.date ?? null,
});

const orderRow = (account: Account, order: Order): Row => ({
  ...sharedCells(order),
  orderId: order.id,
  orderTypeId: TYPE_IDS[order.type],
  contactId: order.customerId,
  orderStockStatusId: STOCK_STATUS_IDS[stockStatus(account, order)],
  orderPaymentStatusId: PAYMENT_STATUS_IDS[paymentStatus(account, order)],
  parentOrderId: order.parentId,
  orderShippingStatusId: SHIPPING_STATUS_IDS[shippingStatus(account, order)],
  staffOwnerContactId: order.staffOwnerId,
  departmentId: order.channelId,
  placedOn: order.placedOn,
  shippingMethodId: order.delivery.shippingMethodId,
  projectId: order.projectId,
  leadSourceId: order.leadSourceId,
  isClosed: order.closedOn !== undefined,
});

const salesOrderRow = (account: Account, order: Order): Row => ({
  ...sharedCells(order),
  salesOrderId: order.id,
  customerId: order.customerId,
  orderStockStatus: stockStatus(account, order),
  orderPaymentStatus: paymentStatus(account, order),
  orderShippingStatus: shippingStatus(account, order),
  staffOwnerId: order.staffOwnerId,
  channelId: order.channelId,
  productIds: order.rows.map((row) => row.productId),
  customerRefs: order.ref,
});

const statusNames = (account: Account): Readonly<Record<number, string>> =>
  Object.fromEntries(account.state.lists.statuses.map(({ statusId, name }) => [statusId, name]));

/** The part of a map that the rows shown use. */
function namesOf(
  rows: readonly Row[],
  columnName: string,
  names: Readonly<Record<number, string>>,
): Record<string, string> {
  const used = new Set(rows.map((row) => String(row[columnName])));
  return Object.fromEntries(Object.entries(names).filter(([id]) => used.has(id)));
}
