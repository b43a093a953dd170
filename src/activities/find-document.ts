/** Looks in Brightpearl for the sales order, or the sales credit, of a reference of ours. */
import type { BrightpearlClient } from '../brightpearl/client';
import { ORDER_TYPES } from '../brightpearl/orders';

export interface DocumentSought {
  /** One of `ORDER_TYPES`. @default a sales order */
  readonly orderTypeId?: typeof ORDER_TYPES.salesOrder | typeof ORDER_TYPES.salesCredit;
  readonly externalRef: string;
  /** The reference that people see, to look by as well. */
  readonly customerRef?: string;
}

/** The lowest id, where several have the reference; undefined when the search shows none. */
export async function findDocument(client: BrightpearlClient, sought: DocumentSought): Promise<string | undefined> {
  const ids = await documentsOf(client, sought);
  return ids.length === 0 ? undefined : String(Math.min(...ids));
}

export async function documentsOf(
  { orders }: BrightpearlClient,
  { orderTypeId = ORDER_TYPES.salesOrder, externalRef, customerRef }: DocumentSought,
): Promise<readonly number[]> {
  const byKey = await orders.search({ orderTypeId, externalRef });
  const lookAgain = byKey.length === 0 && customerRef !== undefined;
  const found = lookAgain ? await orders.search({ orderTypeId, customerRef }) : byKey;
  return found.filter((row) => row.externalRef === externalRef).map((row) => row.orderId);
}
