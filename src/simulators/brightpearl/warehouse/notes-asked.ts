import type { SimRequest } from '../../core/http';
import type { Account } from '../account';
import { param, response } from '../endpoint';
import { notFound } from '../failure';
import { readIdSet } from '../id-set';

interface Asked<Note> {
  /** For "No … Found". */
  readonly title: string;
  readonly notes: ReadonlyMap<number, Note>;
  readonly view: (note: Note) => unknown;
  /** Orders that a note belongs to. Default: its own. */
  readonly ordersOf?: (note: Note) => readonly number[];
  /** Ids in one set at most. */
  readonly cap?: number;
}

/**
 * The answer to `order/{orders}/goods-note/…[/{ids}]`: a map by note. `*` stands for all orders, and wants the ids of
 * notes.
 */
export function notesAsked<Note extends { readonly id: number; readonly orderId: number }>(
  account: Account,
  request: SimRequest,
  { title, notes, view, ordersOf = ({ orderId }) => [orderId], cap = 200 }: Asked<Note>,
) {
  const orders = param(request, 'orders');
  const set = request.params['ids'];
  const orderIds = orders === '*' && set !== undefined ? undefined : readIdSet(orders, cap);
  const ids = set === undefined ? undefined : readIdSet(set, cap);
  const found = [...notes.values()].filter(
    (note) => (!orderIds || ordersOf(note).some((id) => orderIds.has(id))) && (ids?.has(note.id) ?? true),
  );
  if (found.length === 0 && account.switches.noGoodsOutNotes === 'not-found') throw notFound(`No ${title} Found`);
  return response(Object.fromEntries(found.map((note) => [note.id, view(note)])));
}
