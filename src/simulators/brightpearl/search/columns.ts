export type ColumnType = 'IDSET' | 'INTEGER' | 'STRING' | 'SEARCH_STRING' | 'STRING_SET' | 'BOOLEAN' | 'PERIOD';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly sortable: boolean;
  readonly filterable: boolean;
  /** The reference maps beside the answer that explain this column's values. */
  readonly referenceData: readonly string[];
}

type Options = Partial<Pick<Column, 'sortable' | 'filterable' | 'referenceData'>>;

export const column = (name: string, type: ColumnType, options: Options = {}): Column => ({
  name,
  type,
  sortable: true,
  filterable: true,
  referenceData: [],
  ...options,
});

/** Times are epoch milliseconds here; an array is a value that only filters see. */
export type Cell = string | number | boolean | null | readonly (string | number)[];

export type Row = Readonly<Record<string, Cell>>;

/** One `…-search` resource. */
export interface SearchSource {
  /** Last part of its path: `order-search`. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** What can be asked for without being shown. */
  readonly filters: readonly Column[];
  /** The code-to-text maps for the rows shown. */
  readonly references: (rows: readonly Row[]) => Readonly<Record<string, unknown>>;
}
