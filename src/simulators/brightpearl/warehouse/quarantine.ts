/** Goods that are in a warehouse and cannot be sold until somebody releases them. */
import { z } from 'zod';
import type { Account } from '../account';
import { ZERO } from '../decimals';
import { idField } from '../endpoint';
import { badRequest, Failure } from '../failure';
import { locationIn, locationOf } from './locations';
import { moveGoods } from './movements';
import { wholeQuantity } from './reservations';
import { inQuarantine, type Shelf } from './stock';

export const releaseBody = z.object({ productId: idField, quantity: wholeQuantity, toLocationId: idField });

/** Moves goods out of quarantine to a location of the same warehouse. They can be sold from then on. */
export function releaseGoods(account: Account, shelf: Shelf, quantity: number, toLocationId: number): void {
  const quarantine = locationOf(account, shelf.warehouseId, 'quarantine');
  const target = locationIn(account, shelf.warehouseId, toLocationId);
  if (target.kind === 'quarantine') throw badRequest('WHSC-969', `The location ${toLocationId} is quarantine itself`);
  if (!Number.isInteger(quantity) || quantity <= 0) {
    throw badRequest('WHSC-970', `${quantity} is not a quantity to release`);
  }
  if (inQuarantine(account, shelf) < quantity) {
    throw new Failure(400, 'WHSB-023', `None of the requested products are available in location ${quarantine.id}`);
  }
  const goodsNoteId = account.state.nextId('goodsNote');
  const move = { ...shelf, typeCode: 'IT', goodsNoteId, orderId: undefined, salesOrderRowId: undefined } as const;
  moveGoods(account, { ...move, quantity: -quantity, locationId: quarantine.id, quarantined: true, value: ZERO });
  moveGoods(account, { ...move, quantity, locationId: target.id, value: ZERO });
  account.raise('quarantine-release.created', goodsNoteId);
}
