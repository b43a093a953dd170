/** Products and variants as V3 shows them. */
import { baseVariantOf, stockItemOf, type Product, type StockItem, type Variant } from './catalog-book';
import type { SimContext } from './context';
import { customFieldViews } from './products/custom-field-book';
import { bySortOrder, choiceViews, optionView } from './products/option-book';
import { availableToSell, DEFAULT_LOCATION, keyOf } from './inventory-book';
import type { Fields, StoreState } from './state';

const PRODUCT_DEFAULTS: Fields = {
  name: 'Product',
  type: 'physical',
  description: '',
  weight: 0,
  width: 0,
  depth: 0,
  height: 0,
  price: 0,
  cost_price: 0,
  retail_price: 0,
  sale_price: 0,
  map_price: 0,
  tax_class_id: 0,
  categories: [],
  brand_id: 0,
  is_visible: true,
  availability: 'available',
  condition: 'New',
  upc: '',
  gtin: '',
  mpn: '',
};

const VARIANT_DEFAULTS: Fields = {
  price: null,
  sale_price: null,
  retail_price: null,
  weight: null,
  width: null,
  height: null,
  depth: null,
  cost_price: 0,
  purchasing_disabled: false,
  upc: '',
  gtin: '',
  mpn: '',
};

/** What a base variant has of its product. */
const SHARED_PRICES = ['price', 'sale_price', 'retail_price', 'map_price', 'cost_price'];
const SHARED = ['weight', 'width', 'height', 'depth', 'upc', 'gtin', 'mpn', 'bin_picking_number'];

/** The page size of variants that a product includes, when they are cut. */
const INCLUDED_VARIANTS = 50;

/** How a read shows products: the fields and sub-resources that its query asks for. */
export function productViewer(context: SimContext, query: URLSearchParams): (product: Product) => Fields {
  const included = new Set(query.get('include')?.split(','));
  const onlyAsked = fieldsAsked(query);
  return (product) => {
    const { modifiers = [], ...fields } = fullProduct(context, product);
    return {
      ...onlyAsked(fields),
      ...(included.has('variants') ? { variants: includedVariants(context, product) } : {}),
      ...(included.has('options')
        ? { options: bySortOrder(product.options).map((one) => optionView(product.id, one)) }
        : {}),
      ...(included.has('custom_fields') ? { custom_fields: customFieldViews(product) } : {}),
      ...(included.has('modifiers') ? { modifiers } : {}),
    };
  };
}

/** How a read shows variants. Those whose product is gone have product 0. */
export function variantViewer(context: SimContext, query: URLSearchParams): (variant: Variant) => Fields {
  const onlyAsked = fieldsAsked(query);
  return (variant) => onlyAsked(fullVariant(context, variant));
}

function fullProduct(context: SimContext, product: Product): Fields {
  const fields = { ...PRODUCT_DEFAULTS, ...product.fields };
  return {
    ...fields,
    id: product.id,
    sku: product.sku,
    inventory_tracking: product.tracking,
    inventory_level: productLevel(context, product),
    base_variant_id: baseVariantOf(product)?.id ?? null,
    calculated_price: priceIn(fields),
    date_created: product.createdAt,
    date_modified: product.modifiedAt,
  };
}

function includedVariants(context: SimContext, { variants }: Product): Fields[] {
  const shown = context.switches.includedVariantsCutAt50 ? variants.slice(0, INCLUDED_VARIANTS) : variants;
  return shown.map((variant) => fullVariant(context, variant));
}

function fullVariant(context: SimContext, variant: Variant): Fields {
  const { state } = context;
  const { product } = variant;
  const isOrphan = state.catalog.product(product.id) !== product;
  return {
    ...VARIANT_DEFAULTS,
    ...(baseVariantOf(product) ? sharedFields(context, product) : variant.fields),
    id: variant.id,
    option_values: choiceViews(variant),
    product_id: isOrphan ? 0 : product.id,
    sku: variant.sku,
    sku_id: variant.skuId,
    inventory_level: product.tracking === 'variant' ? levelAtDefault(state, stockItemOf(product, variant)) : 0,
    calculated_price: priceIn({
      price: variant.fields['price'] ?? product.fields['price'],
      sale_price: variant.fields['sale_price'] ?? product.fields['sale_price'],
    }),
  };
}

/** Whether a base variant shows the product's prices as its own, or none, is a switch. */
function sharedFields({ switches }: SimContext, { fields }: Product): Fields {
  const names = switches.baseVariantShowsPrices ? [...SHARED_PRICES, ...SHARED] : SHARED;
  return Object.fromEntries(names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
}

/** "Equal to the sale price if set or the default price if there is not a sale price", of products 0 when not set. */
const priceIn = (fields: Fields): number => Number(fields['sale_price'] || (fields['price'] ?? 0));

/** "The ID and the specified fields will be returned." */
function fieldsAsked(query: URLSearchParams): (fields: Fields) => Fields {
  const include = query.get('include_fields')?.split(',');
  const exclude = query.get('exclude_fields')?.split(',') ?? [];
  if (include === undefined && exclude.length === 0) return (fields) => fields;
  const asked = (name: string): boolean => (include?.includes(name) ?? true) && !exclude.includes(name);
  return (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => name === 'id' || asked(name)));
}

/** The catalog knows of the default location only. */
function productLevel({ state }: SimContext, product: Product): number {
  if (product.tracking !== 'variant') return levelAtDefault(state, stockItemOf(product, undefined));
  return product.variants.reduce((sum, variant) => sum + levelAtDefault(state, stockItemOf(product, variant)), 0);
}

const levelAtDefault = ({ inventory }: StoreState, item: StockItem | undefined): number =>
  item ? availableToSell(inventory.level(DEFAULT_LOCATION, keyOf(item))) : 0;
