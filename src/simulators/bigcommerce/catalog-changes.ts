/** What merchants do to the catalog: products and variants come, change and go. Callers fire the events. */
import { baseVariantOf, stockItemOf, TRACKINGS, type Product, type Tracking, type Variant } from './catalog-book';
import type { SimContext } from './context';
import { isoSeconds } from './dates';
import { DEFAULT_LOCATION, keyOf } from './inventory-book';
import { forgetPricesOf } from './prices/price-book';
import { writeCustomFields } from './products/custom-field-book';
import { choicesOf, newOption } from './products/option-book';
import { textOf, type Fields } from './state';

/** Adds a product; without `variants` it gets a base variant with the product's own SKU. `given` as the vendor has it. */
export function addProduct(context: SimContext, given: Fields): Product {
  const { id, sku, inventory_tracking, inventory_level, variants, options, custom_fields, ...rest } = given;
  const { date_created, date_modified, ...fields } = rest;
  const now = isoSeconds(context.clock.now());
  const optionRows = Array.isArray(variants) ? (variants as Fields[]) : [];
  const product: Product = {
    id: context.state.claimId('product', id),
    sku: textOf(sku),
    tracking: trackingOf(inventory_tracking),
    fields,
    hasOptions: optionRows.length > 0,
    options: [],
    customFields: [],
    variants: [],
    createdAt: textOf(date_created) || now,
    modifiedAt: textOf(date_modified) || now,
  };
  for (const option of (options ?? []) as Fields[]) product.options.push(newOption(context, product.id, option));
  writeCustomFields(context, product, custom_fields);
  const rows = product.hasOptions ? optionRows : [{ sku: product.sku, inventory_level }];
  product.variants.push(...rows.map((row) => newVariant(context, product, row)));
  context.state.catalog.add(product);
  if (product.tracking === 'product') setInitialLevel(context, product, undefined, inventory_level);
  return product;
}

/** Many plain products at once. */
export interface BulkProducts {
  readonly count: number;
  /** SKUs are this and a number from 1, of as many digits as the count has: `SKU-0001`. */
  readonly skuPrefix: string;
  readonly tracking: Tracking;
  /** On hand at the default location. Never set when absent. */
  readonly quantity?: number | undefined;
  /** Fields that all of them share. */
  readonly fields?: Fields | undefined;
}

/** Answers the products in the order of their SKUs. */
export function addProducts(context: SimContext, { count, skuPrefix, tracking, ...rest }: BulkProducts): Product[] {
  const shared = { ...rest.fields, inventory_tracking: tracking, inventory_level: rest.quantity };
  const digits = String(count).length;
  return Array.from({ length: count }, (_, index) =>
    addProduct(context, { ...shared, sku: `${skuPrefix}${String(index + 1).padStart(digits, '0')}` }),
  );
}

/** Adds a variant to a product that has options. */
export function addVariant(context: SimContext, product: Product, given: Fields): Variant {
  if (!product.hasOptions) throw new Error(`Product ${product.id} has no options, so that it cannot have variants`);
  const variant = newVariant(context, product, given);
  context.state.catalog.addVariant(variant);
  touchProduct(context, product);
  return variant;
}

/** A plain product is about to have variants: its base variant is none of them. */
export function gainOptions({ state }: SimContext, product: Product): void {
  const base = baseVariantOf(product);
  product.hasOptions = true;
  if (!base) return;
  state.catalog.deleteVariant(base);
  forgetPricesOf(state, base.id);
}

export function changeProduct(context: SimContext, product: Product, given: Fields): void {
  const { sku, inventory_tracking, custom_fields, ...fields } = given;
  writeCustomFields(context, product, custom_fields);
  if (typeof sku === 'string') context.state.catalog.rename(product, sku);
  if (inventory_tracking !== undefined) context.state.catalog.track(product, trackingOf(inventory_tracking));
  product.fields = { ...product.fields, ...fields };
  touchProduct(context, product);
}

/** A base variant is the product's other face: what is written to it is the product's. */
export function changeVariant(context: SimContext, variant: Variant, { sku, ...fields }: Fields): void {
  const { product } = variant;
  const isBase = baseVariantOf(product) !== undefined;
  if (typeof sku === 'string') context.state.catalog.rename(isBase ? product : variant, sku);
  if (isBase) product.fields = { ...product.fields, ...withoutNulls(fields) };
  else variant.fields = { ...variant.fields, ...fields };
  touchProduct(context, product);
}

/** Of a base variant null means what the product has. */
const withoutNulls = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

export function deleteProduct({ state, switches }: SimContext, product: Product): void {
  state.catalog.deleteProduct(product, switches.deletedProductsLeaveOrphans);
  for (const { id } of product.variants) forgetPricesOf(state, id);
}

export function deleteVariant(context: SimContext, variant: Variant): void {
  if (baseVariantOf(variant.product)) throw new Error('A base variant is deleted with its product');
  context.state.catalog.deleteVariant(variant);
  forgetPricesOf(context.state, variant.id);
  touchProduct(context, variant.product);
}

function newVariant(context: SimContext, product: Product, given: Fields): Variant {
  const { id, sku, inventory_level, option_values, ...fields } = given;
  const variant: Variant = {
    id: context.state.claimId('variant', id),
    product,
    skuId: product.hasOptions ? context.state.claimId('sku') : null,
    sku: textOf(sku),
    fields,
    choices: choicesOf(context, product, option_values),
  };
  if (product.tracking === 'variant') setInitialLevel(context, product, variant, inventory_level);
  return variant;
}

/** Without an `inventory_level` none is set: the first adjustment must be absolute. */
function setInitialLevel({ state }: SimContext, product: Product, variant: Variant | undefined, level: unknown): void {
  const item = stockItemOf(product, variant);
  if (item && typeof level === 'number') state.inventory.change(DEFAULT_LOCATION, keyOf(item), { onHand: level });
}

export function touchProduct({ clock }: SimContext, product: Product): void {
  product.modifiedAt = isoSeconds(clock.now());
}

function trackingOf(given: unknown): Tracking {
  const tracking = TRACKINGS.find((known) => known === (given ?? 'none'));
  if (!tracking) throw new Error(`inventory_tracking is none, product or variant, not ${textOf(given)}`);
  return tracking;
}
