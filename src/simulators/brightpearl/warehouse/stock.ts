/** Stock levels: what is on the shelf (inStock), what orders have a claim on (allocated), and what is left (onHand). */
import type { Account } from '../account';
import { badRequest } from '../failure';
import type { StockLevel } from './records';

export interface Availability {
  readonly inStock: number;
  readonly onHand: number;
  readonly allocated: number;
  readonly inTransit: number;
}

/** A product in a warehouse. */
export interface Shelf {
  readonly productId: number;
  readonly warehouseId: number;
}

interface LevelChange {
  readonly inStock?: number;
  readonly allocated?: number;
}

const NONE: StockLevel = { inStock: 0, allocated: 0 };

export const onHand = (account: Account, { productId, warehouseId }: Shelf): number =>
  available(account.state.stock.get(productId)?.get(warehouseId) ?? NONE).onHand;

/** By warehouse; those that never held the product are missing. */
export const availabilityByWarehouse = (account: Account, productId: number): Map<number, Availability> =>
  new Map(
    [...(account.state.stock.get(productId) ?? [])].map(([warehouseId, level]) => {
      const quarantined = account.switches.quarantineInStock ? inQuarantine(account, { productId, warehouseId }) : 0;
      const shown = available(level);
      return [warehouseId, { ...shown, inStock: shown.inStock + quarantined }];
    }),
  );

export const inQuarantine = (account: Account, { productId, warehouseId }: Shelf): number =>
  account.state.quarantine.get(productId)?.get(warehouseId) ?? 0;

/** Puts goods into quarantine or takes them out of it. The warehouse holds the product from then on. */
export function changeQuarantine(account: Account, shelf: Shelf, quantity: number): void {
  const { productId, warehouseId } = shelf;
  levelOf(account, shelf);
  const quarantined = account.state.quarantine.get(productId) ?? new Map<number, number>();
  account.state.quarantine.set(productId, quarantined);
  quarantined.set(warehouseId, inQuarantine(account, shelf) + quantity);
}

function available({ inStock, allocated }: StockLevel): Availability {
  return { inStock, onHand: inStock - allocated, allocated, inTransit: 0 };
}

/** The only way a level changes. Whoever listens is told where it changes what can be sold. */
export function changeLevel(account: Account, shelf: Shelf, { inStock = 0, allocated = 0 }: LevelChange): void {
  const level = levelOf(account, shelf);
  if (level.allocated + allocated < 0) throw new RangeError(`More of product ${shelf.productId} given back than taken`);
  level.inStock += inStock;
  level.allocated += allocated;
  if (inStock !== allocated) account.raise('product.modified.on-hand-modified', shelf.productId);
}

/** Puts down what was there before anyone looked: neither a movement nor an event. */
export function openLevel(account: Account, shelf: Shelf, quantity: number): void {
  levelOf(account, shelf).inStock += quantity;
}

export function checkWarehouse(account: Account, warehouseId: number): void {
  if (account.state.lists.warehouses.some(({ id }) => id === warehouseId)) return;
  throw badRequest('WHSC-945', `There is no warehouse ${warehouseId}`);
}

function levelOf(account: Account, { productId, warehouseId }: Shelf): StockLevel {
  const levels = account.state.stock.get(productId) ?? new Map<number, StockLevel>();
  account.state.stock.set(productId, levels);
  const level = levels.get(warehouseId) ?? { ...NONE };
  levels.set(warehouseId, level);
  return level;
}
