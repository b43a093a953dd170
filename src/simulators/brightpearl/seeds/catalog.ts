import { z } from 'zod';
import type { Account } from '../account';
import { checkPrices, writtenPrices } from '../product/prices';
import { joinGroup, namesakes } from '../product/product-groups';
import { addProduct, applyChanges, productBySku } from '../product/products';
import { PLAIN_DETAILS, type Prices, type Product } from '../product/records';
import { changesByStaff, setStaffCustomFields, staffFields } from '../product/staff-fields';
import { openLevel } from '../warehouse/stock';
import { DEFAULT_BRAND_ID, DEFAULT_CATEGORIES, DEFAULT_TYPE_ID } from './attributes';

/** Shared, as an account can have a hundred thousand products without a price. */
const NO_PRICES: Prices = new Map();

/** By warehouse id: what can be sold. */
export const onHandField = z.record(z.string().regex(/^\d+$/), z.number().int());

export const productSeed = staffFields.extend({
  sku: z.string(),
  /** Default true; a bundle is never tracked. */
  stockTracked: z.boolean().optional(),
  onHand: onHandField.optional(),
  /** Makes it a bundle: SKU and quantity of its parts, which must be there already. */
  components: z.array(z.strictObject({ sku: z.string(), quantity: z.number().int().positive() })).optional(),
  /** By price list id: a price, or prices by minimum quantity. */
  prices: writtenPrices.optional(),
  nominalCodeSales: z.string().optional(),
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
  const product = blankProduct(account, { sku: seed.sku, bundle, prices, nominalCodeSales: seed.nominalCodeSales });
  applyChanges(product, changesByStaff(seed, product.details.channels));
  if (bundle.length > 0) product.stockTracked = false;
  setStaffCustomFields(account, product, seed);
  if (seed.variations) joinGroup(account, product, namesakes(account, product.name, product));
  addProduct(account, product);
  for (const [warehouseId, quantity] of Object.entries(seed.onHand ?? {})) {
    openLevel(account, { productId: product.id, warehouseId: Number(warehouseId) }, quantity);
  }
  return product;
}

type Seeded = Pick<Product, 'sku' | 'bundle' | 'prices'> & { readonly nominalCodeSales: string | undefined };

function blankProduct(account: Account, { sku, bundle, prices, nominalCodeSales = '4000' }: Seeded): Product {
  const now = account.now();
  return {
    id: account.state.nextId('product'),
    sku,
    name: sku,
    barcode: '',
    brandId: DEFAULT_BRAND_ID,
    productTypeId: DEFAULT_TYPE_ID,
    categories: DEFAULT_CATEGORIES,
    stockTracked: true,
    bundle,
    taxCode: account.state.lists.taxScheme === 'VAT' ? 'T20' : 'T',
    nominalCodeSales,
    status: 'LIVE',
    prices,
    details: PLAIN_DETAILS,
    createdOn: now,
    updatedOn: now,
  };
}
