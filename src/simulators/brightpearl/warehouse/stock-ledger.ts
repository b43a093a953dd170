/** Every level and movement, without paging or lag, for tests and demos. */
import type { Account } from '../account';
import type { Product } from '../product/records';
import type { GoodsMovement } from './records';
import { availabilityByWarehouse } from './stock';

/** With a SKU that product alone: an account can have very many. Products that no warehouse ever held are left out. */
export function stockLedger(account: Account, sku?: string) {
  const { stock, products, goodsMovements, quarantine } = account.state;
  const chosen = [...stock.keys()].flatMap((id) => products.get(id) ?? []).filter((product) => isChosen(product, sku));
  const ids = new Set(chosen.map(({ id }) => id));
  return {
    levels: chosen.map((product) => ({
      productId: product.id,
      sku: product.sku,
      warehouses: Object.fromEntries(
        [...availabilityByWarehouse(account, product.id)].map(([id, { inStock, onHand, allocated }]) => [
          id,
          { inStock, onHand, allocated },
        ]),
      ),
    })),
    quarantine: chosen.flatMap(({ id, sku: name }) =>
      [...(quarantine.get(id) ?? [])]
        .filter(([, quantity]) => quantity > 0)
        .map(([warehouseId, quantity]) => ({ sku: name, warehouseId, quantity })),
    ),
    movements: goodsMovements
      .filter(({ productId }) => sku === undefined || ids.has(productId))
      .map((movement) => movementEntry(account, movement)),
  };
}

const isChosen = (product: Product, sku: string | undefined): boolean => sku === undefined || product.sku === sku;

const movementEntry = (account: Account, movement: GoodsMovement) => ({
  id: movement.id,
  type: movement.typeCode,
  goodsNoteId: movement.goodsNoteId,
  productId: movement.productId,
  warehouseId: movement.warehouseId,
  quantity: movement.quantity,
  quarantined: movement.quarantined ?? false,
  orderId: movement.orderId ?? null,
  updatedOn: account.time(movement.updatedOn),
});
