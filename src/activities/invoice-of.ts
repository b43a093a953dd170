import type { BpSalesOrder } from '../brightpearl/schemas/sales-order';

/** The reference of its invoice, also of one that is being made; undefined where there is none. */
export const invoiceOf = ({ invoice }: Pick<BpSalesOrder, 'invoice'>): string | undefined =>
  invoice?.invoiceReference || undefined;

/** Whether its invoice is there: one that is being made may still fail. */
export const isInvoiced = (document: Pick<BpSalesOrder, 'invoice'>): boolean =>
  ![undefined, 'pending'].includes(invoiceOf(document));
