import { sql } from 'kysely';

/** By the database's clock. Its columns have milliseconds, and round: what ends now would end up to half of one later. */
export const inFuture = (ttlMs: number) =>
  sql<Date>`date_trunc('milliseconds', clock_timestamp() + make_interval(secs => ${ttlMs / 1000}))`;
