import { z } from 'zod';
import type { Route, SimRequest } from '../../../core/http';
import type { Account } from '../../account';
import { endpoint, idField, NOTHING, numericParam, param, readBody, response, timeField } from '../../endpoint';
import { badRequest, notFound } from '../../failure';
import { orderOf } from '../../order/orders';
import { notesAsked } from '../notes-asked';
import type { DropShipNote } from '../records';
import { createDropShipNotes, dropShipBody, shipDropShipNote } from './notes';

const NOTES = '/warehouse-service/order/{orders}/goods-note/drop-ship';

const eventsBody = z.object({
  trackingReference: z
    .union([z.string(), z.number().transform(String)])
    .refine((reference) => reference.length <= 64, 'must have 64 characters at most')
    .nullish(),
  shippingMethodId: idField.nullish(),
  events: z
    .array(z.object({ eventCode: z.literal('SHS'), occured: timeField, eventOwnerId: idField }))
    .length(1, 'names one event'),
});

/** There is no search for drop-ship notes: who looks for one asks by its order, or by its purchase order. */
export const dropShipRoutes = (account: Account): Route[] => [
  endpoint('GET', NOTES, (request) => getNotes(account, request)),
  endpoint('GET', `${NOTES}/{ids}`, (request) => getNotes(account, request)),
  endpoint('POST', NOTES, (request) => {
    const order = orderOf(account, request, 'orders');
    const { suppliers } = readBody(dropShipBody, request, 'WHSC-984');
    return response(createDropShipNotes(account, order, suppliers).map(({ id }) => id));
  }),
  endpoint('POST', '/warehouse-service/goods-note/drop-ship/{id}/event', (request) => {
    postEvent(account, request);
    return NOTHING;
  }),
];

const getNotes = (account: Account, request: SimRequest) =>
  notesAsked(account, request, {
    title: 'Drop Ship Notes',
    notes: account.state.dropShipNotes,
    view: (note) => noteView(account, note),
    ordersOf: ({ orderId, purchaseOrderId }) => [orderId, purchaseOrderId],
  });

function postEvent(account: Account, request: SimRequest): void {
  const note = account.state.dropShipNotes.get(numericParam(request, 'id'));
  if (!note) throw notFound(`No drop-ship note ${param(request, 'id')} found`);
  const { events, trackingReference, shippingMethodId } = readBody(eventsBody, request, 'WHSC-985');
  if (shippingMethodId && !account.state.lists.shippingMethods.some(({ id }) => id === shippingMethodId)) {
    throw badRequest('WHSC-972', `There is no shipping method ${shippingMethodId}`);
  }
  for (const { occured, eventOwnerId } of events) {
    shipDropShipNote(account, note, {
      occurredOn: occured,
      ownerId: eventOwnerId,
      trackingReference: trackingReference ?? undefined,
      shippingMethodId: shippingMethodId ?? undefined,
    });
  }
}

/** As documented: without a field for the tracking number, and with location 0. */
const noteView = (account: Account, note: DropShipNote) => ({
  orderId: note.orderId,
  purchaseOrderId: note.purchaseOrderId,
  supplierId: note.supplierId,
  status: note.shipped
    ? { shipped: true, shippedOn: account.time(note.shipped.occurredOn), shippedById: note.shipped.ownerId }
    : { shipped: false },
  ...(account.switches.dropShipTracking === 'shipping' && {
    shipping: { reference: note.trackingReference, shippingMethodId: note.shippingMethodId },
  }),
  createdOn: account.time(note.createdOn),
  createdBy: note.createdById,
  orderRows: rowsView(note),
  events: account.shuffled([
    { occured: account.time(note.createdOn), eventOwnerId: note.createdById, eventCode: 'PLA' },
    ...(note.shipped
      ? [{ occured: account.time(note.shipped.occurredOn), eventOwnerId: note.shipped.ownerId, eventCode: 'SHS' }]
      : []),
  ]),
});

function rowsView({ rows }: DropShipNote) {
  const byRow = new Map<number, object[]>();
  for (const { rowId, productId, quantity } of rows) {
    byRow.set(rowId, [...(byRow.get(rowId) ?? []), { productId, quantity, locationId: 0 }]);
  }
  return Object.fromEntries(byRow);
}
