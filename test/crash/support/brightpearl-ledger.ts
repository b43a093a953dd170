/** Brightpearl's side of a ledger. */
import type { BrightpearlSimulator } from '../../../src/simulators/brightpearl/simulator';

export type BpLedger = ReturnType<BrightpearlSimulator['ledger']>;
type SalesOrder = BpLedger['salesOrders'][number];

/** The sales orders given with all that hangs on them, and every contact of that e-mail. */
export function orderPart(
  books: BpLedger,
  salesOrders: readonly SalesOrder[],
  email: string,
  same: (text: string) => string,
) {
  const contacts = books.contacts.filter((contact) => contact.email === email);
  return {
    salesOrders: salesOrders.map((document) => {
      const rowIds = document.rows.map(({ id }) => id);
      const ofDocument = <T extends { readonly orderId: number }>(all: readonly T[]): T[] =>
        all.filter(({ orderId }) => orderId === document.id);
      return {
        ...headerOf(document, same),
        contact: contacts.findIndex(({ id }) => id === document.contactId),
        rows: document.rows.map(({ sku, name, quantity, taxCode, net, tax, nominalCode }) => ({
          sku: sku && same(sku),
          name,
          quantity,
          taxCode,
          net,
          tax,
          nominalCode,
        })),
        payments: ofDocument(books.payments)
          .map(({ id: _id, orderId: _orderId, paymentDate: _paymentDate, journalId, ...payment }) => ({
            ...payment,
            transactionRef: same(payment.transactionRef),
            transactionCode: same(payment.transactionCode),
            hasJournal: journalId !== null,
          }))
          .sort((a, b) => a.transactionRef.localeCompare(b.transactionRef)),
        reservations: ofDocument(books.reservations).map(({ warehouseId, rows }) => ({
          warehouseId,
          rows: rows.map(({ rowId, quantity }) => ({ row: rowIds.indexOf(rowId), quantity })),
        })),
        customFields: Object.entries(document.customFields).map(([code, value]) => [code, same(String(value))]),
        notes: ofDocument(books.notes).map(({ text }) => same(text)),
        goodsOut: ofDocument(books.goodsOutNotes).map(({ shipped, rows }) => ({ shipped, units: unitsOf(rows) })),
        goodsIn: ofDocument(books.goodsInNotes).map(({ rows }) => unitsOf(rows)),
      };
    }),
    contacts: contacts.map(({ id: _id, email: address, ...contact }) => ({ ...contact, email: same(address ?? '') })),
  };
}

const unitsOf = (rows: readonly { readonly quantity: unknown }[]): string =>
  rows.map(({ quantity }) => String(quantity)).join('+');

const headerOf = (document: SalesOrder, same: (text: string) => string) => ({
  type: document.type,
  isInvoiced: document.invoiceReference !== '',
  externalRef: same(document.externalRef ?? ''),
  ref: same(document.ref),
  instanceId: document.instanceId,
  statusId: document.statusId,
  channelId: document.channelId,
  projectId: document.projectId,
  leadSourceId: document.leadSourceId,
  warehouseId: document.warehouseId,
  shippingMethodId: document.shippingMethodId,
  currency: document.currency,
  total: document.total,
  tax: document.tax,
  baseTotal: document.baseTotal,
  paid: document.paid,
  paymentStatus: document.paymentStatus,
});

/** Everything that is not of one of these orders; the contacts `before` them are the account's own. */
export function straysOf(
  books: BpLedger,
  {
    known,
    customers,
  }: {
    readonly known: readonly { readonly ref: string; readonly email: string }[];
    /** E-mail addresses of those who registered: each may have one contact. */
    readonly customers: readonly string[];
  },
  before: BpLedger,
): string[] {
  const refs = new Set(known.map(({ ref }) => ref));
  const emails = new Set(known.map(({ email }) => email));
  const registered = new Set(customers);
  const isKnown = (email: string | null): boolean => email !== null && (emails.has(email) || registered.delete(email));
  // One that replaced another has a generation after its order's reference.
  const ours = books.salesOrders.filter(({ externalRef }) => refs.has(externalRef?.replace(/-r\d+$/, '') ?? ''));
  const credits = books.salesCredits.filter(({ parentId }) => ours.some(({ id }) => id === parentId));
  const ids = new Set([...ours, ...credits].map(({ id }) => id));
  const own = new Set(before.contacts.map(({ id }) => id));
  const shoppers = books.contacts.filter(({ id }) => !own.has(id));
  return [
    ...books.salesOrders.filter(({ id }) => !ids.has(id)).map(({ id }) => `sales order ${id}`),
    ...books.salesCredits.filter(({ id }) => !ids.has(id)).map(({ id }) => `sales credit ${id}`),
    ...books.payments.filter(({ orderId }) => !ids.has(orderId)).map(({ id }) => `payment ${id}`),
    ...books.reservations.filter(({ orderId }) => !ids.has(orderId)).map(({ orderId }) => `reservation of ${orderId}`),
    ...shoppers.filter(({ email }) => !isKnown(email)).map(({ id }) => `contact ${id}`),
  ];
}
