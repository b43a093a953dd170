/** Sales credits that staff made of an order: reported, or planned to be refunded in the store, until the store has a refund of each. */
import { ORDER_TYPES } from '../../brightpearl/orders';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { StaffCreditStep } from '../../domain/brightpearl-change-types';
import { staffCreditReason } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues';
import { money } from '../../domain/money';
import { refundState } from '../../mapping/refunds/counted';
import type { RouteRules } from '../../mapping/rules';
import type { Link } from '../../store/links';
import type { Look } from '../after-sale/brightpearl-changes';
import type { AfterSale } from '../after-sale/plan-after-sale';
import { isInvoiced } from '../invoice-of';
import { creditNamedBy } from './adopt-staff-credits';
import { isOfStaff, isSettled, noteStaffCredit, ruleOf, versionOf } from './staff-credit-links';

type Rule = RouteRules['refunds']['brightpearlCredits'];

export async function lookForStaffCredits(afterSale: AfterSale, rule: Rule): Promise<Look> {
  const { deps, input } = afterSale;
  if (input.brightpearlNews) await noteNewOnes(afterSale);
  const links = (await deps.store.links.forOrder(input.key)).filter(({ account }) => account === input.account);
  const open = links.filter((link) => link.kind === 'staff-credit' && !isSettled(link) && !isReleased(afterSale, link));
  if (open.length === 0) return {};
  const documents = await deps.brightpearl(input.account).salesCredits.readMany(open.map(idOf));
  const found = await Promise.all(open.map((link) => judge(afterSale, rule, links, documents.get(idOf(link)), link)));
  const credits = found.flatMap(({ step }) => step ?? []);
  return {
    ...(credits.length > 0 ? { steps: { staffCredits: credits } } : {}),
    issues: found.flatMap((one) => one.issue ?? []),
    notices: found.flatMap(({ notice }) => notice ?? []),
  };
}

const idOf = ({ remoteId }: Link): number => Number(remoteId);

const isReleased = ({ rulings }: AfterSale, link: Link): boolean =>
  rulings.amendments.released?.includes(ruleOf(idOf(link))) ?? false;

async function noteNewOnes({ deps, input: { key, account }, links }: AfterSale): Promise<void> {
  for (const { remoteId } of links.filter((link) => link.account === account)) {
    const parentOrderId = Number(remoteId);
    const found = await deps.brightpearl(account).orders.search({
      orderTypeId: ORDER_TYPES.salesCredit,
      parentOrderId,
    });
    for (const row of found.filter(isOfStaff)) {
      await noteStaffCredit(deps, { account, order: key, creditId: row.orderId }, {});
    }
  }
}

interface Judgement {
  readonly step?: StaffCreditStep;
  readonly issue?: Issue;
  readonly notice?: string;
}

async function judge(
  afterSale: AfterSale,
  rule: Rule,
  links: readonly Link[],
  credit: BpSalesOrder | undefined,
  link: Link,
): Promise<Judgement> {
  const { deps, input, links: salesOrders } = afterSale;
  const settle = (settled: boolean) => {
    const version = credit && versionOf(credit);
    const meta = { settled, ...(version === undefined ? {} : { seenVersion: version }) };
    return noteStaffCredit(deps, { account: input.account, order: input.key, creditId: idOf(link) }, meta);
  };
  const isBooked = links.some(({ kind, remoteId }) => kind === 'sales-credit' && remoteId === link.remoteId);
  const isVoid = !credit || credit.isCanceled === true || money(credit.total.gross).lessThanOrEqualTo(0);
  // What staff give up or empty may be filled again: only what is refunded, or gone, is done with.
  await settle(isBooked || !credit);
  if (isBooked || isVoid || !credit.parentId) return {};
  const asked = askedFor(afterSale, links, credit);
  if (asked) return asked;
  // What cannot be mapped as it is now cannot be linked with a refund either: a person refunds it.
  if (rule === 'report' || !afterSale.stored) return { issue: toBeRefunded(input.key.orderId, credit, '') };
  if (salesOrders.length > 1)
    return { issue: toBeRefunded(input.key.orderId, credit, ' The order has several sales orders.') };
  if (!isComplete(credit)) {
    return { notice: `sales credit ${credit.id} of staff is refunded in the store once it is invoiced` };
  }
  return { step: { route: input.route, creditId: credit.id, salesOrderId: credit.parentId } };
}

/**
 * Its invoice is what makes a credit final: until then staff can change its rows. A payment out is no such sign: it can be
 * recorded on a credit of which rows are still to come.
 */
const isComplete = (credit: BpSalesOrder): boolean => isInvoiced(credit);

/** A refund was made of it that does not count yet, or never will; nothing is asked for twice. */
function askedFor(
  { snapshot, input, stored }: AfterSale,
  links: readonly Link[],
  credit: BpSalesOrder,
): Judgement | undefined {
  const named = (snapshot.refunds ?? []).filter((refund) => creditNamedBy(refund) === credit.id);
  if (named.some((refund) => refundState(refund, snapshot.order) === 'pending')) return {};
  if (named.length > 0 && !stored) return {};
  const other = named.find((refund) => refundState(refund, snapshot.order) !== 'declined');
  if (other)
    return {
      issue: toBeRefunded(input.key.orderId, credit, ` Refund ${other.id} names it, and is of another amount.`),
    };
  if (named.length > 0) return { issue: declined(input.key.orderId, credit) };
  const isAsked = links.some(({ kind, meta }) => kind === 'store-refund' && meta['creditId'] === credit.id);
  // The store shows refunds of an order once a gateway has answered; the step below looks for it before it sends anything.
  return isAsked ? {} : undefined;
}

const amountOf = ({ total, currency }: BpSalesOrder): string => `${money(total.gross).toFixed()} ${currency.code}`;

const declined = (orderId: number, credit: BpSalesOrder): Issue =>
  issue(
    'CREDIT_NOT_REFUNDED',
    `Order ${orderId}: the refund of sales credit ${credit.id} (${amountOf(credit)}) was declined by the gateway. It is not ` +
      `asked for again. Refund it in BigCommerce another way with the reason "${staffCreditReason(credit.id)}", or release ` +
      `with rule ${ruleOf(credit.id)}.`,
    { subject: ruleOf(credit.id), details: { salesCreditId: credit.id, total: credit.total } },
  );

const toBeRefunded = (orderId: number, credit: BpSalesOrder, why: string): Issue =>
  issue(
    'CREDIT_IN_BRIGHTPEARL',
    `Order ${orderId}: staff made sales credit ${credit.id} of ${amountOf(credit)} in Brightpearl, and the store has no ` +
      `refund of it.${why} Refund it in BigCommerce with the reason "${staffCreditReason(credit.id)}", which keeps a second ` +
      `credit from being made; or, where nothing is to be refunded there, release with rule ${ruleOf(credit.id)}.`,
    { subject: ruleOf(credit.id), details: { salesCreditId: credit.id, total: credit.total } },
  );
