/** Invoices the sales credit of a refund, by rule. */
import type { CreditInput } from '../../domain/refund-types';
import { invoiceCredit } from '../credits/sales-credit';
import type { ActivityDeps } from '../deps';
import { rulesOf } from '../route-rules';
import { loadPlan } from '../stored-plan';
import { creditOf, documentId } from './planned-refund';

export async function closeCredit(deps: ActivityDeps, input: CreditInput): Promise<void> {
  const { key, account } = input;
  const stored = await loadPlan(deps, key, input.planId);
  const { externalRef } = creditOf(stored, key, input.refund, input.credit);
  const creditId = await documentId(deps, key, 'sales-credit', account, externalRef);
  if (rulesOf(deps, stored).refunds.closeCredits) await invoiceCredit(deps, account, creditId);
  await deps.store.links.put({
    kind: 'sales-credit',
    account,
    localKey: externalRef,
    remoteId: String(creditId),
    order: key,
    meta: { closed: true },
  });
}
