/** A sales order as it is read to be sent back, changed: with everything that a PUT would take away by leaving it out. */
import { z } from 'zod';
import { salesOrderRowSchema, salesOrderSchema, type BpAddress, type SalesOrderRowInput } from './sales-order';

/** Sent back as it was read, whatever else stands in it. */
const addressAsRead = z.looseObject({});

const optionalId = z.number().int().nullish();
const optionalText = z.string().nullish();

export const salesOrderDocumentSchema = salesOrderSchema.extend({
  /** Goes up with every change; what `If-Match` names. */
  version: z.number().int(),
  customer: z.object({ id: z.number().int(), address: addressAsRead.nullish() }),
  billing: z.object({ contactId: z.number().int(), address: addressAsRead.nullish() }).nullish(),
  delivery: z.object({ date: optionalText, address: addressAsRead.nullish(), shippingMethodId: optionalId }).nullish(),
  installedIntegrationInstanceId: optionalId,
  placedOn: optionalText,
  taxDate: optionalText,
  parentId: optionalId,
  leadSourceId: optionalId,
  projectId: optionalId,
  teamId: optionalId,
  staffOwnerId: optionalId,
  priceListId: optionalId,
  priceModeCode: optionalText,
  currency: salesOrderSchema.shape.currency.extend({ fixedExchangeRate: z.boolean().nullish() }),
  rows: z.array(salesOrderRowSchema),
});

export type BpSalesOrderDocument = z.infer<typeof salesOrderDocumentSchema>;

/** A row of the message: with the id of the one that it is, without one where it is new. */
export type ReplacementRow = Omit<SalesOrderRowInput, 'externalRef'> & {
  readonly id?: number;
  readonly externalRef?: string;
};

type AsRead = Pick<
  BpSalesOrderDocument,
  | 'ref'
  | 'externalRef'
  | 'installedIntegrationInstanceId'
  | 'placedOn'
  | 'taxDate'
  | 'parentId'
  | 'statusId'
  | 'warehouseId'
  | 'channelId'
  | 'projectId'
  | 'teamId'
  | 'leadSourceId'
  | 'staffOwnerId'
  | 'priceListId'
  | 'priceModeCode'
  | 'currency'
>;

type Address = BpAddress | Readonly<Record<string, unknown>> | null | undefined;

/** Every field that can be written. */
export interface SalesOrderReplacement extends AsRead {
  readonly customer: { readonly id: number; readonly address?: Address };
  readonly billing?: { readonly contactId: number; readonly address?: Address } | null | undefined;
  readonly delivery?: {
    readonly date?: string | null | undefined;
    readonly address?: Address;
    readonly shippingMethodId?: number | null | undefined;
  };
  readonly rows: readonly ReplacementRow[];
}
