/** Rows in the order that they come, so many at a time: a statement takes no more than 65,535 parameters. */
export const inChunks = <T>(rows: readonly T[], size: number): (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => rows.slice(n * size, (n + 1) * size));
