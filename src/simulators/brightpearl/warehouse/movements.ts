import type { Account } from '../account';
import { fourDigits } from '../decimals';
import { column, type SearchSource } from '../search/columns';
import type { GoodsMovement } from './records';
import { changeLevel, changeQuarantine } from './stock';

/** Columns as documented and, in this order, as read by code that ran against live accounts. There is no createdOn. */
export const GOODS_MOVEMENT_SEARCH: SearchSource = {
  name: 'goods-movement-search',
  columns: [
    column('goodsMovementId', 'IDSET'),
    column('productId', 'INTEGER'),
    column('salesOrderRowId', 'IDSET'),
    column('purchaseOrderRowId', 'IDSET'),
    column('quantity', 'INTEGER'),
    column('destinationLocationId', 'INTEGER'),
    column('warehouseId', 'INTEGER'),
    column('goodsNoteId', 'IDSET'),
    column('productValue', 'STRING'),
    column('currencyCode', 'STRING'),
    column('orderId', 'INTEGER'),
    column('isCleared', 'BOOLEAN'),
    column('isQuarantine', 'BOOLEAN'),
    column('batchId', 'INTEGER'),
    column('goodsNoteTypeCode', 'STRING'),
    column('updatedOn', 'PERIOD'),
  ],
  filters: [],
  references: () => ({}),
};

/**
 * Moves goods onto a shelf or off it, or into quarantine or out of it, and writes that down. Goods that leave with an
 * order's claim take it along.
 */
export function moveGoods(account: Account, move: Omit<GoodsMovement, 'id' | 'updatedOn'>, allocated = 0): void {
  if (move.quarantined) changeQuarantine(account, move, move.quantity);
  else changeLevel(account, move, { inStock: move.quantity, allocated });
  const movement = { ...move, id: account.state.nextId('goodsMovement'), updatedOn: account.now() };
  account.state.goodsMovements.push(movement);
  indexMovement(account, movement);
}

function indexMovement(account: Account, movement: GoodsMovement): void {
  account.index('goods-movement-search', movement.id, {
    goodsMovementId: movement.id,
    productId: movement.productId,
    salesOrderRowId: movement.salesOrderRowId ?? null,
    purchaseOrderRowId: movement.purchaseOrderRowId ?? null,
    quantity: movement.quantity,
    destinationLocationId: movement.locationId,
    warehouseId: movement.warehouseId,
    goodsNoteId: movement.goodsNoteId,
    productValue: fourDigits(movement.value),
    currencyCode: account.state.lists.baseCurrency,
    orderId: movement.orderId ?? null,
    isCleared: true,
    isQuarantine: movement.quarantined ?? false,
    batchId: movement.goodsNoteId,
    goodsNoteTypeCode: movement.typeCode,
    updatedOn: movement.updatedOn,
  });
}
