import type { Account } from '../../account';
import type { GoodsOutNote } from '../records';
import { milestone, type Milestone } from './note-events';

/** A note as it is read: its rows a map of lists, as a row can come from several locations; its events in no order. */
export const noteView = (account: Account, note: GoodsOutNote) => ({
  orderId: note.orderId,
  warehouseId: note.warehouseId,
  transfer: false,
  priority: note.priority,
  status: {
    ...stageOf(account, note, 'shipped', 'SHW'),
    ...stageOf(account, note, 'packed', 'PAC'),
    ...stageOf(account, note, 'picked', 'PIC'),
    ...stageOf(account, note, 'printed', 'PRI'),
  },
  shipping: { reference: note.reference, shippingMethodId: note.shippingMethodId },
  releaseDate: account.time(note.releaseDate),
  createdOn: account.time(note.createdOn),
  createdBy: note.createdById,
  orderRows: rowsView(note),
  sequence: note.sequence,
  events: account.shuffled(note.events).map(({ code, occurredOn, ownerId }) => ({
    // The key is spelled so.
    occured: account.time(occurredOn),
    eventOwnerId: ownerId,
    eventCode: code,
  })),
  lastEventVersion: note.events.length,
});

function stageOf(account: Account, note: GoodsOutNote, stage: string, code: Milestone) {
  const event = milestone(note, code);
  if (!event) return { [stage]: false };
  return { [stage]: true, [`${stage}On`]: account.time(event.occurredOn), [`${stage}ById`]: event.ownerId };
}

function rowsView({ rows }: GoodsOutNote) {
  const byRow = new Map<number, { productId: number; quantity: number; locationId: number }[]>();
  for (const { rowId, ...part } of rows) byRow.set(rowId, [...(byRow.get(rowId) ?? []), part]);
  return Object.fromEntries(byRow);
}
