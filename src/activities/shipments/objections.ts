/** Why a note does not become a shipment, or stops to be one, without a person's word. */
import type { BcOrder } from '../../bigcommerce/schemas/order';
import type { BcShipment } from '../../bigcommerce/shipments';
import type { NoteStep } from '../../domain/fulfillment-types';
import { issue } from '../../domain/issues';
import type { Issue } from '../../domain/issues';
import type { ShipmentRules } from '../../mapping/rules-shipments';
import { attribute } from '../../mapping/shipments/attribution';
import { linesWithoutRow } from '../../mapping/shipments/sold-rows';
import type { ShipmentDraft, ShippableLine } from '../../mapping/shipments/types';
import type { ActivityDeps } from '../deps';
import type { StoredReading } from './stored';

const DAY_MS = 24 * 60 * 60_000;

interface Found {
  readonly rules: ShipmentRules;
  readonly reading: StoredReading;
  readonly order: BcOrder;
  readonly lines: readonly ShippableLine[];
  /** Shipments that are to be made. */
  readonly drafts: readonly ShipmentDraft[];
  /** Shipments that were made of the note and are there. */
  readonly standing: readonly BcShipment[];
  /** Codes that somebody released the order from. */
  readonly released: readonly string[];
}

export async function standsAgainst(deps: ActivityDeps, step: NoteStep, found: Found): Promise<Issue[]> {
  const { released } = found;
  const issues = [destroyed(step, found), ofNoLine(step, found), old(step, found)];
  if (!released.includes('MAILS_ARE_ON')) issues.push(await mailsAreOn(deps, step, found));
  return issues.flatMap((one) => (one && !released.includes(one.code) ? [one] : []));
}

const about = ({ key, note }: NoteStep): string => `Order ${key.orderId}, ${note.kind} note ${note.noteId}`;

function destroyed(step: NoteStep, { rules, reading, standing }: Found): Issue | undefined {
  if (reading.state !== 'destroyed' || standing.length === 0 || rules.destroyed !== 'report') return undefined;
  const ids = standing.map(({ id }) => id).join(', ');
  return issue(
    'NOTE_DESTROYED',
    `${about(step)} was destroyed in Brightpearl, and the store shows it as shipment ${ids}. ` +
      'Delete that shipment if the goods did not leave, then release.',
    { details: { shipments: ids } },
  );
}

/** With all lines accounted for, a stranger on a note is a gift; else it may be what was to be shipped. */
function ofNoLine(step: NoteStep, { reading, lines }: Found): Issue | undefined {
  const { soldRows, refsElsewhere, note } = reading;
  const { unattributed } = attribute(soldRows, note.rows);
  if (!reading.triggered || unattributed.length === 0) return undefined;
  const refs = new Set([...soldRows.map(({ externalRef }) => externalRef), ...refsElsewhere]);
  const missing = linesWithoutRow(lines, refs).map(({ lineId }) => lineId);
  if (missing.length === 0) return undefined;
  const goods = unattributed.map(({ quantity, productId }) => `${quantity} of product ${productId}`).join(', ');
  return issue(
    'GOODS_OF_NO_LINE',
    `${about(step)}: ${goods} left, of no line of the order; line ${missing.join(', ')} has no row in the sales order. ` +
      'Make the shipment in BigCommerce by hand, then release.',
    { details: { lines: missing } },
  );
}

function old(step: NoteStep, { rules, reading, drafts }: Found): Issue | undefined {
  const { shippedOn } = reading;
  if (drafts.length === 0 || shippedOn === undefined) return undefined;
  const days = Math.floor((step.asOf - Date.parse(shippedOn)) / DAY_MS);
  if (days <= rules.maxNoteAgeDays) return undefined;
  return issue(
    'OLD_NOTE',
    `${about(step)} was shipped ${days} days ago, more than the ${rules.maxNoteAgeDays} that are shown without a yes. ` +
      'The customer may be mailed now: release to make the shipment.',
    { details: { days } },
  );
}

async function mailsAreOn(
  deps: ActivityDeps,
  step: NoteStep,
  { rules, order, drafts }: Found,
): Promise<Issue | undefined> {
  if (rules.notification !== 'never' || drafts.length === 0) return undefined;
  const { storeHash } = step.key;
  if (!(await deps.mailSettings.now(storeHash, order.channel_id))) return undefined;
  return issue(
    'MAILS_ARE_ON',
    `${about(step)} waits: store ${storeHash} mails customers about the status of orders of channel ${order.channel_id}. ` +
      'Turn these mails off, then retry.',
    { details: { channel: order.channel_id } },
  );
}
