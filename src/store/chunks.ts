/** Rows in the order that they come, so many at a time. */
export const inChunks = <T>(rows: readonly T[], size: number): (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => rows.slice(n * size, (n + 1) * size));

/** PostgreSQL takes 65,535 parameters a statement: so many rows may have thirteen each. */
export const ROWS_A_STATEMENT = 5_000;
