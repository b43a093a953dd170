/** Fixes where each part of a refund goes, once and before anything is written for it. */
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import { ORDER_TYPES } from '../../brightpearl/orders';
import type { PlanOrderInput } from '../../domain/activity-types';
import { creditRef } from '../../domain/ids';
import { minorUnits } from '../../domain/money';
import { refundRule } from '../../mapping/refunds/attribute';
import { decidePortions, splitPortion, type Standing } from '../../mapping/refunds/decide';
import type { UndecidedRefund } from '../../mapping/refunds/plan';
import type { DecidedPortion, RefundDecision, RefundPortion } from '../../mapping/refunds/types';
import type { OrderPlan, OrderSnapshot } from '../../mapping/types';
import type { Link } from '../../store/links';
import type { StoredRefund } from '../../store/refunds';
import { mayBeHandledBefore } from '../earlier-sales-orders';
import type { ActivityDeps } from '../deps';
import { intentKeyOf } from '../write-once';
import { isTakenOff, standingOf } from './standing';

export interface DecideRefunds {
  readonly input: PlanOrderInput;
  readonly snapshot: OrderSnapshot;
  /** As sold. */
  readonly plan: OrderPlan;
  readonly decided: readonly RefundDecision[];
  readonly undecided: readonly UndecidedRefund[];
  /** Names of rules that people released. */
  readonly released?: readonly string[];
  /** Refunds that are on a sales credit of staff. */
  readonly onCredits?: ReadonlySet<number>;
  /** The order's sales orders. */
  readonly links: readonly Link[];
}

/** Gives all decisions, old and new. */
export async function decideRefunds(deps: ActivityDeps, given: DecideRefunds): Promise<readonly RefundDecision[]> {
  const { snapshot, plan, undecided, links } = given;
  if (undecided.length === 0) return given.decided;
  const documents = await readDocuments(deps, given);
  const digits = minorUnits(snapshot.order.default_currency_code) ?? 2;
  const isFinal = links.length > 0 || !(await mayExist(deps, given));
  const decisions = [...given.decided];
  for (const { refundId, portions } of undecided) {
    if (given.onCredits?.has(refundId)) {
      const credited = portions.map((portion) => ({ ...portion, where: 'credit' as const }));
      decisions.push(await store(deps, given, { refundId, portions: credited }));
      continue;
    }
    const before = decisions.flatMap((decision) => decision.portions);
    const seen = await alreadyWritten(deps, given, { refundId, portions, before, documents, digits });
    const fresh = decidePortions(seen.open, {
      standingOf: (ref) => documents.get(ref)?.standing,
      before: [...before, ...seen.decided],
      plan,
      digits,
    });
    const decision = { refundId, portions: [...seen.decided, ...fresh] };
    decisions.push(isFinal ? await store(deps, given, decision) : decision);
  }
  return decisions;
}

/** What another run stored first is what counts. */
async function store(
  deps: ActivityDeps,
  { input: { key }, snapshot: { refunds = [] }, released = [] }: DecideRefunds,
  { refundId, portions }: RefundDecision,
): Promise<RefundDecision> {
  const madeOn = new Date(refunds.find(({ id }) => id === refundId)?.created ?? Date.now());
  const by = released.includes(refundRule(refundId)) ? 'rules, released by a person' : 'rules';
  const stored = await deps.store.refunds.decide({ order: key, refundId, madeOn, portions, by });
  return decisionOf(stored) ?? { refundId, portions };
}

/** Undefined for one that is not decided. */
export const decisionOf = ({ refundId, portions }: StoredRefund): RefundDecision | undefined =>
  portions === null ? undefined : { refundId, portions: portions as unknown as readonly DecidedPortion[] };

/**
 * A sales order may be there that nobody here knows of, with a credit: nothing is fixed for one that is not known to exist
 * until that is known, and it is planned as if it did not.
 */
async function mayExist(deps: ActivityDeps, { input, snapshot, plan }: DecideRefunds): Promise<boolean> {
  if (await mayBeHandledBefore(deps, snapshot)) return true;
  const keys = plan.salesOrders.map(({ draft }) =>
    intentKeyOf({ kind: 'sales-order', account: input.account, localKey: draft.externalRef }),
  );
  const intents = await Promise.all(keys.map((key) => deps.store.intents.get(key)));
  return intents.some((intent) => intent !== undefined);
}

interface SalesOrderDocument {
  readonly salesOrder: BpSalesOrder;
  readonly standing: Standing;
}

/** By `externalRef`. */
async function readDocuments(
  deps: ActivityDeps,
  { input, snapshot, links }: DecideRefunds,
): Promise<ReadonlyMap<string, SalesOrderDocument>> {
  if (links.length === 0) return new Map();
  const client = deps.brightpearl(input.account);
  const ids = links.map(({ remoteId }) => Number(remoteId));
  const [salesOrders, notes] = await Promise.all([client.salesOrders.readMany(ids), client.stock.notesOfOrders(ids)]);
  return new Map(
    links.flatMap(({ localKey, remoteId }) => {
      const salesOrder = salesOrders.get(Number(remoteId));
      if (!salesOrder) return [];
      const own = notes.filter(({ orderId }) => orderId === salesOrder.id);
      return [[localKey, { salesOrder, standing: standingOf(salesOrder, own, snapshot) }] as const];
    }),
  );
}

interface Looking {
  readonly refundId: number;
  readonly portions: readonly RefundPortion[];
  readonly before: readonly DecidedPortion[];
  readonly documents: ReadonlyMap<string, SalesOrderDocument>;
  readonly digits: number;
}

interface Seen {
  readonly decided: readonly DecidedPortion[];
  readonly open: readonly RefundPortion[];
}

/** What an earlier database decided shows in Brightpearl: rows of a credit of ours, and rows that are lessened. */
async function alreadyWritten(deps: ActivityDeps, given: DecideRefunds, looking: Looking): Promise<Seen> {
  const { documents, portions, before, digits } = looking;
  const credited = await creditedRows(deps, given, looking);
  const decided: DecidedPortion[] = [];
  const open: RefundPortion[] = [];
  for (const portion of portions) {
    const onCredit = credited.get(portion.rowRef);
    const rest = onCredit === undefined ? portion : splitOff(portion, onCredit, decided, digits);
    const salesOrder = documents.get(portion.salesOrderRef)?.salesOrder;
    if (!rest) continue;
    const sold = given.plan.salesOrders
      .flatMap(({ draft }) => draft.rows)
      .find(({ externalRef }) => externalRef === rest.rowRef);
    const earlier = before.filter(({ rowRef, where }) => rowRef === rest.rowRef && where === 'reduce');
    const isOff = onCredit !== undefined || (salesOrder !== undefined && isTakenOff(salesOrder, sold, rest, earlier));
    if (isOff) decided.push({ ...rest, where: 'reduce' });
    else open.push(rest);
  }
  return { decided, open };
}

/** Adds the credited part to `decided` and gives the rest; undefined when there is none. */
function splitOff(
  portion: RefundPortion,
  creditedUnits: number,
  decided: DecidedPortion[],
  digits: number,
): RefundPortion | undefined {
  if (portion.quantity === undefined || creditedUnits >= portion.quantity) {
    decided.push({ ...portion, where: 'credit' });
    return undefined;
  }
  const [rest, credited] = splitPortion(portion, portion.quantity - creditedUnits, digits);
  decided.push({ ...credited, where: 'credit' });
  return rest;
}

/** Units by row key on credits of the refund that an earlier database made. */
async function creditedRows(
  deps: ActivityDeps,
  { input, snapshot, plan, links }: DecideRefunds,
  { refundId }: Looking,
): Promise<ReadonlyMap<string, number>> {
  if (links.length === 0 || !(await mayBeHandledBefore(deps, snapshot))) return new Map();
  const { orders, salesCredits } = deps.brightpearl(input.account);
  const ids: number[] = [];
  for (const { addressId } of plan.salesOrders) {
    const externalRef = creditRef(input.key.storeHash, refundId, addressId === undefined ? {} : { addressId });
    const found = await orders.search({ orderTypeId: ORDER_TYPES.salesCredit, externalRef });
    ids.push(...found.map(({ orderId }) => orderId).slice(0, 1));
  }
  const credits = ids.length === 0 ? new Map<number, BpSalesOrder>() : await salesCredits.readMany(ids);
  const rows = [...credits.values()].flatMap((credit) => credit.rows);
  return new Map(rows.flatMap(({ externalRef, quantity }) => (externalRef ? [[externalRef, Number(quantity)]] : [])));
}
