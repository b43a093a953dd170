import type { BpSalesOrder } from '../brightpearl/schemas/sales-order';

/** The reference of its invoice, also of one that is being made; undefined where there is none. */
export const invoiceOf = ({ invoice }: Pick<BpSalesOrder, 'invoice'>): string | undefined =>
  invoice?.invoiceReference || undefined;
