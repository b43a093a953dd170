import type { Account } from '../../account';
import { column, type SearchSource } from '../../search/columns';
import type { GoodsOutNote } from '../records';
import { isShipped, isTransfer, milestone } from './note-events';

/** There is no updatedOn: who catches up asks by createdOn and shippedOn. */
export const GOODS_OUT_SEARCH: SearchSource = {
  name: 'goods-out-search',
  columns: [
    column('goodsOutNoteId', 'IDSET'),
    column('printed', 'BOOLEAN'),
    column('picked', 'BOOLEAN'),
    column('packed', 'BOOLEAN'),
    column('shipped', 'BOOLEAN'),
    column('shippedOn', 'PERIOD'),
    column('orderId', 'IDSET'),
    column('shippingMethodId', 'IDSET'),
    column('warehouseId', 'IDSET'),
    column('priority', 'BOOLEAN'),
    column('createdOn', 'PERIOD'),
    column('releaseDate', 'PERIOD'),
    column('createdBy', 'IDSET'),
    column('labelUri', 'STRING'),
    column('transfer', 'BOOLEAN'),
  ],
  filters: [],
  references: () => ({}),
};

/** Writes the note as it is now; one that is gone disappears. */
export function indexNote(account: Account, note: GoodsOutNote): void {
  const exists = account.state.goodsOutNotes.has(note.id);
  account.index('goods-out-search', note.id, exists ? rowOf(note) : undefined);
}

const rowOf = (note: GoodsOutNote) => ({
  goodsOutNoteId: note.id,
  printed: milestone(note, 'PRI') !== undefined,
  picked: milestone(note, 'PIC') !== undefined,
  packed: milestone(note, 'PAC') !== undefined,
  shipped: isShipped(note),
  shippedOn: milestone(note, 'SHW')?.occurredOn ?? null,
  orderId: note.orderId,
  shippingMethodId: note.shippingMethodId,
  warehouseId: note.warehouseId,
  priority: note.priority,
  createdOn: note.createdOn,
  releaseDate: note.releaseDate,
  createdBy: note.createdById,
  labelUri: note.labelUri ?? null,
  transfer: isTransfer(note),
});
