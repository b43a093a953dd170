/** V3 lists that can be paged by number and by cursor. */
import type { SimRequest, SimResponse } from '../core/http';
import { pageOf, v3Answer, v3Error, v3List } from './answers';
import type { BigCommerceSwitches } from './switches';

interface CursorListOptions<Row> {
  /** What the rows are sorted by, ascending, and their cursors hold. */
  readonly keyOf: (row: Row) => number;
  readonly view: (row: Row) => unknown;
}

/**
 * "If no pagination details are specified or if you only provide a limit, then both properties will be present": with a
 * page only `pagination`, with a cursor only `cursor_pagination`.
 */
export function v3CursorList<Row>(
  rows: readonly Row[],
  request: SimRequest,
  switches: BigCommerceSwitches,
  { keyOf, view }: CursorListOptions<Row>,
): SimResponse {
  const page = pageOf(request, switches);
  if ('status' in page) return page;
  const { query } = request;
  const [after, before] = [query.get('after'), query.get('before')];
  const byPage = v3List(rows, request, switches, { view });
  if (after === null && before === null && query.has('page')) return byPage;
  const bound = after ?? before;
  const key = bound === null ? undefined : keyIn(bound);
  if (key !== undefined && Number.isNaN(key)) return v3Error(422, 'The cursor is not valid.');
  const found = sliceAt(rows, { key, backwards: after === null, limit: page.limit, keyOf });
  const cursors = cursorsOf(found, page.limit, keyOf);
  if (bound === null) {
    const { data, meta } = byPage.body as { readonly data: unknown; readonly meta: object };
    return v3Answer(data, { ...meta, cursor_pagination: cursors });
  }
  return v3Answer(found.slice.map(view), { cursor_pagination: cursors });
}

interface Slice<Row> {
  readonly slice: readonly Row[];
  readonly hasNext: boolean;
}

interface Place<Row> {
  readonly key: number | undefined;
  readonly backwards: boolean;
  readonly limit: number;
  readonly keyOf: (row: Row) => number;
}

/** A row that is gone still marks its place. */
function sliceAt<Row>(rows: readonly Row[], { key, backwards, limit, keyOf }: Place<Row>): Slice<Row> {
  if (key === undefined) return { slice: rows.slice(0, limit), hasNext: rows.length > limit };
  if (backwards) {
    const earlier = rows.filter((row) => keyOf(row) < key);
    return { slice: earlier.slice(-limit), hasNext: earlier.length < rows.length };
  }
  const later = rows.filter((row) => keyOf(row) > key);
  return { slice: later.slice(0, limit), hasNext: later.length > limit };
}

function cursorsOf<Row>({ slice, hasNext }: Slice<Row>, limit: number, keyOf: (row: Row) => number): object {
  const [first, last] = [slice[0], slice.at(-1)].map((row) => (row === undefined ? '' : cursorOf(keyOf(row))));
  return {
    count: slice.length,
    per_page: limit,
    start_cursor: first,
    end_cursor: last,
    links: hasNext ? { next: `?after=${last}&limit=${limit}` } : {},
  };
}

const cursorOf = (key: number): string => Buffer.from(String(key)).toString('base64');

function keyIn(cursor: string): number {
  const text = Buffer.from(cursor, 'base64').toString();
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
