/** The order's sales orders as they are now, each with its link. */
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { SalesOrderNamed } from '../../domain/brightpearl-change-types';
import type { Link } from '../../store/links';
import { invoiceOf } from '../invoice-of';
import { isCancelledLink } from './link-state';
import type { AfterSale } from './plan-after-sale';

export interface SalesOrderSeen {
  readonly link: Link;
  readonly document: BpSalesOrder;
}

export interface SalesOrdersSeen {
  readonly present: readonly SalesOrderSeen[];
  /** Links of those that Brightpearl no longer has. */
  readonly gone: readonly Link[];
}

export async function readSalesOrders({ links, input, salesOrders }: AfterSale): Promise<SalesOrdersSeen> {
  const own = links.filter(({ account }) => account === input.account);
  const documents = await salesOrders();
  const documentOf = ({ remoteId }: Link): BpSalesOrder | undefined => documents.get(Number(remoteId));
  return {
    present: own.flatMap((link) => {
      const document = documentOf(link);
      return document ? [{ link, document }] : [];
    }),
    gone: own.filter((link) => documentOf(link) === undefined),
  };
}

export const isCancelled = ({ document }: SalesOrderSeen): boolean => document.isCanceled === true;

/** We cancelled it ourselves, or the store's order with it. */
export const isCancelledByUs = ({ link }: Pick<SalesOrderSeen, 'link'>): boolean => isCancelledLink(link);

/** While it is being made it counts as made. */
export const hasInvoice = ({ document }: SalesOrderSeen): boolean => invoiceOf(document) !== undefined;

export const named = ({ localKey, remoteId }: Link): SalesOrderNamed => ({
  externalRef: localKey,
  salesOrderId: Number(remoteId),
});
