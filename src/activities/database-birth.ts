import type { Store } from '../store/store';

/**
 * When this database was first used, noted by whoever asks first: the first start, normally. Orders placed before it may
 * have been imported by a database that is lost.
 */
export async function databaseBirth({ watermarks }: Pick<Store, 'watermarks'>): Promise<Date> {
  const known = await watermarks.get('database', 'born');
  if (known) return known;
  const now = new Date();
  await watermarks.advance('database', 'born', now);
  return now;
}
