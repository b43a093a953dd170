/** What of an order's refunds is not in Brightpearl yet. The rows that they took off are the plan's. */
import type { CreditStep, RefundStep } from '../../domain/refund-types';
import type { PlannedRefund } from '../../mapping/refunds/types';
import type { Link } from '../../store/links';
import { creditMeta } from '../refunds/planned-refund';
import type { AfterSale, Finding } from './plan-after-sale';

export async function findRefunds({ deps, input, stored }: AfterSale): Promise<Finding> {
  const { refunds = [], refundIssues: issues = [] } = stored ?? {};
  if (refunds.length === 0) return { issues };
  const links = (await deps.store.links.forOrder(input.key)).filter(({ account }) => account === input.account);
  const steps = refunds.map((refund, index) => stepOf(refund, index, links)).filter(isSomething);
  return { issues, ...(steps.length > 0 ? { steps: { refunds: steps } } : {}) };
}

function stepOf(planned: PlannedRefund, refund: number, links: readonly Link[]): RefundStep {
  const linkOf = (kind: Link['kind'], key: string) => links.find((link) => link.kind === kind && link.localKey === key);
  const missing = planned.payments.flatMap((payment, index) =>
    linkOf('refund-payment', payment.transactionRef) ? [] : [{ index, creditRef: payment.creditRef }],
  );
  const paymentsOf = (ref: string | undefined) =>
    missing.filter(({ creditRef }) => creditRef === ref).map(({ index }) => index);
  const credits = planned.credits.map(({ externalRef }, credit): CreditStep & { verified: boolean } => {
    const link = linkOf('sales-credit', externalRef);
    const { verified = false, restock = true, close = true, closed = false } = link ? creditMeta(link.meta) : {};
    const goodsIn = restock && !linkOf('goods-in', externalRef);
    return { credit, payments: paymentsOf(externalRef), goodsIn, close: close && !closed, verified };
  });
  return {
    refundId: planned.refundId,
    refund,
    payments: paymentsOf(undefined),
    credits: credits
      .filter(({ verified, payments, goodsIn, close }) => !verified || payments.length > 0 || goodsIn || close)
      .map(({ verified: _verified, ...step }) => step),
  };
}

const isSomething = ({ credits, payments }: RefundStep): boolean => credits.length > 0 || payments.length > 0;
