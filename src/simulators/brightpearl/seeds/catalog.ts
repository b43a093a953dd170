import { z } from 'zod';
import type { Account } from '../account';
import { decimalField } from '../endpoint';
import { indexProduct } from '../product/product-search';
import type { Product } from '../records';
import { setOnHand } from '../warehouse/stock';

export const productSeed = z.strictObject({
  sku: z.string(),
  name: z.string().optional(),
  /** Default true; a bundle is never tracked. */
  stockTracked: z.boolean().optional(),
  /** What can be sold, by warehouse id. */
  onHand: z.record(z.string().regex(/^\d+$/), z.number().int()).optional(),
  /** Makes it a bundle: SKU and quantity of its parts, which must be there already. */
  components: z.array(z.strictObject({ sku: z.string(), quantity: z.number().int().positive() })).optional(),
  /** By price list id. */
  prices: z.record(z.string().regex(/^\d+$/), decimalField).optional(),
  barcode: z.string().optional(),
  taxCode: z.string().optional(),
  nominalCodeSales: z.string().optional(),
  brandId: z.number().int().optional(),
  status: z.enum(['LIVE', 'DISCONTINUED', 'ARCHIVED']).optional(),
});

export type ProductSeed = z.input<typeof productSeed>;

/** Adds products, in the order given; a SKU may be used twice. Throws when a component's SKU is unknown. */
export function seedCatalog(account: Account, seeds: readonly ProductSeed[]): Product[] {
  return addProducts(account, z.array(productSeed).parse(seeds));
}

type ReadSeed = z.output<typeof productSeed>;

/** As {@link seedCatalog}, of seeds that were read already. */
export const addProducts = (account: Account, seeds: readonly ReadSeed[]): Product[] =>
  seeds.map((seed) => addProduct(account, seed));

function addProduct(account: Account, seed: ReadSeed): Product {
  const bundle = (seed.components ?? []).map(({ sku, quantity }) => ({
    productId: productBySku(account, sku).id,
    quantity,
  }));
  const now = account.now();
  const product: Product = {
    id: account.state.nextId('product'),
    sku: seed.sku,
    name: seed.name ?? seed.sku,
    barcode: seed.barcode ?? '',
    brandId: seed.brandId ?? 74,
    stockTracked: bundle.length === 0 && (seed.stockTracked ?? true),
    bundle,
    taxCode: seed.taxCode ?? (account.state.lists.taxScheme === 'VAT' ? 'T20' : 'T'),
    nominalCodeSales: seed.nominalCodeSales ?? '4000',
    status: seed.status ?? 'LIVE',
    prices: new Map(Object.entries(seed.prices ?? {}).map(([list, price]) => [Number(list), price])),
    createdOn: now,
    updatedOn: now,
  };
  account.state.products.set(product.id, product);
  indexProduct(account, product);
  for (const [warehouseId, quantity] of Object.entries(seed.onHand ?? {})) {
    setOnHand(account, product.id, Number(warehouseId), quantity);
  }
  return product;
}

/** The first product of that SKU. Throws when there is none. */
export function productBySku(account: Account, sku: string): Product {
  const product = [...account.state.products.values()].find((candidate) => candidate.sku === sku);
  if (!product) throw new Error(`There is no product with the SKU ${sku}: seed it first`);
  return product;
}
