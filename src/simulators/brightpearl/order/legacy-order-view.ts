import type { Account } from '../account';
import { countryView } from '../contact/countries';
import { fourDigits, sixDigits, twoDigits } from '../decimals';
import type { Address, Order, OrderRow } from '../records';
import { orderTotals, paymentStatus } from './amounts';
import { taxCodeOf } from './order-rows';
import { taxCalculator } from './sales-order-view';
import { allocationStatus, shippingStatus, stockStatus } from './stock-status';

/** An order as `GET order` shows it: the rows are a map, and 0 means unset. */
export function legacyOrderView(account: Account, order: Order) {
  const status = account.state.lists.statuses.find(({ statusId }) => statusId === order.statusId);
  return {
    id: order.id,
    parentOrderId: order.parentId,
    orderTypeCode: order.type,
    reference: order.ref,
    version: order.version,
    state: { tax: order.closedOn === undefined ? 'READY' : 'INVOICED' },
    orderStatus: { orderStatusId: order.statusId, name: status?.name },
    tax: { errors: [] },
    orderPaymentStatus: paymentStatus(account, order),
    stockStatusCode: stockStatus(account, order),
    allocationStatusCode: allocationStatus(account, order),
    shippingStatusCode: shippingStatus(account, order),
    placedOn: account.time(order.placedOn),
    createdOn: account.time(order.createdOn),
    updatedOn: account.optionalTime(order.updatedOn),
    closedOn: account.optionalTime(order.closedOn),
    createdById: order.createdById,
    priceListId: order.priceListId,
    priceModeCode: order.priceModeCode,
    delivery: {
      deliveryDate: account.optionalTime(order.delivery.date),
      shippingMethodId: order.delivery.shippingMethodId,
    },
    invoices: [invoice(account, order)],
    currency: {
      accountingCurrencyCode: account.state.lists.baseCurrency,
      orderCurrencyCode: order.currency.code,
      exchangeRate: sixDigits(order.currency.exchangeRate),
      fixedExchangeRate: order.currency.fixedExchangeRate,
    },
    totalValue: totalValue(account, order),
    assignment: { current: assignment(order) },
    parties: parties(order),
    orderRows: Object.fromEntries(order.rows.map((row) => [row.id, legacyRowView(account, order, row)])),
    warehouseId: order.warehouseId,
    externalRef: order.externalRef,
    installedIntegrationInstanceId: order.instanceId,
    acknowledged: 0,
    costPriceListId: 0,
    historicalOrder: false,
    isDropship: isDropShip(account, order),
    orderWeighting: 100,
  };
}

/** A purchase order whose goods go to the customer. */
const isDropShip = (account: Account, { id }: Order): boolean =>
  [...account.state.dropShipNotes.values()].some(({ purchaseOrderId }) => purchaseOrderId === id);

/** Empty until there is one. */
const invoice = (account: Account, { invoiceReference, closedOn, taxDate }: Order) => ({
  invoiceReference,
  ...(closedOn !== undefined && { taxDate: account.optionalTime(taxDate), dueDate: account.optionalTime(taxDate) }),
});

function totalValue(account: Account, order: Order) {
  const { net, tax, gross, baseNet, baseTax, baseGross } = orderTotals(account, order);
  return {
    net: twoDigits(net),
    taxAmount: twoDigits(tax),
    baseNet: twoDigits(baseNet),
    baseTaxAmount: twoDigits(baseTax),
    baseTotal: twoDigits(baseGross),
    total: twoDigits(gross),
  };
}

const assignment = (order: Order) => ({
  staffOwnerContactId: order.staffOwnerId,
  projectId: order.projectId,
  channelId: order.channelId,
  leadSourceId: order.leadSourceId,
  teamId: order.teamId,
});

function parties(order: Order) {
  const buyer = { contactId: order.customerId, ...partyAddress(order.customerAddress) };
  return {
    ...(order.type === 'PO' || order.type === 'PC' ? { supplier: buyer } : { customer: buyer }),
    delivery: partyAddress(order.delivery.address),
    billing: { contactId: order.billing.contactId, ...partyAddress(order.billing.address) },
  };
}

/** Lines that were not given are empty here, not left out. */
const partyAddress = ({ countryIsoCode, ...lines }: Address) => ({
  addressFullName: lines.addressFullName ?? '',
  companyName: lines.companyName ?? '',
  addressLine1: lines.addressLine1 ?? '',
  addressLine2: lines.addressLine2 ?? '',
  addressLine3: lines.addressLine3 ?? '',
  addressLine4: lines.addressLine4 ?? '',
  postalCode: lines.postalCode ?? '',
  telephone: lines.telephone ?? '',
  mobileTelephone: lines.mobileTelephone ?? '',
  fax: lines.fax ?? '',
  email: lines.email ?? '',
  ...countryView(countryIsoCode),
});

/** One value of the `orderRows` map. */
export function legacyRowView(account: Account, order: Order, row: OrderRow) {
  const inCurrency = (value: string) => ({ currencyCode: order.currency.code, value });
  const taxCode = taxCodeOf(account, row.taxCode);
  return {
    orderRowSequence: String(row.sequence),
    productId: row.productId,
    productName: row.name,
    productSku: row.sku,
    quantity: { magnitude: fourDigits(row.quantity) },
    itemCost: inCurrency('0.0000'),
    productPrice: inCurrency('0.0000'),
    discountPercentage: '0.00',
    rowValue: {
      taxRate: taxCode.rate.toFixed(4),
      taxCode: row.taxCode,
      taxCalculator: taxCalculator(account, row),
      rowNet: inCurrency(fourDigits(row.net)),
      rowTax: inCurrency(twoDigits(row.tax)),
      taxClassId: taxCode.id,
    },
    nominalCode: row.nominalCode,
    composition: { bundleParent: row.bundleParent, bundleChild: row.bundleChild, parentOrderRowId: row.parentRowId },
    clonedFromId: row.clonedFromId,
  };
}
