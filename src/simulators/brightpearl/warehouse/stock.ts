/** Stock levels: what is on the shelf (inStock), what orders have a claim on (allocated), and what is left (onHand). */
import type { Account } from '../account';
import type { StockLevel } from '../records';

export interface Availability {
  readonly inStock: number;
  readonly onHand: number;
  readonly allocated: number;
  readonly inTransit: number;
}

const NONE: StockLevel = { inStock: 0, allocated: 0 };

export const onHand = (account: Account, productId: number, warehouseId: number): number =>
  available(account.state.stock.get(productId)?.get(warehouseId) ?? NONE).onHand;

/** By warehouse; those that never held the product are missing. */
export const availabilityByWarehouse = (account: Account, productId: number): Map<number, Availability> =>
  new Map([...(account.state.stock.get(productId) ?? [])].map(([id, level]) => [id, available(level)]));

function available({ inStock, allocated }: StockLevel): Availability {
  return { inStock, onHand: inStock - allocated, allocated, inTransit: 0 };
}

/** Takes `quantity` out of what can be sold; it stays on the shelf. A negative quantity gives back. */
export function allocate(account: Account, productId: number, warehouseId: number, quantity: number): void {
  levelOf(account, productId, warehouseId).allocated += quantity;
  account.raise('product.modified.on-hand-modified', productId);
}

/** Counts the shelf: afterwards `onHand` can be sold, whatever is allocated. */
export function setOnHand(account: Account, productId: number, warehouseId: number, quantity: number): void {
  const level = levelOf(account, productId, warehouseId);
  level.inStock = quantity + level.allocated;
  account.raise('product.modified.on-hand-modified', productId);
}

function levelOf(account: Account, productId: number, warehouseId: number): StockLevel {
  const levels = account.state.stock.get(productId) ?? new Map<number, StockLevel>();
  account.state.stock.set(productId, levels);
  const level = levels.get(warehouseId) ?? { ...NONE };
  levels.set(warehouseId, level);
  return level;
}
