/** Sales orders that are to be invoiced, by rule: all of them has shipped. */
import type { BrightpearlChangeRules } from '../../mapping/rules-brightpearl-changes';
import { issue } from '../../domain/issues';
import { isInvoiced } from '../invoice-of';
import type { Look } from './brightpearl-changes';
import type { AfterSale } from './plan-after-sale';
import { isCancelled, named } from './sales-orders-seen';
import type { SalesOrderSeen, SalesOrdersSeen } from './sales-orders-seen';

/** Asking changes the sales order, which comes back as an event: nobody asks again sooner. */
const ASK_AGAIN_MS = 60 * 60_000;

/** Brightpearl's word for a sales order of which everything has shipped. */
export const hasAllShipped = ({ document }: SalesOrderSeen): boolean => document.shippingStatusCode === 'ASS';

export async function planInvoices(
  afterSale: AfterSale,
  { invoiceOnShip }: Pick<BrightpearlChangeRules, 'invoiceOnShip'>,
  { present }: SalesOrdersSeen,
): Promise<Look> {
  const shipped = present.filter((one) => hasAllShipped(one) && !isCancelled(one) && !isInvoiced(one.document));
  if (!invoiceOnShip || shipped.length === 0) return {};
  const notes = await afterSale.notes();
  const ready = shipped.filter(({ document: { id } }) => notes.every((note) => note.orderId !== id || note.shipped));
  const { asOf, key } = afterSale.input;
  const due = ready.filter((one) => asOf - (askedAt(one) ?? 0) >= ASK_AGAIN_MS);
  const late = due.filter((one) => askedAt(one) !== undefined);
  return {
    ...(due.length > 0 ? { steps: { invoices: due.map(({ link }) => named(link)) } } : {}),
    issues: late.map(({ document: { id } }) =>
      issue(
        'INVOICE_NOT_MADE',
        `Order ${key.orderId}: Brightpearl was asked for the invoice of sales order ${id} and has not made it. Look at it there.`,
        { details: { salesOrderId: id } },
      ),
    ),
  };
}

/** When Brightpearl was asked last, kept with the link. */
function askedAt({ link }: SalesOrderSeen): number | undefined {
  const asked = link.meta['invoiceAskedAt'];
  return typeof asked === 'string' ? Date.parse(asked) : undefined;
}
