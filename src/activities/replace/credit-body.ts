/** The sales credit of a whole sales order: all of it as it was sold, at its own rate. */
import type { SalesCreditInput } from '../../brightpearl/sales-credits';
import type { BpAddress, SalesOrderRowInput } from '../../brightpearl/schemas/sales-order';
import type { BpSalesOrderDocument } from '../../brightpearl/schemas/sales-order-document';
import { FREE_TEXT } from '../../mapping/refunds/credit-items';
import { asRead, withoutNulls, type ReadRow } from '../../mapping/edits/read-rows';
import type { Begun } from './begun';

export interface CreditHeader extends Pick<Begun, 'creditRef' | 'on'> {
  readonly ref: string;
  readonly instanceId: number | undefined;
  readonly statusId: number | undefined;
}

export function creditBodyOf(document: BpSalesOrderDocument, header: CreditHeader): SalesCreditInput {
  const { customer, billing, delivery, currency, warehouseId, channelId, priceModeCode } = document;
  const body = {
    customer,
    billing: billing ?? { contactId: customer.id },
    delivery: { address: delivery?.address, shippingMethodId: delivery?.shippingMethodId },
    parentId: document.id,
    ref: header.ref,
    externalRef: header.creditRef,
    installedIntegrationInstanceId: header.instanceId,
    placedOn: header.on,
    taxDate: header.on,
    statusId: header.statusId,
    warehouseId,
    channelId,
    priceListId: document.priceListId,
    priceModeCode,
    leadSourceId: document.leadSourceId || undefined,
    staffOwnerId: document.staffOwnerId || undefined,
    projectId: document.projectId || undefined,
    teamId: document.teamId || undefined,
    currency: { code: currency.code, fixedExchangeRate: true, exchangeRate: currency.exchangeRate ?? '1' },
    rows: inOrder(document.rows.filter(({ bundleChild }) => !bundleChild)).map(asSold),
  };
  return withoutNulls(body) as SalesCreditInput & { readonly delivery: { readonly address: BpAddress } };
}

/** Brightpearl gives them in any. */
const inOrder = (rows: readonly ReadRow[]): ReadRow[] =>
  rows.toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0) || a.id - b.id);

/** Components come with their bundle. A row of staff has no key of ours: it gets one by its id. */
function asSold(row: ReadRow): SalesOrderRowInput {
  const { id, productId, externalRef, ...sold } = asRead(row);
  return {
    ...sold,
    ...(productId && productId !== FREE_TEXT ? { productId } : {}),
    externalRef: externalRef ?? `row-${id}`,
  };
}
