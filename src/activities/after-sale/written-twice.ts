/**
 * What may stand in a remote twice: a request that nobody saw answered was sent again after look-ups found nothing, and the first
 * one was carried out all the same, long after everybody gave it up. No look-up knows what is yet to come, so that it is looked
 * for afterwards. Payments and goods in are not: Brightpearl takes their references once. Neither are contacts, notes and
 * reservations, of which one too many moves neither goods nor money.
 */
import { ORDER_TYPES } from '../../brightpearl/orders';
import { issue, type Issue } from '../../domain/issues';
import { alike } from '../../mapping/shipments/claims';
import type { Intent } from '../../store/intents';
import { documentsOf } from '../find-document';
import { shipmentMetaSchema } from '../shipments/stored';
import { creditNamedBy } from '../staff-credits/adopt-staff-credits';
import { localKeyOf } from '../write-once';
import type { AfterSale, Finding } from './plan-after-sale';

export async function findWrittenTwice(afterSale: AfterSale): Promise<Finding> {
  const { deps, input, rulings } = afterSale;
  const resent = (await deps.store.intents.forOrder(input.key)).filter(isResent);
  const issues: Issue[] = [];
  for (const intent of resent) {
    if (rulings.amendments.released?.includes(ruleOf(intent))) continue;
    const kind = TWINS[intent.kind];
    const twins = kind ? await kind.find(afterSale, intent) : [];
    if (kind && twins.length > 0) issues.push(writtenTwice(afterSale, intent, kind, twins));
  }
  return { issues };
}

const isResent = ({ attempt, settledAt }: Intent): boolean => attempt > 1 && settledAt !== null;

const ruleOf = ({ kind, remoteId }: Intent): string => `twice-${kind}-${remoteId}`;

interface Twins {
  /** What people call it, and how one too many is taken away. */
  readonly name: string;
  readonly remedy: string;
  /** Ids of records like the one that the intent came out as, which nobody else made. */
  readonly find: (afterSale: AfterSale, intent: Intent) => Promise<readonly number[]>;
}

/** Brightpearl tells copies by our instance id, which a private app does not have. */
const documents =
  (orderTypeId: (typeof ORDER_TYPES)['salesOrder' | 'salesCredit']): Twins['find'] =>
  async ({ deps, input: { account } }, intent) => {
    if ((await deps.facts.of(account)).instanceId !== undefined) return [];
    const sought = { orderTypeId, externalRef: localKeyOf(intent) };
    return others(intent, await documentsOf(deps.brightpearl(account), sought));
  };

const TWINS: Readonly<Record<string, Twins | undefined>> = {
  'sales-order': {
    name: 'sales order',
    remedy: 'cancel the one without payments in Brightpearl and clear its external reference',
    find: documents(ORDER_TYPES.salesOrder),
  },
  'sales-credit': {
    name: 'sales credit',
    remedy: 'delete the one without payments in Brightpearl and clear its external reference',
    find: documents(ORDER_TYPES.salesCredit),
  },
  shipment: { name: 'shipment', remedy: 'delete the other in BigCommerce', find: shipmentsLike },
  'store-refund': {
    name: 'refund in the store',
    remedy: 'settle with the customer: a refund cannot be taken back',
    find: storeRefundsLike,
  },
};

const others = ({ remoteId }: Intent, ids: readonly number[]): number[] => ids.filter((id) => String(id) !== remoteId);

/** Identical parcels of other notes are linked to those; what was there before it was first sent is none of ours. */
async function shipmentsLike({ deps, input: { key } }: AfterSale, intent: Intent): Promise<readonly number[]> {
  const { addressId, items, others: before } = shipmentMetaSchema.parse(intent.meta);
  const links = (await deps.store.links.forOrder(key)).filter(({ kind }) => kind === 'shipment');
  const known = new Set([...before, ...links.map(({ remoteId }) => Number(remoteId))]);
  const shipments = await deps.bigcommerce(key.storeHash).shipments.list(key.orderId);
  return alike(shipments, { draft: { orderAddressId: addressId, items }, others: known }).map(({ id }) => id);
}

async function storeRefundsLike({ deps, input: { key } }: AfterSale, intent: Intent): Promise<readonly number[]> {
  const refunds = await deps.bigcommerce(key.storeHash).refunds.list(key.orderId);
  const ids = refunds.filter((refund) => creditNamedBy(refund) === intent.meta['creditId']).map(({ id }) => id);
  return others(intent, ids);
}

function writtenTwice(
  { input: { key } }: AfterSale,
  intent: Intent,
  { name, remedy }: Twins,
  twins: readonly number[],
): Issue {
  const { kind, remoteId } = intent;
  return issue(
    'WRITTEN_TWICE',
    `Order ${key.orderId}: ${name} ${remoteId} is there again as ${twins.join(', ')}. A request without an answer was sent once ` +
      `more, and both were carried out. Compare them and ${remedy}; then retry. If all are meant, release with rule ` +
      `${ruleOf(intent)}.`,
    { subject: ruleOf(intent), details: { kind, remoteId, twins } },
  );
}
