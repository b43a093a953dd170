/** What is known of an order's sales order is kept with its link, beside what was kept there before. */
import type { OrderKey } from '../domain/ids';
import type { ActivityDeps } from './deps';

export interface LinkedSalesOrder {
  readonly key: OrderKey;
  readonly account: string;
  readonly externalRef: string;
  readonly salesOrderId: number;
}

/** @throws LinkConflictError when the reference belongs to another sales order */
export const keepWithSalesOrder = (
  { store }: Pick<ActivityDeps, 'store'>,
  { key, account, externalRef, salesOrderId }: LinkedSalesOrder,
  meta: Readonly<Record<string, unknown>>,
): Promise<void> =>
  store.links.put({
    kind: 'sales-order',
    account,
    localKey: externalRef,
    remoteId: String(salesOrderId),
    order: key,
    meta,
  });
