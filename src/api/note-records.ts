/** Notes of an order, with the shipments that were made of them. */
import { z } from 'zod';
import { noteRef } from '../domain/ids';
import type { OrderKey } from '../domain/ids';
import type { Store } from '../store/store';
import type { ShownNote } from './answers';

/** Kept with the link of a shipment. */
const shownMetaSchema = z.object({ tracked: z.boolean().catch(false), mail: z.boolean().nullable().catch(null) });

export async function notesOf({ notes, links }: Pick<Store, 'notes' | 'links'>, key: OrderKey): Promise<ShownNote[]> {
  const [known, linked] = await Promise.all([notes.ofOrder(key), links.forOrder(key)]);
  const shipments = linked.filter(({ kind }) => kind === 'shipment');
  return known.map((note) => ({
    kind: note.kind,
    noteId: note.noteId,
    salesOrderId: note.salesOrderId,
    state: note.state,
    shippedAt: note.shippedOn?.toISOString() ?? null,
    shown: note.version === note.settledVersion,
    shipments: shipments
      .filter(({ account, localKey }) => account === note.account && localKey.startsWith(`${noteRef(note)}-a`))
      .map(({ remoteId, meta }) => ({ id: Number(remoteId), ...shownMetaSchema.parse(meta) })),
  }));
}
