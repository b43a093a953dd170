/**
 * Keeps notes that a plan met before anything told of them. A plan may stop at a note until it is gone, and only of notes that
 * are known is it noticed that they were destroyed.
 */
import type { BpGoodsOutNote } from '../../brightpearl/goods-out-notes';
import type { OrderKey } from '../../domain/ids';
import type { ActivityDeps } from '../deps';
import { ofGoodsOut } from './read-notes';

export async function rememberNotes(
  { store }: ActivityDeps,
  account: string,
  order: OrderKey,
  notes: readonly BpGoodsOutNote[],
): Promise<readonly BpGoodsOutNote[]> {
  const ids = notes.map(({ id }) => id);
  const known = new Set((await store.notes.known(account, 'goods-out', ids)).map(({ noteId }) => noteId));
  const met = notes.filter(({ id }) => !known.has(id));
  await store.notes.record(met.map((note) => ({ account, order, ...ofGoodsOut(note) })));
  return notes;
}
