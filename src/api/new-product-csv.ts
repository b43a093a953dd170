/** What could be made in Brightpearl, as spreadsheets read it. */
import { csvOf, type Columns } from './csv';
import type { UnknownVariant } from './new-product-answers';

const COLUMNS: Columns<UnknownVariant> = [
  ['SKU', ({ sku }) => sku],
  ['Variant', ({ variantId }) => variantId],
  ['Can be made', ({ action }) => (action === 'create' ? 'yes' : 'no')],
  ['Name', ({ product }) => product?.name],
  ['Brand', ({ product }) => product?.brandId],
  ['Stock is kept', ({ product }) => product && (product.stockTracked ? 'yes' : 'no')],
  ['Weight', ({ product }) => product?.weight],
  ['EAN', ({ product }) => product?.ean],
  ['UPC', ({ product }) => product?.upc],
  ['MPN', ({ product }) => product?.mpn],
  ['To know, or to do', ({ said }) => said.join(' ')],
];

export const unknownProductsCsv = (rows: readonly UnknownVariant[]): string => csvOf(COLUMNS, rows);
