import type { Route, SimRequest } from '../../../core/http';
import type { Account } from '../../account';
import { endpoint, NOTHING, numericParam, param, readBody, response } from '../../endpoint';
import { notFound } from '../../failure';
import { readIdSet } from '../../id-set';
import { orderOf } from '../../order/orders';
import { search } from '../../search/search';
import type { GoodsOutNote } from '../records';
import { GOODS_OUT_SEARCH } from './goods-out-search';
import { eventsBody, notesBody } from './note-bodies';
import { checkPlans, type Plan } from './note-plan';
import { noteView } from './note-view';
import { addEvents, createNote, destroyNote } from './notes';

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
  endpoint('POST', '/warehouse-service/goods-note/goods-out/{id}/event', (request) => {
    const { events } = readBody(eventsBody, request, 'WHSC-966');
    const later = events.map(({ eventCode, occured, eventOwnerId }) => ({
      code: eventCode,
      occurredOn: occured,
      ownerId: eventOwnerId,
    }));
    addEvents(account, noteOf(account, request), later);
    return NOTHING;
  }),
];

/** A map by note. `*` stands for all orders, and wants the ids of notes. */
function getNotes(account: Account, request: SimRequest) {
  const orders = param(request, 'orders');
  const set = request.params['ids'];
  const orderIds = orders === '*' && set !== undefined ? undefined : readIdSet(orders, MAX_IDS);
  const ids = set === undefined ? undefined : readIdSet(set, MAX_IDS);
  const found = [...account.state.goodsOutNotes.values()].filter(
    (note) => (orderIds?.has(note.orderId) ?? true) && (ids?.has(note.id) ?? true),
  );
  if (found.length === 0 && account.switches.noGoodsOutNotes === 'not-found')
    throw notFound('No Goods Out Notes Found');
  return response(Object.fromEntries(found.map((note) => [note.id, noteView(account, note)])));
}

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

function noteOf(account: Account, request: SimRequest): GoodsOutNote {
  const note = account.state.goodsOutNotes.get(numericParam(request, 'id'));
  if (!note) throw noSuchNote(request);
  return note;
}

const noSuchNote = (request: SimRequest) => notFound(`No goods-out note ${param(request, 'id')} found`);
