import type { Route, SimRequest } from '../../../core/http';
import type { Account } from '../../account';
import { checkVersion, endpoint, NOTHING, numericParam, param, readBody, response } from '../../endpoint';
import { badRequest, notFound } from '../../failure';
import { orderOf } from '../../order/orders';
import { search } from '../../search/search';
import { notesAsked } from '../notes-asked';
import type { GoodsOutNote } from '../records';
import { GOODS_OUT_SEARCH } from './goods-out-search';
import { eventsBody, noteChangesBody, notesBody } from './note-bodies';
import { lastEventVersion } from './note-events';
import { checkPlans, type Plan } from './note-plan';
import { noteView } from './note-view';
import { addEvents, createNote, destroyNote, updateNote } from './notes';

const ONE_NOTE = '/warehouse-service/goods-note/goods-out/{id}';
const NOTES = '/warehouse-service/order/{orders}/goods-note/goods-out';

/** Ids in one GET of notes, which is more than elsewhere. */
const MAX_IDS = 500;

export const goodsOutRoutes = (account: Account): Route[] => [
  endpoint('GET', '/warehouse-service/goods-note/goods-out-search', ({ query }) =>
    search(account, GOODS_OUT_SEARCH, query),
  ),
  endpoint('GET', NOTES, (request) => getNotes(account, request)),
  endpoint('GET', `${NOTES}/{ids}`, (request) => getNotes(account, request)),
  endpoint('POST', NOTES, (request) => response(postNotes(account, request))),
  endpoint('DELETE', `${NOTES}/{id}`, (request) => {
    const note = noteOf(account, request);
    if (note.orderId !== numericParam(request, 'orders')) throw noSuchNote(request);
    destroyNote(account, note);
    return NOTHING;
  }),
  endpoint('PUT', ONE_NOTE, (request) => {
    const note = noteOf(account, request);
    putNote(account, note, request);
    return NOTHING;
  }),
  endpoint('POST', `${ONE_NOTE}/event`, (request) => {
    const note = noteOf(account, request);
    const { events } = readBody(eventsBody, request, 'WHSC-966');
    checkVersion(request, lastEventVersion(note), `The goods-out note ${note.id}`);
    const later = events.map(({ eventCode, occured, eventOwnerId }) => ({
      code: eventCode,
      occurredOn: occured,
      ownerId: eventOwnerId,
    }));
    addEvents(account, note, later);
    return NOTHING;
  }),
];

const getNotes = (account: Account, request: SimRequest) =>
  notesAsked(account, request, {
    title: 'Goods Out Notes',
    notes: account.state.goodsOutNotes,
    view: (note) => noteView(account, note),
    cap: MAX_IDS,
  });

/** One note for each warehouse named; all of them or none. */
function postNotes(account: Account, request: SimRequest): number[] {
  const order = orderOf(account, request, 'orders');
  const { warehouses, priority, shippingMethodId } = readBody(notesBody, request, 'WHSC-967');
  const plans = warehouses.map(({ warehouseId, releaseDate, products }): Plan => ({
    warehouseId,
    releaseDate: releaseDate ?? undefined,
    rows: products.map(({ productId, salesOrderRowId, quantity }) => ({
      rowId: salesOrderRowId,
      productId,
      quantity,
    })),
  }));
  checkPlans(account, order, plans);
  const details = { priority: priority ?? undefined, shippingMethodId: shippingMethodId ?? undefined };
  return plans.map((plan) => createNote(account, order, plan, details).id);
}

/** What the message leaves out stays as it is. */
function putNote(account: Account, note: GoodsOutNote, request: SimRequest): void {
  const { priority, shipping, labelUri } = readBody(noteChangesBody, request, 'WHSC-971');
  const { shippingMethodId, reference, boxes, weight } = shipping ?? {};
  if (shippingMethodId && !account.state.lists.shippingMethods.some(({ id }) => id === shippingMethodId)) {
    throw badRequest('WHSC-972', `There is no shipping method ${shippingMethodId}`);
  }
  updateNote(account, note, {
    priority: priority ?? undefined,
    shippingMethodId: shippingMethodId ?? undefined,
    reference: reference ?? undefined,
    boxes: boxes ?? undefined,
    weight: weight ?? undefined,
    labelUri: labelUri ?? undefined,
  });
}

function noteOf(account: Account, request: SimRequest): GoodsOutNote {
  const note = account.state.goodsOutNotes.get(numericParam(request, 'id'));
  if (!note) throw noSuchNote(request);
  return note;
}

const noSuchNote = (request: SimRequest) => notFound(`No goods-out note ${param(request, 'id')} found`);
