/** Columns that tables of several files have. */
import type { ColumnType } from 'kysely';

/** Set by the database when left out, and never changed. */
export type Created = ColumnType<Date, Date | undefined, never>;
