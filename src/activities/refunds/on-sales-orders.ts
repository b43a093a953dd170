/** What refunds changed of an order's sales orders, by what this database knows: rows taken off, money paid out there. */
import type { OrderKey } from '../../domain/ids';
import { money, sum, type Money } from '../../domain/money';
import { grossOf } from '../../mapping/refunds/decide';
import type { ActivityDeps } from '../deps';
import { decisionOf } from './decide-refunds';
import { outMetaSchema } from './with-refunds';

export interface RefundsOnSalesOrders {
  /** Negative decimal strings. */
  readonly paidOut: readonly string[];
  readonly takenOff: { readonly gross: Money; readonly tax: Money };
}

export async function refundsOnSalesOrders(deps: ActivityDeps, key: OrderKey): Promise<RefundsOnSalesOrders> {
  const decisions = (await deps.store.refunds.ofOrder(key)).flatMap((stored) => decisionOf(stored) ?? []);
  const taken = decisions.flatMap(({ portions }) => portions).filter(({ where }) => where === 'reduce');
  const links = (await deps.store.links.forOrder(key)).filter(({ kind }) => kind === 'refund-payment');
  const out = links.map(({ meta }) => outMetaSchema.parse(meta)).filter(({ onCredit }) => !onCredit);
  return {
    paidOut: out.map(({ amount }) => money(amount).negated().toFixed()),
    takenOff: { gross: grossOf(taken), tax: sum(taken.map(({ tax }) => money(tax))) },
  };
}
