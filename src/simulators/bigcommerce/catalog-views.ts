/** Products and variants as V3 shows them. */
import { baseVariantOf, stockItemOf, type Product, type StockItem, type Variant } from './catalog-book';
import type { SimContext } from './context';
import { availableToSell, DEFAULT_LOCATION, keyOf } from './inventory-book';
import type { Fields, StoreState } from './state';

const PRODUCT_DEFAULTS: Fields = {
  name: 'Product',
  type: 'physical',
  description: '',
  weight: 0,
  price: 0,
  cost_price: 0,
  tax_class_id: 0,
  categories: [],
  brand_id: 0,
  is_visible: true,
  availability: 'available',
  condition: 'New',
  upc: '',
};

const VARIANT_DEFAULTS: Fields = { price: null, cost_price: 0, purchasing_disabled: false, upc: '', option_values: [] };

/** The page size of variants that a product includes, when they are cut. */
const INCLUDED_VARIANTS = 50;

/** How a read shows products: the fields and sub-resources that its query asks for. */
export function productViewer(context: SimContext, query: URLSearchParams): (product: Product) => Fields {
  const included = new Set(query.get('include')?.split(','));
  const onlyAsked = fieldsAsked(query);
  return (product) => {
    const { options = [], modifiers = [], ...fields } = fullProduct(context, product);
    return {
      ...onlyAsked(fields),
      ...(included.has('variants') ? { variants: includedVariants(context, product) } : {}),
      ...(included.has('options') ? { options } : {}),
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
    calculated_price: Number(fields['price']),
    date_created: product.createdAt,
    date_modified: product.modifiedAt,
  };
}

function includedVariants(context: SimContext, { variants }: Product): Fields[] {
  const shown = context.switches.includedVariantsCutAt50 ? variants.slice(0, INCLUDED_VARIANTS) : variants;
  return shown.map((variant) => fullVariant(context, variant));
}

function fullVariant({ state }: SimContext, variant: Variant): Fields {
  const { product } = variant;
  const isOrphan = state.catalog.product(product.id) !== product;
  return {
    ...VARIANT_DEFAULTS,
    ...variant.fields,
    id: variant.id,
    product_id: isOrphan ? 0 : product.id,
    sku: variant.sku,
    sku_id: variant.skuId,
    inventory_level: product.tracking === 'variant' ? levelAtDefault(state, stockItemOf(product, variant)) : 0,
    calculated_price: Number(variant.fields['price'] ?? product.fields['price'] ?? 0),
  };
}

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
