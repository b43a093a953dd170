/** The whole truth about the account, for tests and demos: no paging, no lag, no shuffling. */
import type { Account } from './account';
import { fourDigits, sixDigits, twoDigits } from './decimals';
import { amountPaid, paymentStatus } from './order/amounts';
import { totalsView } from './order/sales-order-view';
import { dropShipNotesOf, goodsInNotesOf, notesOf } from './order/stock-status';
import type { Contact, Order, OrderRow, OrderType, Payment } from './records';
import type { DropShipNote, GoodsInNote, GoodsOutNote, Reservation } from './warehouse/records';
import { isShipped, isTransfer } from './warehouse/goods-out/note-events';

export function ledger(account: Account) {
  const { orders, payments, contacts, reservations, goodsOutNotes, dropShipNotes, goodsInNotes } = account.state;
  const all = [...orders.values()];
  const ofType = (type: OrderType) => all.filter((order) => order.type === type);
  return {
    salesOrders: ofType('SO').map((order) => orderEntry(account, order)),
    salesCredits: ofType('SC').map((order) => orderEntry(account, order)),
    purchaseOrders: ofType('PO').map((order) => orderEntry(account, order)),
    payments: [...payments.values()].map((payment) => paymentEntry(account, payment)),
    contacts: [...contacts.values()].map(contactEntry),
    reservations: [...reservations.values()].map(reservationEntry),
    goodsOutNotes: [...goodsOutNotes.values()].map(goodsOutEntry),
    dropShipNotes: [...dropShipNotes.values()].map(dropShipEntry),
    goodsInNotes: [...goodsInNotes.values()].map(goodsInEntry),
    notes: all.flatMap((order) => order.notes.map(({ noteId, text }) => ({ id: noteId, orderId: order.id, text }))),
  };
}

/** The orders with what hangs on each. */
export function ordersWithParts(account: Account) {
  return [...account.state.orders.values()].map((order) => {
    const reservation = account.state.reservations.get(order.id);
    return {
      ...orderEntry(account, order),
      payments: [...account.state.payments.values()]
        .filter(({ orderId }) => orderId === order.id)
        .map((payment) => paymentEntry(account, payment)),
      reservation: reservation ? reservationEntry(reservation) : null,
      goodsOutNotes: notesOf(account, order.id).map(goodsOutEntry),
      dropShipNotes: dropShipNotesOf(account, order.id).map(dropShipEntry),
      goodsInNotes: goodsInNotesOf(account, order.id).map(goodsInEntry),
      notes: order.notes.map(({ noteId, text }) => ({ id: noteId, text })),
    };
  });
}

function orderEntry(account: Account, order: Order) {
  const { gross, tax, net, baseGross } = totalsView(account, order);
  return {
    id: order.id,
    type: order.type,
    parentId: order.parentId || null,
    invoiceReference: order.invoiceReference,
    externalRef: order.externalRef ?? null,
    instanceId: order.instanceId ?? null,
    ref: order.ref,
    contactId: order.customerId,
    statusId: order.statusId,
    channelId: order.channelId,
    projectId: order.projectId || null,
    leadSourceId: order.leadSourceId || null,
    warehouseId: order.warehouseId,
    shippingMethodId: order.delivery.shippingMethodId,
    currency: order.currency.code,
    exchangeRate: sixDigits(order.currency.exchangeRate),
    total: gross,
    tax,
    net,
    baseTotal: baseGross,
    paid: twoDigits(amountPaid(account, order)),
    paymentStatus: paymentStatus(account, order),
    placedOn: account.time(order.placedOn),
    taxDate: account.optionalTime(order.taxDate) ?? null,
    deliveryAddress: order.delivery.address,
    billingAddress: order.billing.address,
    customFields: Object.fromEntries(order.customFields),
    rows: order.rows.map(rowEntry),
  };
}

const rowEntry = (row: OrderRow) => ({
  id: row.id,
  productId: row.productId,
  sku: row.sku ?? null,
  name: row.name,
  quantity: row.quantity.toString(),
  taxCode: row.taxCode,
  net: fourDigits(row.net),
  tax: twoDigits(row.tax),
  nominalCode: row.nominalCode,
  externalRef: row.externalRef ?? null,
  parentRowId: row.parentRowId,
});

const paymentEntry = (account: Account, payment: Payment) => ({
  id: payment.id,
  orderId: payment.orderId,
  transactionRef: payment.transactionRef,
  transactionCode: payment.transactionCode,
  methodCode: payment.methodCode,
  type: payment.type,
  currency: payment.currencyCode,
  amountPaid: twoDigits(payment.amountPaid),
  amountAuthorized: twoDigits(payment.amountAuthorized),
  paymentDate: account.time(payment.paymentDate),
  journalId: payment.journalId ?? null,
});

const contactEntry = (contact: Contact) => ({
  id: contact.id,
  firstName: contact.firstName,
  lastName: contact.lastName,
  email: contact.emails['PRI'] ?? null,
  companyName: contact.companyName,
  isStaff: contact.isStaff,
  isSupplier: contact.isSupplier,
});

const reservationEntry = ({ orderId, warehouseId, rows }: Reservation) => ({
  orderId,
  warehouseId,
  rows: [...rows].map(([rowId, { productId, quantity }]) => ({ rowId, productId, quantity })),
});

const goodsOutEntry = (note: GoodsOutNote) => ({
  id: note.id,
  orderId: note.orderId,
  warehouseId: note.warehouseId,
  transfer: isTransfer(note),
  reference: note.reference,
  shippingMethodId: note.shippingMethodId,
  shipped: isShipped(note),
  rows: note.rows.map(({ rowId, productId, quantity }) => ({ rowId, productId, quantity })),
});

const dropShipEntry = (note: DropShipNote) => ({
  id: note.id,
  orderId: note.orderId,
  purchaseOrderId: note.purchaseOrderId,
  supplierId: note.supplierId,
  trackingReference: note.trackingReference,
  shipped: note.shipped !== undefined,
  rows: note.rows.map(({ rowId, productId, quantity }) => ({ rowId, productId, quantity })),
});

const goodsInEntry = (note: GoodsInNote) => ({
  id: note.id,
  orderId: note.orderId,
  warehouseId: note.warehouseId,
  rows: note.rows.map(({ orderRowId, productId, quantity, locationId }) => ({
    rowId: orderRowId,
    productId,
    quantity,
    locationId,
  })),
});
