/** Invoices a sales credit, by rule. May be asked for again while it is pending, so that no intent is needed. */
import type { CreditInput } from '../../domain/refund-types';
import type { ActivityDeps } from '../deps';
import { invoiceOf } from '../invoice-of';
import { rulesOf } from '../route-rules';
import { loadPlan } from '../stored-plan';
import { creditOf, documentId } from './planned-refund';

export async function closeCredit(deps: ActivityDeps, input: CreditInput): Promise<void> {
  const { key, account } = input;
  const stored = await loadPlan(deps, key, input.planId);
  const { externalRef } = creditOf(stored, key, input.refund, input.credit);
  const creditId = await documentId(deps, key, 'sales-credit', account, externalRef);
  const { salesCredits } = deps.brightpearl(account);
  const credit = (await salesCredits.readMany([creditId])).get(creditId);
  if (rulesOf(deps, stored).refunds.closeCredits && credit && invoiceOf(credit) === undefined)
    await salesCredits.close(creditId);
  await deps.store.links.put({
    kind: 'sales-credit',
    account,
    localKey: externalRef,
    remoteId: String(creditId),
    order: key,
    meta: { closed: true },
  });
}
