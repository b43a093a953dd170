import type { Route, SimRequest } from '../../../core/http';
import type { Account } from '../../account';
import { fourDigits } from '../../decimals';
import { endpoint, NOTHING, numericParam, readBody, response } from '../../endpoint';
import { orderOf } from '../../order/orders';
import { notesAsked } from '../notes-asked';
import { releaseBody, releaseGoods } from '../quarantine';
import type { GoodsInNote } from '../records';
import { goodsInBody, takeGoodsIn } from './notes';

const NOTES = '/warehouse-service/order/{orders}/goods-note/goods-in';

export const goodsInRoutes = (account: Account): Route[] => [
  endpoint('GET', NOTES, (request) => getNotes(account, request)),
  endpoint('GET', `${NOTES}/{ids}`, (request) => getNotes(account, request)),
  endpoint('POST', NOTES, (request) => {
    const order = orderOf(account, request, 'orders');
    return response(takeGoodsIn(account, order, readBody(goodsInBody, request, 'WHSC-978')).id);
  }),
  endpoint('POST', '/warehouse-service/warehouse/{warehouseId}/quarantine/release', (request) => {
    const { productId, quantity, toLocationId } = readBody(releaseBody, request, 'WHSC-979');
    releaseGoods(account, { productId, warehouseId: numericParam(request, 'warehouseId') }, quantity, toLocationId);
    return NOTHING;
  }),
];

const getNotes = (account: Account, request: SimRequest) =>
  notesAsked(account, request, {
    title: 'Goods In Notes',
    notes: account.state.goodsInNotes,
    view: (note) => noteView(account, note),
  });

const noteView = (account: Account, note: GoodsInNote) => ({
  orderId: note.orderId,
  transfer: note.transfer,
  goodsNoteStatus: 'OPEN',
  userBatchReference: note.userBatchReference,
  receivedOn: account.time(note.receivedOn),
  createdBy: note.createdById,
  goodsMoved: note.rows.map(({ productId, orderRowId, quantity, locationId, value }) => ({
    productId,
    purchaseOrderRowId: orderRowId,
    quantity,
    warehouseId: note.warehouseId,
    destinationLocationId: locationId,
    goodsNoteId: note.id,
    batchGoodsNoteId: note.id,
    productValue: { currency: account.state.lists.baseCurrency, value: fourDigits(value) },
    cleared: true,
  })),
});
