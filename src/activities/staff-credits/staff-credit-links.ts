/** Sales credits that staff made of orders of ours, each remembered once. */
import type { BpOrderRow } from '../../brightpearl/orders';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { OrderKey } from '../../domain/ids';
import type { Link } from '../../store/links';
import type { ActivityDeps } from '../deps';

type Row = Pick<BpOrderRow, 'orderId' | 'externalRef' | 'parentOrderId'>;

/** One that we made has the reference of a refund, or of a sales order that was replaced. A copy that staff made of a sales order may have the sales order's. */
export const isOfStaff = ({ externalRef }: Pick<Row, 'externalRef'>): boolean =>
  !/-(refund-\d+(-a\d+)?|replaced-\d+)$/.test(externalRef ?? '');

export const ruleOf = (creditId: number): string => `credit-${creditId}`;

export const isSettled = ({ meta }: Pick<Link, 'meta'>): boolean => meta['settled'] === true;

interface Noted {
  readonly account: string;
  readonly order: OrderKey;
  readonly creditId: number;
}

export const noteStaffCredit = (
  deps: ActivityDeps,
  { account, order, creditId }: Noted,
  meta: { readonly seenVersion?: string; readonly settled?: boolean },
): Promise<void> =>
  deps.store.links.put({
    kind: 'staff-credit',
    account,
    localKey: String(creditId),
    remoteId: String(creditId),
    order,
    meta,
  });

export const versionOf = ({ updatedOn, createdOn }: Pick<BpSalesOrder, 'updatedOn' | 'createdOn'>) =>
  updatedOn ?? createdOn ?? undefined;
