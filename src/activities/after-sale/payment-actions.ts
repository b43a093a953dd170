/** Captures and voids that a rule asks for, of what was authorized when the order was placed. */
import type { PaymentActionStep } from '../../domain/brightpearl-change-types';
import { issue } from '../../domain/issues';
import { paymentActionRef } from '../../domain/ids';
import { openAuthorization } from '../../mapping/payment-drafts';
import { isPaymentStatus, readPaymentFacts } from '../../mapping/payment-facts';
import type { RouteRules } from '../../mapping/rules';
import type { BrightpearlChangeRules } from '../../mapping/rules-brightpearl-changes';
import type { Look } from './brightpearl-changes';
import { hasAllShipped } from './invoices';
import type { AfterSale } from './plan-after-sale';
import { isCancelled } from './sales-orders-seen';
import type { SalesOrdersSeen } from './sales-orders-seen';

const CANCELLED = 5;

type Rules = Pick<RouteRules, 'brightpearlChanges' | 'payments'>;

export async function planPaymentActions(
  afterSale: AfterSale,
  { brightpearlChanges: rules, payments }: Rules,
  seen: SalesOrdersSeen | undefined,
): Promise<Look> {
  const { snapshot, input, deps } = afterSale;
  const action = wantedAction(afterSale, rules, seen);
  // While the gateway has not answered, or once it has, the order says so: nothing is asked twice.
  if (!action || !isPaymentStatus(snapshot.order, 'authorized')) return {};
  const { chains } = readPaymentFacts(snapshot, { rules: { payments }, testIsMoney: true });
  const authorization = chains.find((chain) => openAuthorization(chain))?.authorization?.transaction.id;
  if (authorization === undefined) return {};
  const step: PaymentActionStep = { action, authorization };
  const asked = await deps.store.links.get({
    kind: 'payment-action',
    account: input.key.storeHash,
    localKey: paymentActionRef(step),
  });
  if (!asked) return { steps: { payment: step } };
  return { issues: [declined(afterSale, step)] };
}

function wantedAction(
  { snapshot }: AfterSale,
  { capture, void: voids }: BrightpearlChangeRules,
  seen: SalesOrdersSeen | undefined,
): PaymentActionStep['action'] | undefined {
  const present = seen?.present ?? [];
  const isAllThere = present.length > 0 && seen?.gone.length === 0;
  const isEnded = snapshot.order.status_id === CANCELLED || (isAllThere && present.every(isCancelled));
  if (isEnded) return voids === 'onCancel' ? 'void' : undefined;
  const live = present.filter((one) => !isCancelled(one));
  if (!isAllThere || live.length === 0 || capture === 'never') return undefined;
  const isDue = live.every((one) =>
    capture === 'onShip' ? hasAllShipped(one) : capture.orderStatusIds.includes(one.document.statusId),
  );
  return isDue ? 'capture' : undefined;
}

const declined = ({ input }: AfterSale, { action, authorization }: PaymentActionStep) =>
  issue(
    'PAYMENT_ACTION_DECLINED',
    `Order ${input.key.orderId}: the ${action} of authorization ${authorization} was asked for by rule and declined. It is ` +
      `not asked for again: ${action} it in BigCommerce, then release.`,
    { details: { action, authorization } },
  );
