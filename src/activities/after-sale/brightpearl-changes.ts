/**
 * What staff changed in Brightpearl after the import, and what follows from it by rule. It is reported and never reverted. The
 * documents are read when Brightpearl told of news, or when a status of the store is to be passed on.
 */
import type { BrightpearlChangeSteps } from '../../domain/brightpearl-change-types';
import { issue } from '../../domain/issues';
import type { Issue } from '../../domain/issues';
import type { Link } from '../../store/links';
import { addNotices } from '../notices';
import { planInvoices } from './invoices';
import { planPaymentActions } from './payment-actions';
import type { AfterSale, Finding } from './plan-after-sale';
import { readSalesOrders } from './sales-orders-seen';
import type { SalesOrdersSeen } from './sales-orders-seen';
import { noteSeen } from './seen';
import { lookForStaffCredits } from '../staff-credits/look-for-staff-credits';
import { findStaffCancellation } from './staff-cancellation';
import { compareRows } from './staff-rows';
import { followsStore, planStatuses } from './statuses';

/** What one look at the sales orders adds. */
export interface Look {
  readonly steps?: BrightpearlChangeSteps;
  readonly issues?: readonly Issue[];
  readonly notices?: readonly string[];
}

export async function findBrightpearlChanges(afterSale: AfterSale): Promise<Finding> {
  const { deps, input, rulings, snapshot } = afterSale;
  const rules = deps.config.routes.find(({ name }) => name === input.route)?.rules;
  if (!rules || rulings.skipped !== undefined) return {};
  const isRead = input.brightpearlNews === true || followsStore(afterSale, rules);
  const seen = isRead ? await readSalesOrders(afterSale) : undefined;
  const looks: Look[] = [
    ...(seen ? await lookAt(afterSale, seen, rules) : []),
    await planPaymentActions(afterSale, rules, seen),
    await lookForStaffCredits(afterSale, rules.refunds.brightpearlCredits),
  ];
  await addNotices(
    deps,
    input,
    looks.flatMap(({ notices }) => notices ?? []),
  );
  const mirror = Object.assign({}, ...looks.map(({ steps }) => steps)) as BrightpearlChangeSteps;
  const issues = looks.flatMap((look) => look.issues ?? []).filter(({ code }) => !isReleased(afterSale, code));
  if (snapshot.order.status_id === DISPUTED && !isReleased(afterSale, 'PAYMENT_DISPUTED')) issues.push(disputed(input));
  return { issues, ...(Object.keys(mirror).length > 0 ? { steps: { mirror } } : {}) };
}

const DISPUTED = 13;

const disputed = ({ key }: AfterSale['input']): Issue =>
  issue(
    'PAYMENT_DISPUTED',
    `Order ${key.orderId}: its customer disputes the payment. Its sales order and payments stay as they are; answer the ` +
      'dispute at the gateway.',
  );

const isReleased = ({ rulings }: AfterSale, code: string): boolean =>
  rulings.amendments.released?.includes(code) ?? false;

async function lookAt(
  afterSale: AfterSale,
  seen: SalesOrdersSeen,
  rules: Parameters<typeof planStatuses>[1],
): Promise<Look[]> {
  for (const { link, document } of seen.present) await noteSeen(afterSale.deps, link, document);
  if (seen.gone.length > 0) return [{ issues: seen.gone.map((link) => goneIssue(afterSale, link)) }];
  const cancellation = await findStaffCancellation(afterSale, seen, rules.brightpearlChanges);
  return [
    cancellation,
    await compareRows(afterSale, seen),
    await planStatuses(afterSale, rules, seen),
    await planInvoices(afterSale, rules.brightpearlChanges, seen),
  ];
}

const goneIssue = ({ input: { key } }: AfterSale, { remoteId, localKey }: Link): Issue =>
  issue(
    'SALES_ORDER_GONE',
    `Order ${key.orderId}: sales order ${remoteId} was deleted in Brightpearl, or went into another one. It is not made ` +
      'again. Cancel the order in BigCommerce, or enter it in Brightpearl by hand; then release.',
    { details: { salesOrderId: Number(remoteId), externalRef: localKey } },
  );
