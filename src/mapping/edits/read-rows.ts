/** Rows as a sales order has them, in the words of a request. */
import type { BpSalesOrderDocument, ReplacementRow } from '../../brightpearl/schemas/sales-order-document';
import { money } from '../../domain/money';

export type ReadRow = BpSalesOrderDocument['rows'][number];

/** As it may be sent again. */
export const asRead = ({
  id,
  productId,
  name,
  quantity,
  taxCode,
  net,
  tax,
  nominalCode,
  sequence,
  externalRef,
}: ReadRow) =>
  withoutNulls({
    id,
    productId,
    name,
    quantity: money(quantity).toFixed(),
    taxCode: taxCode ?? '',
    net,
    tax,
    nominalCode,
    sequence,
    externalRef,
  }) as ReplacementRow;

/** What is not there is left out, for null is not a value of every field. */
export function withoutNulls(value: object): unknown {
  const text = JSON.stringify(value, (_key, given: unknown) => (given === null ? undefined : given));
  return JSON.parse(text);
}
