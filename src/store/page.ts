/** Lists are walked by key: a page begins behind the last row of the one before, whatever was added meanwhile. */
import type { z } from 'zod';

export interface PageRequest {
  /** At most this many rows. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** A cursor that no page of this list gave. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';

  constructor() {
    super('The cursor is not one that this list gave. Start again without it.');
  }
}

/** Cuts the row that was read beyond the limit, which only tells that there is another page. */
export function pageOf<Row>(rows: readonly Row[], limit: number, position: (row: Row) => unknown): Page<Row> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return rows.length > limit && last !== undefined
    ? { rows: shown, next: Buffer.from(JSON.stringify(position(last))).toString('base64url') }
    : { rows: shown };
}

/** @throws InvalidCursorError */
export function readCursor<Position>(cursor: string, schema: z.ZodType<Position>): Position {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new InvalidCursorError();
  }
}
