/** Reads a note, its sales order and the notes before it as they are now, and keeps them for the steps in the store. */
import type { BrightpearlClient } from '../../brightpearl/client';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { NoteStep } from '../../domain/fulfillment-types';
import { noteRef } from '../../domain/ids';
import type { NoteState } from '../../domain/notes';
import type { ShipmentRules } from '../../mapping/rules-shipments';
import { partsNeverNoted, soldRowsOf } from '../../mapping/shipments/sold-rows';
import type { KnownRow } from '../../mapping/shipments/sold-rows';
import type { SoldRow } from '../../mapping/shipments/types';
import type { Link } from '../../store/links';
import type { StoredNote } from '../../store/notes';
import { writtenRowsOf } from '../after-sale/written-rows';
import type { WrittenRow } from '../after-sale/written-rows';
import { salesOrderLinks } from '../already-done';
import type { ActivityDeps } from '../deps';
import { findNotes } from './found-notes';
import type { FoundNote } from './found-notes';
import { referenceOf } from './note-reference';
import { withParents } from './order-of-sales-order';
import { shipmentRulesOf } from './route-rules';
import { keep, versionGone } from './stored';

export async function readNote(deps: ActivityDeps, { key, note }: NoteStep): Promise<{ readonly readingId: string }> {
  const rules = await shipmentRulesOf(deps, key);
  const known = await deps.store.notes.ofOrder(key);
  const stored = known.find(({ account, ...one }) => account === note.account && noteRef(one) === noteRef(note));
  if (!stored) throw versionGone(key);
  const client = deps.brightpearl(note.account);
  const { salesOrderId } = stored;
  const [salesOrder, ...parents] = await withParents(client, salesOrderId);
  const found = await findNotes(client, salesOrderId, known);
  const links = await salesOrderLinks(deps, key);
  const written = (of: readonly Link[]): WrittenRow[] => of.flatMap(({ meta }) => writtenRowsOf(meta) ?? []);
  const knownRows = [...written(links).map(knownRow), ...parents.flatMap(({ rows }) => rows.map(knownRow))];
  const others = links.filter(({ remoteId }) => remoteId !== String(salesOrderId));
  const own = written(links.filter((link) => !others.includes(link)));
  const now = found.get(noteRef(note));
  const state = now?.state ?? 'destroyed';
  const readingId = await keep(deps, key, {
    state,
    triggered: isTriggered(rules.trigger, state, salesOrder?.statusId),
    ...(now?.shippedOn === undefined ? {} : { shippedOn: now.shippedOn }),
    note: {
      noteId: note.noteId,
      rows: now?.rows ?? [],
      reference: now ? await referenceOf(client, now, salesOrderId, rules.dropShipTracking) : '',
      ...(now?.shippingMethodId === undefined ? {} : { shippingMethodId: now.shippingMethodId }),
    },
    earlier: earlierThan(stored, known).flatMap((one) => found.get(noteRef(one)) ?? []),
    soldRows: salesOrder ? await soldRows(client, salesOrder, knownRows, [...found.values()]) : own.map(asWritten),
    knownRows,
    refsElsewhere: [
      ...written(others).flatMap(({ ref }) => ref ?? []),
      ...parents.flatMap(({ rows }) => rows.flatMap(({ externalRef }) => externalRef ?? [])),
    ],
  });
  return { readingId };
}

function isTriggered(trigger: ShipmentRules['trigger'], state: NoteState, statusId: number | undefined): boolean {
  if (state === 'destroyed') return false;
  if (trigger === 'shipped') return state === 'shipped';
  if (trigger === 'packed') return state !== 'made';
  return statusId !== undefined && trigger.orderStatusIds.includes(statusId);
}

/** Those whose shipments the store has; a bundle may be complete only together with them. */
const earlierThan = (note: StoredNote, known: readonly StoredNote[]): StoredNote[] =>
  known.filter((other) => other !== note && other.salesOrderId === note.salesOrderId && other.settledVersion !== null);

async function soldRows(
  client: BrightpearlClient,
  { rows }: BpSalesOrder,
  known: readonly KnownRow[],
  notes: readonly FoundNote[],
): Promise<SoldRow[]> {
  const unsure = partsNeverNoted(rows, notes);
  const products = unsure.length === 0 ? [] : [...(await client.products.readMany(unsure)).values()];
  const untracked = products.filter(({ stock }) => !stock.stockTracked).map(({ id }) => id);
  return soldRowsOf({ rows }, known, new Set(untracked));
}

type AnyRow = Pick<WrittenRow, 'id' | 'ref'> & {
  readonly externalRef?: string | null | undefined;
  readonly productId?: number | null | undefined;
};

const knownRow = ({ id, ref, externalRef, productId }: AnyRow): KnownRow => ({
  id,
  externalRef: ref ?? externalRef ?? undefined,
  productId: productId ?? undefined,
});

/** Of a sales order that is gone. */
const asWritten = ({ id, ref, productId = 0, quantity }: WrittenRow): SoldRow => ({
  id,
  productId,
  quantity,
  ...(ref === undefined ? {} : { externalRef: ref }),
  stockTracked: true,
});
