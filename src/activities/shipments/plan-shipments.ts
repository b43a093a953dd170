/** Decides what the store is to be given of a note, by the order and its shipments as they are now. Writes nothing there. */
import type { BcOrder } from '../../bigcommerce/schemas/order';
import type { BcShipment } from '../../bigcommerce/shipments';
import type { ReadingStep, ShipmentsPlanned } from '../../domain/fulfillment-types';
import { noteRef } from '../../domain/ids';
import type { ShipmentRules } from '../../mapping/rules-shipments';
import { shippableLines } from '../../mapping/shipments/lines';
import { planShipments as planOf } from '../../mapping/shipments/plan';
import { substitutions } from '../../mapping/shipments/sold-rows';
import { changeOf, trackingOf } from '../../mapping/shipments/tracking';
import type { ShippableLine } from '../../mapping/shipments/types';
import type { Link } from '../../store/links';
import type { ActivityDeps } from '../deps';
import { mayBeHandledBefore } from '../earlier-sales-orders';
import { readRulings } from '../rulings';
import { standsAgainst } from './objections';
import { orderNow } from './order-now';
import { resolveIntents } from './resolve-intents';
import { shipmentRulesOf } from './route-rules';
import { adoptMarked, shipmentLinks } from './shipment-links';
import { keep, kept, shipmentMetaSchema } from './stored';
import type { StoredReading, StoredShipments } from './stored';
import { unitsTakenOff } from './units-taken-off';

const NOTHING: ShipmentsPlanned = { create: [], change: [], issues: [] };

export async function planShipments(deps: ActivityDeps, input: ReadingStep): Promise<ShipmentsPlanned> {
  const { key, note } = input;
  const client = deps.bigcommerce(key.storeHash);
  const rules = await shipmentRulesOf(deps, key);
  const reading = await kept<StoredReading>(deps, key, input.readingId);
  const [order, shipments] = await Promise.all([orderNow(client, key.orderId), client.shipments.list(key.orderId)]);
  const lookFirst = await mayBeHandledBefore(deps, { order });
  const marked = lookFirst ? await adoptMarked(deps, client, key, note) : [];
  const before = await resolveIntents(deps, input, shipments);
  const { own } = await shipmentLinks(deps, key, note);
  const wasSettled = await isSettledOnce(deps, input);
  if (!reading.triggered && reading.state !== 'destroyed' && !wasSettled && own.length === 0) return NOTHING;

  const tracking = trackingOf(reading.note.reference, carrierOf(rules, reading), rules.severalTrackingNumbers);
  const lines = withoutOwn(shippableLines(order, await unitsTakenOff(deps, key)), shipments, own);
  const plan = planOf({ ...reading, lines });
  const makes = reading.triggered && !wasSettled;
  const made = new Set(own.map(({ meta }) => shipmentMetaSchema.parse(meta).addressId));
  const drafts = makes ? plan.shipments.filter(({ orderAddressId }) => !made.has(orderAddressId)) : [];
  const standing = shipments.filter(({ id }) => own.some(({ remoteId }) => remoteId === String(id)));
  const { released = [] } = (await readRulings(deps, key)).amendments;
  const found = { rules, reading, order, lines, drafts, standing };
  const issues = await standsAgainst(deps, input, { ...found, released });
  if (issues.length > 0) return { ...NOTHING, issues };

  const stored: StoredShipments = {
    drafts,
    changes: changesOf(found, own, tracking),
    tracking,
    notices: noticesOf(found, makes ? plan.notices : []),
    others: lookFirst ? marked : (before ?? shipments.map(({ id }) => id)),
    lookFirst,
    mail: drafts.length === 0 ? null : ((await deps.mailSettings.expected(key.storeHash, order.channel_id)) ?? null),
  };
  const planId = await keep(deps, key, stored);
  return { planId, create: [...stored.drafts.keys()], change: [...stored.changes.keys()], issues: [] };
}

async function isSettledOnce(deps: ActivityDeps, { key, note }: ReadingStep): Promise<boolean> {
  const notes = await deps.store.notes.ofOrder(key);
  const stored = notes.find(({ account, ...one }) => account === note.account && noteRef(one) === noteRef(note));
  return (stored?.settledVersion ?? null) !== null;
}

const carrierOf = ({ carriers }: ShipmentRules, { note }: StoredReading) =>
  carriers[String(note.shippingMethodId ?? 0)];

/** What the note's own shipments show is no reason to show less of it. */
function withoutOwn(
  lines: readonly ShippableLine[],
  shipments: readonly BcShipment[],
  own: readonly Link[],
): ShippableLine[] {
  const ids = new Set(own.map(({ remoteId }) => Number(remoteId)));
  const items = shipments.filter(({ id }) => ids.has(id)).flatMap((shipment) => shipment.items);
  return lines.map((line) => {
    const shown = items.reduce((sum, { lineId, quantity }) => sum + (lineId === line.lineId ? quantity : 0), 0);
    return { ...line, quantityShipped: Math.max(0, line.quantityShipped - shown) };
  });
}

interface Found {
  readonly rules: ShipmentRules;
  readonly reading: StoredReading;
  readonly order: BcOrder;
  readonly standing: readonly BcShipment[];
}

function changesOf(
  { rules, standing }: Found,
  own: readonly Link[],
  tracking: StoredShipments['tracking'],
): StoredShipments['changes'] {
  return standing.flatMap((shipment) => {
    const link = own.find(({ remoteId }) => remoteId === String(shipment.id));
    const change = changeOf(shipment, tracking);
    if (!link || !change || !mayChange(rules, link)) return [];
    return [{ shipmentId: shipment.id, localKey: link.localKey, change }];
  });
}

/** A store whose mails nobody can tell of counts as one that mails. */
const mayChange = ({ lateTracking }: ShipmentRules, { meta }: Link): boolean =>
  lateTracking === 'always' || (lateTracking === 'before-mail' && shipmentMetaSchema.parse(meta).mail === false);

/** Statuses that an order ends in. */
const ENDED: Readonly<Record<number, string>> = { 4: 'refunded', 5: 'cancelled', 6: 'declined' };

function noticesOf({ reading, order, standing }: Found, planned: readonly string[]): string[] {
  const { note, state, soldRows, knownRows } = reading;
  const ended = ENDED[order.status_id];
  return [
    ...planned,
    ...substitutions(note, soldRows, knownRows),
    ...(ended !== undefined && state === 'shipped' ? [`Note ${note.noteId} left for an order that is ${ended}`] : []),
    ...(state === 'destroyed' && standing.length > 0
      ? [`Note ${note.noteId} was destroyed; its shipment ${standing.map(({ id }) => id).join(', ')} stays`]
      : []),
  ];
}
