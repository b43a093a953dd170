import type { Account } from '../../account';
import type { GoodsOutNote, GoodsOutRow } from '../records';
import { isTransfer, lastEventVersion, milestone, type Milestone } from './note-events';

/**
 * A note as it is read: its rows a map of lists, as a row can come from several locations; its events in no order. A
 * transfer has no order, and so a plain list of what it moves.
 */
export const noteView = (account: Account, note: GoodsOutNote) => ({
  orderId: note.orderId,
  warehouseId: note.warehouseId,
  targetWarehouseId: note.targetWarehouseId,
  transfer: isTransfer(note),
  priority: note.priority,
  status: {
    ...stageOf(account, note, 'shipped', 'SHW'),
    ...stageOf(account, note, 'packed', 'PAC'),
    ...stageOf(account, note, 'picked', 'PIC'),
    ...stageOf(account, note, 'printed', 'PRI'),
  },
  shipping: {
    reference: note.reference,
    shippingMethodId: note.shippingMethodId,
    boxes: note.boxes,
    weight: note.weight?.toNumber(),
  },
  labelUri: note.labelUri,
  releaseDate: account.time(note.releaseDate),
  createdOn: account.time(note.createdOn),
  createdBy: note.createdById,
  ...(isTransfer(note) ? { transferRows: note.rows.map(partView) } : { orderRows: rowsView(note) }),
  sequence: note.sequence,
  events: account.shuffled(note.events).map(({ code, occurredOn, ownerId }) => ({
    // The key is spelled so.
    occured: account.time(occurredOn),
    eventOwnerId: ownerId,
    eventCode: code,
  })),
  lastEventVersion: lastEventVersion(note),
});

function stageOf(account: Account, note: GoodsOutNote, stage: string, code: Milestone) {
  const event = milestone(note, code);
  if (!event) return { [stage]: false };
  return { [stage]: true, [`${stage}On`]: account.time(event.occurredOn), [`${stage}ById`]: event.ownerId };
}

function rowsView({ rows }: GoodsOutNote) {
  const byRow = new Map<number, ReturnType<typeof partView>[]>();
  for (const row of rows) byRow.set(row.rowId, [...(byRow.get(row.rowId) ?? []), partView(row)]);
  return Object.fromEntries(byRow);
}

const partView = ({ productId, quantity, locationId }: GoodsOutRow) => ({ productId, quantity, locationId });
