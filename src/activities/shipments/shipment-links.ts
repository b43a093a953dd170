/**
 * Which shipments of an order are those of which note: by the links of this database, and by metafields of the order for
 * one that is younger than the order.
 */
import { intentKeyOf } from '../write-once';
import type { BigCommerceClient } from '../../bigcommerce/client';
import type { PendingNote } from '../../domain/fulfillment-types';
import { noteRef } from '../../domain/ids';
import type { OrderKey } from '../../domain/ids';
import type { Link } from '../../store/links';
import type { Intent } from '../../store/intents';
import type { ActivityDeps } from '../deps';

const NAMESPACE = 'brightpearl';

export interface ShipmentLinks {
  /** Of the note. */
  readonly own: readonly Link[];
  /** Ids of shipments of other notes. */
  readonly others: readonly number[];
}

export async function shipmentLinks(deps: ActivityDeps, key: OrderKey, note: PendingNote): Promise<ShipmentLinks> {
  const links = (await deps.store.links.forOrder(key)).filter(({ kind }) => kind === 'shipment');
  const own = links.filter((link) => link.account === note.account && isOf(note, link.localKey));
  return { own, others: links.filter((link) => !own.includes(link)).map(({ remoteId }) => Number(remoteId)) };
}

const isOf = (note: PendingNote, localKey: string): boolean => localKey.startsWith(`${noteRef(note)}-a`);

/** Requests for the note's shipments that nobody has seen answered. */
export async function openIntents(deps: ActivityDeps, key: OrderKey, note: PendingNote): Promise<Intent[]> {
  const start = intentKeyOf({ kind: 'shipment', account: note.account, localKey: `${noteRef(note)}-a` });
  const intents = await deps.store.intents.forOrder(key);
  return intents.filter((intent) => intent.key.startsWith(start) && intent.settledAt === null);
}

/** `31=1001,32=1002`: shipments by address. */
const valueOf = (links: readonly Link[]): string =>
  links
    .map(({ localKey, remoteId }) => `${addressOf(localKey)}=${remoteId}`)
    .sort()
    .join();

const addressOf = (localKey: string): string => localKey.slice(localKey.lastIndexOf('-a') + 2);

/** Writes which shipments are the note's onto the order, where a later database finds it. */
export async function markShipments(deps: ActivityDeps, key: OrderKey, note: PendingNote): Promise<void> {
  const { own } = await shipmentLinks(deps, key, note);
  const value = valueOf(own);
  const mark = {
    kind: 'metafield',
    account: key.storeHash,
    localKey: `${NAMESPACE}/${key.orderId}/${noteRef(note)}`,
  } as const;
  if (own.length === 0 || (await deps.store.links.get(mark))?.remoteId === value) return;
  const field = { namespace: NAMESPACE, key: noteRef(note), value };
  await deps.bigcommerce(key.storeHash).metafields.upsert(key.orderId, field);
  await deps.store.links.replace({ ...mark, remoteId: value, order: key });
}

/**
 * Links what an earlier database had made of the note; gives the shipments that it had made of others. What only the
 * metafields know is not linked to notes of another account: there they would be strangers.
 */
export async function adoptMarked(
  deps: ActivityDeps,
  client: BigCommerceClient,
  key: OrderKey,
  note: PendingNote,
): Promise<number[]> {
  const others: number[] = [];
  for (const { key: ref, value } of await client.metafields.list(key.orderId, NAMESPACE)) {
    if (!/^(gon|dsn)-\d+$/.test(ref)) continue;
    const made = [...value.matchAll(/(\d+)=(\d+)/g)];
    if (ref !== noteRef(note)) others.push(...made.map(([, , shipmentId]) => Number(shipmentId)));
    else {
      for (const [, addressId, shipmentId] of made) {
        const link = { kind: 'shipment', account: note.account, localKey: `${ref}-a${addressId}` } as const;
        await deps.store.links.put({
          ...link,
          remoteId: shipmentId ?? '',
          order: key,
          meta: { addressId: Number(addressId), items: [] },
        });
      }
    }
  }
  return others;
}
