import { unparsableFilter } from '../failure';
import { parseIdSet } from '../id-set';
import { parsePeriod } from '../times';
import type { Cell, Column, ColumnType, Row } from './columns';

type Test = (cell: Cell) => boolean;

/** A filter as a test of rows. Throws CMNC-018, with status 500, on a value that the column's type cannot be read from. */
export function rowFilter(column: Column, value: string): (row: Row) => boolean {
  const test = TESTS[column.type](value);
  if (!test) throw unparsableFilter(column.name, value, column.type);
  return (row) => {
    const cell = row[column.name] ?? null;
    return isList(cell) ? cell.some((part) => test(part)) : test(cell);
  };
}

const isList = (cell: Cell): cell is readonly (string | number)[] => Array.isArray(cell);

const TESTS: Readonly<Record<ColumnType, (value: string) => Test | undefined>> = {
  INTEGER: (value) => (/^-?\d+$/.test(value) ? (cell) => cell === Number(value) : undefined),
  IDSET: (value) => {
    const ids = parseIdSet(value);
    return ids && ((cell) => typeof cell === 'number' && ids.has(cell));
  },
  STRING: (value) => (cell) => cell === value,
  SEARCH_STRING: (value) => {
    const wanted = value.toLowerCase();
    return (cell) => typeof cell === 'string' && cell.toLowerCase().includes(wanted);
  },
  STRING_SET: (value) => {
    const wanted = new Set(value.split(','));
    return (cell) => typeof cell === 'string' && wanted.has(cell);
  },
  BOOLEAN: (value) => (/^(true|false)$/i.test(value) ? (cell) => cell === (value.toLowerCase() === 'true') : undefined),
  PERIOD: (value) => {
    const period = parsePeriod(value);
    return period && ((cell) => typeof cell === 'number' && cell >= period.from && cell <= period.to);
  },
};
