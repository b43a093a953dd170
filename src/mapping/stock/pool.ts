/** Many warehouses, one number. */
import { NONE, Quantity, total } from './quantity';
import type { ProductStock, StockFeed } from './types';

/** What each warehouse of the feed has of a product, in the order of the feed. */
export const onHandIn = ({ warehouses }: StockFeed, { onHand }: ProductStock): Quantity[] =>
  warehouses.map((warehouse) => onHand.get(warehouse) ?? NONE);

/** The warehouses whose stock reaches the level. */
export const warehousesDrawnOn = ({ pool, warehouses }: StockFeed): readonly number[] =>
  pool === 'primary' ? warehouses.slice(0, 1) : warehouses;

/**
 * `sum` adds all warehouses up; `max` is the best of them; `primary` the first. An order is reserved in one warehouse, so
 * `sum` may promise what no single one can ship.
 */
export function pooled(how: StockFeed['pool'], byWarehouse: readonly Quantity[]): Quantity {
  switch (how) {
    case 'sum':
      return total(byWarehouse);
    case 'max':
      return byWarehouse.length === 0 ? NONE : Quantity.max(...byWarehouse);
    case 'primary':
      return byWarehouse[0] ?? NONE;
  }
}
