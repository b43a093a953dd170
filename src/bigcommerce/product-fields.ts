/** Fields of products and variants that are written, in our words and in the vendor's. */
import { jsonNumber } from './amounts';

/** Exact decimals in the store's units. */
interface MeasureChanges {
  readonly weight?: string | undefined;
  readonly width?: string | undefined;
  readonly height?: string | undefined;
  readonly depth?: string | undefined;
}

interface CodeChanges {
  /** At most 255 characters. */
  readonly sku?: string | undefined;
  /** At most 14, as `gtin`. */
  readonly upc?: string | undefined;
  readonly gtin?: string | undefined;
  readonly mpn?: string | undefined;
}

/** What is left out stays as it is. */
export interface ProductFields extends MeasureChanges, CodeChanges {
  /** At most 250 characters, and no other product's. */
  readonly name?: string | undefined;
  /** HTML. */
  readonly description?: string | undefined;
  readonly brandId?: number | undefined;
  /** All of them: others are taken away. */
  readonly categoryIds?: readonly number[] | undefined;
  readonly isVisible?: boolean | undefined;
  readonly price?: string | undefined;
}

export interface VariantFields extends MeasureChanges, CodeChanges {
  /** Without one it costs what the product does. */
  readonly price?: string | undefined;
}

export const productRow = (fields: ProductFields): object =>
  withoutUndefined({
    name: fields.name,
    description: fields.description,
    brand_id: fields.brandId,
    categories: fields.categoryIds,
    is_visible: fields.isVisible,
    ...variantRow(fields),
  });

export const variantRow = (fields: VariantFields): object =>
  withoutUndefined({
    sku: fields.sku,
    upc: fields.upc,
    gtin: fields.gtin,
    mpn: fields.mpn,
    ...Object.fromEntries(
      AMOUNTS.map((name) => [name, fields[name] === undefined ? undefined : jsonNumber(fields[name])]),
    ),
  });

const AMOUNTS = ['price', 'weight', 'width', 'height', 'depth'] as const;

const withoutUndefined = (row: object): object =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
