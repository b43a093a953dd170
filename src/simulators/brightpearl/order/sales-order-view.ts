import type { Account } from '../account';
import { fourDigits, sixDigits, twoDigits } from '../decimals';
import type { Order, OrderRow } from '../records';
import { orderTotals, paymentStatus } from './amounts';
import { taxAt, taxCodeOf } from './order-rows';
import { allocationStatus, shippingStatus, stockStatus } from './stock-status';

/** An order as `GET sales-order` and `GET sales-credit` show it; undefined members are left out of the JSON. */
export function salesOrderView(account: Account, order: Order) {
  const { date, address, shippingMethodId } = order.delivery;
  return {
    id: order.id,
    version: order.version,
    customer: { id: order.customerId, address: order.customerAddress },
    billing: order.billing,
    ref: order.ref,
    externalRef: order.externalRef,
    installedIntegrationInstanceId: order.instanceId,
    placedOn: account.time(order.placedOn),
    taxDate: account.optionalTime(order.taxDate),
    parentId: order.parentId || undefined,
    createdOn: account.time(order.createdOn),
    createdById: order.createdById,
    updatedOn: account.optionalTime(order.updatedOn),
    statusId: order.statusId,
    isCanceled: order.statusId === account.state.lists.cancelledStatusId,
    warehouseId: order.warehouseId,
    channelId: order.channelId,
    leadSourceId: order.leadSourceId || undefined,
    projectId: order.projectId || undefined,
    teamId: order.teamId || undefined,
    staffOwnerId: order.staffOwnerId || undefined,
    priceListId: order.priceListId,
    priceModeCode: order.priceModeCode,
    currency: { ...order.currency, exchangeRate: sixDigits(order.currency.exchangeRate) },
    delivery: { date: account.optionalTime(date), address, shippingMethodId },
    total: totalsView(account, order),
    orderPaymentStatus: paymentStatus(account, order),
    allocationStatusCode: allocationStatus(account, order),
    stockStatusCode: stockStatus(account, order),
    shippingStatusCode: shippingStatus(account, order),
    invoice: { invoiceReference: order.invoiceReference, taxDate: account.optionalTime(order.taxDate) },
    rows: account.shuffled(order.rows).map((row) => rowView(account, row)),
  };
}

export function totalsView(account: Account, order: Order) {
  const { net, tax, gross, baseNet, baseTax, baseGross } = orderTotals(account, order);
  return {
    net: twoDigits(net),
    tax: twoDigits(tax),
    gross: twoDigits(gross),
    baseNet: twoDigits(baseNet),
    baseTax: twoDigits(baseTax),
    baseGross: twoDigits(baseGross),
  };
}

const rowView = (account: Account, row: OrderRow) => ({
  id: row.id,
  productId: row.productId,
  sku: row.sku,
  name: row.name,
  quantity: fourDigits(row.quantity),
  taxCode: row.taxCode,
  net: fourDigits(row.net),
  tax: twoDigits(row.tax),
  nominalCode: row.nominalCode,
  externalRef: row.externalRef,
  productPrice: '0.0000',
  discountPercentage: '0.00',
  sequence: row.sequence,
  bundleParent: row.bundleParent,
  bundleChild: row.bundleChild,
  parentRowId: row.parentRowId,
  taxClassId: taxCodeOf(account, row.taxCode).id,
  taxCalculator: taxCalculator(account, row),
  clonedFromId: row.clonedFromId,
});

/** A tax that Brightpearl would have worked out itself does not show as manual. */
export const taxCalculator = (account: Account, row: OrderRow): 'brightpearl' | 'manual' =>
  row.taxCalculator ?? (taxAt(taxCodeOf(account, row.taxCode), row.net).equals(row.tax) ? 'brightpearl' : 'manual');
