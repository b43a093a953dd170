import { z } from 'zod';
import type { Account } from '../account';
import type { Decimal } from '../decimals';
import { decimalField } from '../endpoint';
import { writtenPrices } from '../product/prices';
import type { Prices } from '../product/records';
import { onHandField, seedProduct } from './catalog';

/** One product many times over: for catalogs of a size that nobody writes down. */
export const bulkSeed = z.strictObject({
  count: z.number().int().positive().max(1_000_000),
  /** Before a number with as many digits as `count`: `SKU-001` of 100, as the BigCommerce simulator numbers its own. */
  skuPrefix: z.string().default('SKU-'),
  onHand: onHandField.optional(),
  stockTracked: z.boolean().optional(),
  brandId: z.number().int().optional(),
  categories: z.array(z.number().int()).min(1).optional(),
  prices: writtenPrices.optional(),
  /** By how much each product costs more than the one before, on every list. */
  priceStep: decimalField.optional(),
});

export type BulkSeed = z.input<typeof bulkSeed>;

export interface IdRange {
  readonly firstId: number;
  readonly lastId: number;
}

/** Adds the products and answers their ids, which follow one another. */
export function seedMany(account: Account, seed: BulkSeed): IdRange {
  return seedBulk(account, bulkSeed.parse(seed));
}

/** As {@link seedMany}, of a seed that was read already. */
export function seedBulk(account: Account, seed: z.output<typeof bulkSeed>): IdRange {
  const { count, skuPrefix, prices, priceStep, ...common } = seed;
  const digits = String(count).length;
  const pricesOf = (n: number) => (prices && priceStep ? raised(prices, priceStep.times(n - 1)) : prices);
  const add = (n: number) =>
    seedProduct(account, { ...common, prices: pricesOf(n), sku: `${skuPrefix}${String(n).padStart(digits, '0')}` }).id;
  const firstId = add(1);
  for (let n = 2; n <= count; n += 1) add(n);
  return { firstId, lastId: firstId + count - 1 };
}

const raised = (prices: Prices, by: Decimal): Prices =>
  new Map(
    [...prices].map(([list, breaks]) => [
      list,
      new Map([...breaks].map(([quantity, price]) => [quantity, price.plus(by)] as const)),
    ]),
  );
