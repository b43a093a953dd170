/** What is kept between the steps that make a note's shipments. Encrypted, and erased with the order it is about. */
import { z } from 'zod';
import type { ShipmentChange } from '../../bigcommerce/shipments';
import type { OrderKey } from '../../domain/ids';
import { issue } from '../../domain/issues';
import type { NoteState } from '../../domain/notes';
import type { KnownRow } from '../../mapping/shipments/sold-rows';
import type { Tracking } from '../../mapping/shipments/tracking';
import type { Note, ShipmentDraft, SoldRow } from '../../mapping/shipments/types';
import type { ActivityDeps } from '../deps';
import { issueFailure } from '../failures';

/** A note and what it is of, as Brightpearl had them. */
export interface StoredReading {
  readonly state: NoteState;
  /** By rule it is time for its shipments. */
  readonly triggered: boolean;
  readonly shippedOn?: string;
  readonly note: Note;
  /** Notes of the same sales order whose shipments were made. */
  readonly earlier: readonly Pick<Note, 'rows'>[];
  readonly soldRows: readonly SoldRow[];
  readonly knownRows: readonly KnownRow[];
  /** Keys of rows that other sales orders of the order have. */
  readonly refsElsewhere: readonly string[];
}

/** What is to be done in the store. */
export interface StoredShipments {
  readonly drafts: readonly ShipmentDraft[];
  readonly changes: readonly {
    readonly shipmentId: number;
    readonly localKey: string;
    readonly change: ShipmentChange;
  }[];
  readonly tracking: Tracking;
  readonly notices: readonly string[];
  /** Shipments that are not of this note: those there were, or those that an earlier database made of other notes. */
  readonly others: readonly number[];
  readonly lookFirst: boolean;
  /** Whether the store is expected to mail the customer; null when nobody knows. */
  readonly mail: boolean | null;
}

/** Kept with the link of a shipment, and with the intent before. */
export const shipmentMetaSchema = z.object({
  addressId: z.number(),
  items: z.array(z.object({ lineId: z.number(), quantity: z.number() })),
  others: z.array(z.number()).default([]),
  tracked: z.boolean().default(false),
  mail: z.boolean().nullable().default(null),
});

/** As of the order's newest version. */
export async function keep(
  deps: ActivityDeps,
  order: OrderKey,
  body: StoredReading | StoredShipments,
): Promise<string> {
  const snapshot = await deps.store.snapshots.latest(order);
  if (!snapshot) throw versionGone(order);
  return deps.store.plans.save({ order, snapshotId: snapshot.id, configHash: deps.config.hash, kind: 'note', body });
}

export async function kept<T extends StoredReading | StoredShipments>(
  deps: ActivityDeps,
  order: OrderKey,
  id: string,
): Promise<T> {
  const stored = await deps.store.plans.get(id);
  if (!stored) throw versionGone(order);
  return stored.body as T;
}

export const versionGone = ({ orderId }: OrderKey) =>
  issueFailure(issue('VERSION_GONE', `Order ${orderId}: what was read of its note is gone; retry the order`));
