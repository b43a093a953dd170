/** The control routes of goods-out notes: what people do with parcels. */
import { z } from 'zod';
import { readControlBody } from '../../../core/control';
import type { Route, SimRequest, SimResponse } from '../../../core/http';
import type { Account } from '../../account';
import { decimalField } from '../../endpoint';
import type { GoodsOutNote } from '../records';
import type { LaterEvent } from './note-events';
import { destroyNote, updateNote } from './notes';
import { addStaffEvent, staffNoteBody, staffTransferBody, typeInNote, typeInTransfer } from './staff-notes';

const changesBody = z.strictObject({
  /** The tracking number. */
  reference: z.string().max(64).optional(),
  shippingMethodId: z.number().int().optional(),
  priority: z.boolean().optional(),
  boxes: z.number().int().optional(),
  weight: decimalField.optional(),
});

const ACTIONS: readonly (readonly [string, LaterEvent['code']])[] = [
  ['print', 'PRI'],
  ['unprint', 'UPR'],
  ['pick', 'PIC'],
  ['unpick', 'UPI'],
  ['pack', 'PAC'],
  ['unpack', 'UPA'],
  ['ship', 'SHW'],
];

const DONE: SimResponse = { status: 204 };

export const noteControl = (account: Account): Route[] => [
  {
    method: 'POST',
    path: '/_sim/goods-out-notes',
    handle: (request) => created(typeInNote(account, readControlBody(staffNoteBody, request))),
  },
  {
    method: 'POST',
    path: '/_sim/transfers',
    handle: (request) => created(typeInTransfer(account, readControlBody(staffTransferBody, request))),
  },
  {
    method: 'POST',
    path: '/_sim/goods-out-notes/{id}',
    handle: (request) => {
      updateNote(account, noteIn(account, request), readControlBody(changesBody, request));
      return DONE;
    },
  },
  ...ACTIONS.map(([action, code]): Route => ({
    method: 'POST',
    path: `/_sim/goods-out-notes/{id}/${action}`,
    handle: (request) => {
      addStaffEvent(account, noteIn(account, request), code);
      return DONE;
    },
  })),
  {
    method: 'DELETE',
    path: '/_sim/goods-out-notes/{id}',
    handle: (request) => {
      destroyNote(account, noteIn(account, request));
      return DONE;
    },
  },
];

const created = ({ id }: GoodsOutNote): SimResponse => ({ status: 200, body: { id } });

function noteIn(account: Account, { params }: SimRequest): GoodsOutNote {
  const note = account.state.goodsOutNotes.get(Number(params['id']));
  if (!note) throw new Error(`There is no goods-out note ${params['id']}`);
  return note;
}
