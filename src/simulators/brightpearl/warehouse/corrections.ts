/** Goods that come or go without a sales order: corrections, through the API or by staff, and deliveries. */
import { z } from 'zod';
import type { Account } from '../account';
import { ZERO, type Decimal } from '../decimals';
import { decimalField, idField } from '../endpoint';
import { badRequest } from '../failure';
import { editProduct } from '../product/products';
import { defaultLocationId } from './locations';
import { moveGoods } from './movements';
import { checkWarehouse, onHand, type Shelf } from './stock';

export const correctionsBody = z.object({
  corrections: z
    .array(
      z.object({
        quantity: z.number().int(),
        productId: idField,
        reason: z.string().min(1, 'is required'),
        locationId: idField,
        cost: z.object({ currency: z.string(), value: decimalField }).nullish(),
        orderId: idField.nullish(),
      }),
    )
    .min(1, 'names nothing to correct'),
});

type Correction = z.output<typeof correctionsBody>['corrections'][number];

/** Applies all corrections or none, and answers the id of each one's note. Only what nobody has a claim on can go. */
export function correctStock(account: Account, warehouseId: number, corrections: readonly Correction[]): number[] {
  checkWarehouse(account, warehouseId);
  checkCorrections(account, warehouseId, corrections);
  return corrections.map(({ productId, quantity, locationId, cost, orderId }) => {
    if (quantity > 0) revive(account, productId);
    return correct(account, { productId, warehouseId }, quantity, { locationId, value: cost?.value, orderId });
  });
}

/** Counts a shelf: afterwards `quantity` can be sold, whatever is allocated. It may be negative. */
export function setOnHand(account: Account, shelf: Shelf, quantity: number): void {
  const difference = quantity - onHand(account, shelf);
  if (difference !== 0) correct(account, shelf, difference);
}

/** Takes a delivery in. */
export function receiveGoods(account: Account, shelf: Shelf, quantity: number): void {
  const goodsNoteId = account.state.nextId('goodsNote');
  moveGoods(account, {
    ...shelf,
    typeCode: 'GI',
    goodsNoteId,
    quantity,
    locationId: defaultLocationId(account, shelf.warehouseId),
    orderId: undefined,
    salesOrderRowId: undefined,
    value: ZERO,
  });
  account.raise('goods-in-note.created', goodsNoteId);
}

interface Circumstances {
  readonly locationId?: number;
  readonly value?: Decimal | undefined;
  readonly orderId?: number | null | undefined;
}

function correct(account: Account, { productId, warehouseId }: Shelf, quantity: number, given: Circumstances = {}) {
  const goodsNoteId = account.state.nextId('goodsNote');
  moveGoods(account, {
    productId,
    warehouseId,
    typeCode: 'SC',
    goodsNoteId,
    quantity,
    locationId: given.locationId ?? defaultLocationId(account, warehouseId),
    orderId: given.orderId ?? undefined,
    salesOrderRowId: undefined,
    value: given.value ?? ZERO,
  });
  return goodsNoteId;
}

function checkCorrections(account: Account, warehouseId: number, corrections: readonly Correction[]): void {
  const left = new Map<number, number>();
  for (const { productId, quantity, cost } of corrections) {
    if (!account.state.products.get(productId)?.stockTracked) {
      throw badRequest('WHSC-951', `There is no stock-tracked product ${productId}`);
    }
    if (quantity === 0) throw badRequest('WHSC-952', 'A correction of 0 corrects nothing');
    if (quantity > 0 && !cost) throw badRequest('WHSC-953', 'A cost is required where stock is added');
    const before = left.get(productId) ?? onHand(account, { productId, warehouseId });
    if (quantity < 0 && before + quantity < 0) {
      throw badRequest('WHSB-954', `Only ${before} of product ${productId} are on hand in warehouse ${warehouseId}`);
    }
    left.set(productId, before + quantity);
  }
}

/** An archived product of which stock is added becomes live by itself. */
function revive(account: Account, productId: number): void {
  const product = account.state.products.get(productId);
  if (product?.status === 'ARCHIVED') editProduct(account, product, { status: 'LIVE' });
}
