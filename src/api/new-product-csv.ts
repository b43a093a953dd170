/** What could be made in Brightpearl, as spreadsheets read it. */
import { stringify } from 'csv-stringify/sync';
import type { UnknownVariant } from './new-product-answers';

const COLUMNS: readonly (readonly [string, (row: UnknownVariant) => unknown])[] = [
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

export const unknownProductsCsv = (rows: readonly UnknownVariant[]): string =>
  // What begins like a formula gets an apostrophe: whoever can name a SKU must not run anything in a spreadsheet.
  stringify([COLUMNS.map(([title]) => title), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))], {
    escape_formulas: true,
    record_delimiter: 'windows',
  });
