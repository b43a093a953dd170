import { z } from 'zod';
import type { Account } from '../account';
import { checkPrices, writtenPrices } from '../product/prices';
import { addProduct, productBySku } from '../product/products';
import type { Prices, Product } from '../records';
import { openLevel } from '../warehouse/stock';
import { DEFAULT_BRAND_ID } from './brands';

const DEFAULT_CATEGORIES: readonly number[] = [296];

/** Shared, as an account can have a hundred thousand products without a price. */
const NO_PRICES: Prices = new Map();

/** By warehouse id: what can be sold. */
export const onHandField = z.record(z.string().regex(/^\d+$/), z.number().int());

export const productSeed = z.strictObject({
  sku: z.string(),
  name: z.string().optional(),
  /** Default true; a bundle is never tracked. */
  stockTracked: z.boolean().optional(),
  onHand: onHandField.optional(),
  /** Makes it a bundle: SKU and quantity of its parts, which must be there already. */
  components: z.array(z.strictObject({ sku: z.string(), quantity: z.number().int().positive() })).optional(),
  /** By price list id: a price, or prices by minimum quantity. */
  prices: writtenPrices.optional(),
  barcode: z.string().optional(),
  taxCode: z.string().optional(),
  nominalCodeSales: z.string().optional(),
  brandId: z.number().int().optional(),
  categories: z.array(z.number().int()).min(1).optional(),
  status: z.enum(['LIVE', 'DISCONTINUED', 'ARCHIVED']).optional(),
});

export type ProductSeed = z.input<typeof productSeed>;

/** Adds products, in the order given; a SKU may be used twice. Throws when a component's SKU is unknown. */
export function seedCatalog(account: Account, seeds: readonly ProductSeed[]): Product[] {
  return seedProducts(account, z.array(productSeed).parse(seeds));
}

type ReadSeed = z.output<typeof productSeed>;

/** As {@link seedCatalog}, of seeds that were read already. */
export const seedProducts = (account: Account, seeds: readonly ReadSeed[]): Product[] =>
  seeds.map((seed) => seedProduct(account, seed));

export function seedProduct(account: Account, seed: ReadSeed): Product {
  const bundle = (seed.components ?? []).map(({ sku, quantity }) => ({
    productId: productBySku(account, sku).id,
    quantity,
  }));
  const prices = seed.prices ?? NO_PRICES;
  checkPrices(account, prices);
  const now = account.now();
  const product: Product = {
    id: account.state.nextId('product'),
    sku: seed.sku,
    name: seed.name ?? seed.sku,
    barcode: seed.barcode ?? '',
    brandId: seed.brandId ?? DEFAULT_BRAND_ID,
    categories: seed.categories ?? DEFAULT_CATEGORIES,
    stockTracked: bundle.length === 0 && (seed.stockTracked ?? true),
    bundle,
    taxCode: seed.taxCode ?? (account.state.lists.taxScheme === 'VAT' ? 'T20' : 'T'),
    nominalCodeSales: seed.nominalCodeSales ?? '4000',
    status: seed.status ?? 'LIVE',
    prices,
    createdOn: now,
    updatedOn: now,
  };
  addProduct(account, product);
  for (const [warehouseId, quantity] of Object.entries(seed.onHand ?? {})) {
    openLevel(account, { productId: product.id, warehouseId: Number(warehouseId) }, quantity);
  }
  return product;
}
