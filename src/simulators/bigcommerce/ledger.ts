/** What the store shows of every order after the sale, and what its customers were mailed: no paging, no quota. */
import { textOf, type StoreState, type StoredOrder } from './state';

export const ledger = (state: StoreState) => ({
  orders: [...state.orders.values()].map((order) => orderEntry(state, order)),
});

const orderEntry = (state: StoreState, { id, header, shipments, transactions, refunds }: StoredOrder) => ({
  id,
  statusId: Number(header['status_id']),
  paymentStatus: textOf(header['payment_status']),
  total: textOf(header['total_inc_tax']),
  refunded: textOf(header['refunded_amount']),
  shipments: shipments.map((shipment) => ({
    trackingNumber: textOf(shipment['tracking_number']),
    units: (shipment['items'] as readonly { readonly quantity: number }[]).map(({ quantity }) => quantity),
  })),
  transactions: transactions.map(({ event, status, amount }) => ({ event, status, amount })),
  refunds: refunds.length,
  mails: state.mails.filter(({ orderId }) => orderId === id).map(({ kind }) => kind),
});
