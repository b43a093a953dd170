import type { Account } from '../account';
import type { Envelope } from '../endpoint';
import { badRequest, unparsableFilter } from '../failure';
import { column, type Cell, type Column, type Row, type SearchSource } from './columns';
import { rowFilter } from './filters';

const MAX_PAGE_SIZE = 500;
const CONTROLS: ReadonlySet<string> = new Set(['columns', 'sort', 'pageSize', 'firstResult', 'countOnly']);

/** The column that comes one day, in the middle of the others. */
const EXTRA_COLUMN = column('salesAreaId', 'INTEGER', { sortable: false });

interface Sorting {
  readonly column: Column;
  readonly direction: 'ASC' | 'DESC';
}

/** Answers a resource search: positional rows, explained by `metaData.columns` and by the reference maps. */
export function search(account: Account, source: SearchSource, query: URLSearchParams): Envelope {
  const all = columnsOf(account, source);
  const shown = chosenColumns(all, query.get('columns'));
  const sorting = sortingOf(all, query.get('sort'));
  const found = inOrder(matching(account, source, query, all), comparing(sorting));
  const page = pageOf(found, query);
  return {
    response: {
      results: page.rows.map((row) => shown.map(({ name, type }) => rendered(account, type, row[name] ?? null))),
      metaData: { ...page.metaData, columns: shown.map(describe), sorting: sorting.map(describeSorting) },
    },
    reference: page.rows.length === 0 ? {} : usedReferences(source, shown, page.rows),
  };
}

function columnsOf(account: Account, source: SearchSource): readonly Column[] {
  if (!account.switches.extraSearchColumn) return source.columns;
  const [first, ...rest] = source.columns;
  return first ? [first, EXTRA_COLUMN, ...rest] : [];
}

function matching(account: Account, source: SearchSource, query: URLSearchParams, all: readonly Column[]) {
  const filters = [...query]
    .filter(([name]) => !CONTROLS.has(name))
    .flatMap(([name, value]) => {
      const known = [...all, ...source.filters].find((candidate) => candidate.filterable && candidate.name === name);
      if (known) return [rowFilter(known, value)];
      if (account.switches.unknownFilter === 'ignored') return [];
      throw badRequest('CMNC-903', `There is no filter ${name} on ${source.name}`);
    });
  const rows = account.indexed(source.name);
  return filters.length === 0 ? rows : rows.filter((row) => filters.every((accepts) => accepts(row)));
}

/** Rows mostly come in the order asked for, and looking is much cheaper than sorting a whole catalog for each page. */
function inOrder(rows: readonly Row[], compareRows: (a: Row, b: Row) => number): readonly Row[] {
  for (let at = 1; at < rows.length; at += 1) {
    const [before, row] = [rows[at - 1], rows[at]];
    if (before && row && compareRows(before, row) > 0) return rows.toSorted(compareRows);
  }
  return rows;
}

function chosenColumns(all: readonly Column[], names: string | null): readonly Column[] {
  if (names === null || names === '') return all;
  return names.split(',').map((name) => columnNamed(all, name.trim()));
}

/** `createdOn.DESC,orderId`, or the older `createdOn|DESC`. The first column breaks the rest's ties. */
function sortingOf(all: readonly Column[], sort: string | null): readonly Sorting[] {
  const wanted = (sort ?? '').split(',').filter(Boolean);
  const given = wanted.map((part): Sorting => {
    const [name = '', direction = 'ASC'] = part.split(/[.|]/);
    const sorted = columnNamed(all, name);
    if (!sorted.sortable) throw badRequest('CMNC-904', `The column ${name} cannot be sorted by`);
    return { column: sorted, direction: direction.toUpperCase() === 'DESC' ? 'DESC' : 'ASC' };
  });
  const [first] = all;
  if (!first || given.some(({ column }) => column === first)) return given;
  return [...given, { column: first, direction: 'ASC' }];
}

function columnNamed(all: readonly Column[], name: string): Column {
  const found = all.find((candidate) => candidate.name === name);
  if (!found) throw badRequest('CMNC-905', `There is no column ${name}`);
  return found;
}

const comparing =
  (sorting: readonly Sorting[]) =>
  (a: Row, b: Row): number => {
    for (const { column, direction } of sorting) {
      const order = compare(a[column.name] ?? null, b[column.name] ?? null);
      if (order !== 0) return direction === 'ASC' ? order : -order;
    }
    return 0;
  };

/** Nothing comes before something. */
function compare(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

function pageOf(found: readonly Row[], query: URLSearchParams) {
  const size = Math.min(positive(query, 'pageSize', MAX_PAGE_SIZE), MAX_PAGE_SIZE);
  const first = positive(query, 'firstResult', 1);
  const rows = query.get('countOnly') === 'true' ? [] : found.slice(first - 1, first - 1 + size);
  const last = first + rows.length - 1;
  return {
    rows,
    metaData: {
      morePagesAvailable: rows.length > 0 && last < found.length,
      resultsAvailable: found.length,
      resultsReturned: rows.length,
      ...(rows.length > 0 && { firstResult: first, lastResult: last }),
    },
  };
}

function positive(query: URLSearchParams, name: string, fallback: number): number {
  const value = query.get(name);
  if (value === null) return fallback;
  if (!/^[1-9]\d*$/.test(value)) throw unparsableFilter(name, value, 'INTEGER');
  return Number(value);
}

function usedReferences(source: SearchSource, shown: readonly Column[], rows: readonly Row[]): Envelope {
  const used = new Set(shown.flatMap((column) => column.referenceData));
  return Object.fromEntries(Object.entries(source.references(rows)).filter(([name]) => used.has(name)));
}

const rendered = (account: Account, type: Column['type'], cell: Cell): Cell =>
  type === 'PERIOD' && typeof cell === 'number' ? account.time(cell) : cell;

const describe = ({ name, type, sortable, filterable, referenceData }: Column) => ({
  name,
  sortable,
  filterable,
  reportDataType: type,
  referenceData,
  isFreeTextSearchable: false,
  required: false,
});

const describeSorting = ({ column, direction }: Sorting) => ({ filterable: describe(column), direction });
