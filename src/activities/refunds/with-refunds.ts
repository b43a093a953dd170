/** Brings the refunds of an order into its plan: rows taken off, credits and payments out that should exist. */
import { z } from 'zod';
import type { PlanOrderInput } from '../../domain/activity-types';
import { isCarriedRef } from '../../domain/ids';
import type { Issue } from '../../domain/issues';
import { refundRule } from '../../mapping/refunds/attribute';
import { countedRefunds, refundState } from '../../mapping/refunds/counted';
import { planRefunds, undecidedRefunds, type RefundsPlan } from '../../mapping/refunds/plan';
import type { PaidOut } from '../../mapping/refunds/payments';
import type { PlannedRefundPayment } from '../../mapping/refunds/types';
import type { BookedPayment, MappingContext, OrderPlan, OrderSnapshot } from '../../mapping/types';
import type { Link } from '../../store/links';
import { isReplacedLink } from '../after-sale/link-state';
import { mayBeHandledBefore } from '../earlier-sales-orders';
import type { ActivityDeps } from '../deps';
import { adoptStaffCredits } from '../staff-credits/adopt-staff-credits';
import { decideRefunds, decisionOf } from './decide-refunds';

type Context = Pick<MappingContext, 'key' | 'rules' | 'account' | 'amendments' | 'booked'>;

/** Kept with the link of money that went out, so that the next plan can count it. */
export const outMetaSchema = z.object({
  amount: z.string(),
  /** It is on a sales credit, not on the sales order. */
  onCredit: z.boolean().optional(),
});
export const outMeta = ({ amount, creditRef }: PlannedRefundPayment): z.infer<typeof outMetaSchema> => ({
  amount,
  onCredit: creditRef !== undefined,
});

export interface WithRefunds {
  readonly input: PlanOrderInput;
  readonly snapshot: OrderSnapshot;
  readonly ctx: Context;
  /** The order as sold. */
  readonly plan: OrderPlan;
}

export async function withRefunds(
  deps: ActivityDeps,
  { input, snapshot, ctx, plan }: WithRefunds,
): Promise<RefundsPlan> {
  const { refunds = [], transactions } = snapshot;
  if (refunds.length === 0 && !transactions.some(({ event }) => event === 'refund')) {
    return { plan, refunds: [], issues: [] };
  }
  const links = await deps.store.links.forOrder(input.key);
  const salesOrders = links.filter(
    (link) => link.kind === 'sales-order' && link.account === input.account && !isReplacedLink(link),
  );
  const onCredits = await adoptStaffCredits(deps, { input, snapshot, plan, salesOrders });
  const stored = await deps.store.refunds.ofOrder(input.key);
  const decided = stored.flatMap((one) => decisionOf(one) ?? []);
  const { undecided, issues } = undecidedRefunds(snapshot, plan, decided, releasing(ctx, onCredits));
  await noteOthers(deps, input, snapshot, issues.length > 0);
  const { released = [] } = ctx.amendments;
  const decisions = await decideRefunds(deps, {
    input,
    snapshot,
    plan,
    decided,
    undecided,
    released,
    links: salesOrders,
    onCredits,
  });
  const known = { booked: ctx.booked ?? [], out: paidOut(links) };
  const money = (await mayBeHandledBefore(deps, snapshot)) ? await withRemote(deps, input, salesOrders, known) : known;
  const planned = planRefunds(snapshot, plan, decisions, money.out, { ...ctx, booked: money.booked });
  return { ...planned, issues: [...issues, ...planned.issues] };
}

/** What is on a sales credit of staff already is taken as it is: it is in Brightpearl, and no rule keeps it out any more. */
const releasing = (ctx: Context, onCredits: ReadonlySet<number>): Context => ({
  ...ctx,
  amendments: {
    ...ctx.amendments,
    released: [...(ctx.amendments.released ?? []), ...[...onCredits].map((refundId) => refundRule(refundId))],
  },
});

/** Refunds that wait are looked at again; those that stand in somebody's way wait for that person. */
async function noteOthers(
  deps: ActivityDeps,
  { key }: PlanOrderInput,
  snapshot: OrderSnapshot,
  anyHeld: boolean,
): Promise<void> {
  const counted = new Set(countedRefunds(snapshot).map(({ id }) => id));
  for (const refund of snapshot.refunds ?? []) {
    const one = { order: key, refundId: refund.id, madeOn: new Date(refund.created) };
    const state = refundState(refund, snapshot.order);
    if (state === 'pending' || state === 'declined') {
      await deps.store.refunds.note(one, state === 'pending' ? 'open' : 'declined');
    } else if (anyHeld && counted.has(refund.id)) {
      await deps.store.refunds.note(one, 'held');
    }
  }
}

const paidOut = (links: readonly Link[]): PaidOut[] =>
  links
    .filter(({ kind }) => kind === 'refund-payment')
    .map(({ localKey, meta }) => ({ transactionRef: localKey, ...outMetaSchema.parse(meta) }));

interface MoneyKnown {
  readonly booked: readonly BookedPayment[];
  readonly out: readonly PaidOut[];
}

/** Under a database that is younger than the order, Brightpearl knows more: what is booked there counts as booked there. */
async function withRemote(
  deps: ActivityDeps,
  { account }: PlanOrderInput,
  salesOrders: readonly Link[],
  known: MoneyKnown,
): Promise<MoneyKnown> {
  const booked = new Map(known.booked.map((one) => [one.transactionRef, one]));
  const out = new Map(known.out.map((one) => [one.transactionRef, one]));
  for (const { remoteId } of salesOrders) {
    for (const row of await deps.brightpearl(account).payments.searchByOrder(Number(remoteId))) {
      const { transactionRef, paymentType: type, amountPaid } = row;
      if (!transactionRef?.startsWith('bc-') || isCarriedRef(transactionRef) || !amountPaid) continue;
      if (type === 'PAYMENT') out.set(transactionRef, { transactionRef, amount: amountPaid });
      else if (type === 'RECEIPT' || type === 'CAPTURE') {
        booked.set(transactionRef, { transactionRef, type, amount: amountPaid });
      }
    }
  }
  return { booked: [...booked.values()], out: [...out.values()] };
}

/** An order that is not in Brightpearl yet is not posted while a refund of it stands in the way. */
export const stopsImport = (issues: readonly Issue[]): boolean =>
  issues.some(({ code }) => code !== 'GATEWAY_REFUND_UNSEEN');
