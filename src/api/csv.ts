/** Tables as spreadsheets read them. */
import { stringify } from 'csv-stringify/sync';

/** Titles, and what stands under each. */
export type Columns<Row> = readonly (readonly [string, (row: Row) => unknown])[];

/** What begins like a formula gets an apostrophe: whoever can name a SKU must not run anything in a spreadsheet. */
export const csvOf = <Row>(columns: Columns<Row>, rows: readonly Row[]): string =>
  stringify([columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))], {
    escape_formulas: true,
    record_delimiter: 'windows',
  });
