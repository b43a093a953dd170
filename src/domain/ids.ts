/**
 * The only place that builds or parses an id we own: workflow ids, and the durable keys written to the remote systems.
 * Keys use the remotes' immutable ids, never names from the configuration, so that renaming a store duplicates nothing.
 */
import type { NoteKey } from './notes';

/** One BigCommerce order: the store's hash and the store's own order number. */
export interface OrderKey {
  readonly storeHash: string;
  readonly orderId: number;
}

export const orderWorkflowId = (key: OrderKey): string => `order/${key.storeHash}/${key.orderId}`;

/** One at a time makes the shipments of a note. Goods-out and drop-ship notes are counted apart. */
export const fulfillmentWorkflowId = (note: NoteKey): string =>
  `fulfillment/${note.account}/${note.kind === 'goods-out' ? '' : `${note.kind}-`}${note.noteId}`;

/** A note in keys that last: of order metafields, links and intents. */
export const noteRef = ({ kind, noteId }: Pick<NoteKey, 'kind' | 'noteId'>): string =>
  `${kind === 'goods-out' ? 'gon' : 'dsn'}-${noteId}`;

/** What of a note goes to one address: one shipment. */
export const shipmentRef = (note: Pick<NoteKey, 'kind' | 'noteId'>, addressId: number): string =>
  `${noteRef(note)}-a${addressId}`;

/** The inverse of {@link orderWorkflowId}; undefined when the id is not an order's. */
export function parseOrderWorkflowId(workflowId: string): OrderKey | undefined {
  const match = /^order\/([^/]+)\/(\d+)$/.exec(workflowId);
  return match?.[1] && match[2] ? { storeHash: match[1], orderId: Number(match[2]) } : undefined;
}

/** One workflow writes a store's stock. */
export const inventoryWorkflowId = (storeHash: string): string => `inventory/${storeHash}`;

/** One workflow writes a store's prices. */
export const catalogWorkflowId = (storeHash: string): string => `catalog/${storeHash}`;

/** Links are worked out by one at a time: both catalogs are read as a whole. */
export const linksWorkflowId = (storeHash: string): string => `links/${storeHash}`;
export const explainWorkflowId = (storeHash: string, jobId: string): string => `explain/${storeHash}/${jobId}`;

/** One at a time makes products in an account of what a store sells. */
export const newProductsWorkflowId = (storeHash: string, account: string): string =>
  `new-products/${storeHash}/${account}`;
export const unknownProductsWorkflowId = (storeHash: string, account: string, jobId: string): string =>
  `unknown-products/${storeHash}/${account}/${jobId}`;

/** Both catalogs are compared by one at a time. */
export const auditWorkflowId = (storeHash: string): string => `audit/${storeHash}`;
export const auditScheduleId = (storeHash: string): string => `compare/${storeHash}/catalog`;

/** One workflow changes the contacts of a store's customers. */
export const customersWorkflowId = (storeHash: string): string => `customers/${storeHash}`;
/** All customers of a store are read by one at a time. */
export const allCustomersWorkflowId = (storeHash: string): string => `all-customers/${storeHash}`;
/** What waits for one version of a mapping is freed by one workflow. */
export const freeingWorkflowId = (mappingId: number): string => `free/${mappingId}`;

/** One workflow reads an account's goods-out and drop-ship notes. */
export const notesWorkflowId = (account: string): string => `notes/${account}`;

/**
 * `orders`, `refunds` and `customers` find what changed in a store, `stock` what moved in the accounts that feed it, `prices` what its
 * products cost there, `notes` what leaves the warehouses of an account, `sales-orders` which of its sales orders changed.
 */
export type SweepStream =
  'orders' | 'refunds' | 'stock' | 'notes' | 'sales-orders' | 'products' | 'attributes' | 'prices' | 'customers';

/** @param scope a store's hash, or an account's code */
export const sweepScheduleId = (scope: string, stream: SweepStream): string => `sweep/${scope}/${stream}`;
export const compareScheduleId = (storeHash: string): string => `compare/${storeHash}`;
export const duplicatesScheduleId = (storeHash: string): string => `duplicates/${storeHash}`;
export const reconcileScheduleId = (routeName: string): string => `reconcile/${routeName}`;
/** Whether a schedule is one of a configured store or route, and has nothing to do once that is gone. */
export const isScheduleOfConfig = (scheduleId: string): boolean =>
  /^(sweep|compare|duplicates|reconcile)\//.test(scheduleId);
export const DOCTOR_SCHEDULE_ID = 'doctor';
export const SETUP_WORKFLOW_ID = 'setup';
export const checkWorkflowId = (storeHash: string, jobId: string): string => `check/${storeHash}/${jobId}`;

/** Which sales order of an order: one per shipping address when split, a new generation after credit-and-replace. */
export interface SalesOrderPart {
  readonly addressId?: number;
  readonly generation?: number;
}

/** The sales order's `externalRef` (Brightpearl's half of the compound duplicate key). */
export function salesOrderRef(key: OrderKey, part: SalesOrderPart = {}): string {
  const address = part.addressId === undefined ? '' : `-a${part.addressId}`;
  const generation = part.generation === undefined ? '' : `-r${part.generation}`;
  return `${key.storeHash}-${key.orderId}${address}${generation}`;
}

/** Which generation of its order's sales orders a reference names: the first has no number. */
export const generationOf = (externalRef: string): number => Number(/-r(\d{1,4})$/.exec(externalRef)?.[1] ?? 1);

/** The `externalRef` of the sales credit that takes back a whole sales order, so that the next generation can be made. */
export const replacedCreditRef = ({ storeHash, orderId }: OrderKey, generation: number): string =>
  `${storeHash}-${orderId}-replaced-${generation}`;

/** The inverse of {@link salesOrderRef}, without the part; undefined when the reference is not of this form. */
export function orderOfSalesOrderRef(externalRef: string): OrderKey | undefined {
  const match = /^([a-z0-9]+)-(\d{1,15})(?:-a\d+)?(?:-r\d+)?$/.exec(externalRef);
  return match?.[1] && match[2] ? { storeHash: match[1], orderId: Number(match[2]) } : undefined;
}

/** What the keys of registered customers begin with, and those of nothing else that a contact is linked by. */
export const CUSTOMER_REF_PREFIX = 'customer-';

/** A registered customer of a store; without an id, what all of them begin with. */
export const customerRef = (storeHash: string, customerId: number | ''): string =>
  `${CUSTOMER_REF_PREFIX}${storeHash}-${customerId}`;

const CUSTOMER_REF = new RegExp(`^${CUSTOMER_REF_PREFIX}([^-]+)-(\\d+)$`);

/** The inverse of {@link customerRef}; undefined for a reference that is none of a customer. */
export function parseCustomerRef(ref: string): { readonly storeHash: string; readonly customerId: number } | undefined {
  const match = CUSTOMER_REF.exec(ref);
  return match?.[1] && match[2] ? { storeHash: match[1], customerId: Number(match[2]) } : undefined;
}

/** The inverse of {@link salesOrderRef}, as to the order; undefined for a reference that is none of ours. */
export function parseSalesOrderRef(ref: string): OrderKey | undefined {
  const match = /^([^-]+)-(\d+)(-[ar]\d+)*$/.exec(ref);
  return match?.[1] && match[2] ? { storeHash: match[1], orderId: Number(match[2]) } : undefined;
}

/** A capture or void of what one transaction authorized. */
export const paymentActionRef = ({
  action,
  authorization,
}: {
  readonly action: string;
  readonly authorization: number;
}): string => `${authorization}-${action}`;

/** The payment's `transactionRef` (max 64 characters in Brightpearl): one BigCommerce transaction is one payment. */
export const transactionRef = (storeHash: string, transactionId: number | string, type: string): string =>
  `bc-${storeHash}-${transactionId}-${type}`;

/** The `transactionRef` of what one sales order of a split order gets of a payment. */
export const paymentShareRef = (ref: string, addressId: number): string => `${ref}-a${addressId}`;

/** The `transactionRef` of money that goes with its order to another generation of its sales order. */
export const carriedRef = (ref: string, generation: number): string =>
  `${ref.replace(/-r\d{1,4}$/, '')}-r${generation}`;

/** The `transactionRef` under which the same money leaves the sales credit of the generation before. */
export const carriedOutRef = (ref: string, generation: number): string => `${carriedRef(ref, generation)}-out`;

/** Whether a `transactionRef` is one of these: what it names was counted under another one. */
export const isCarriedRef = (ref: string): boolean => /-r\d{1,4}(-out)?$/.test(ref);

/** The `transactionRef` of a tender that BigCommerce lists no transaction for (offline, gift certificate, store credit). */
export const tenderRef = (key: OrderKey, method: string, n: number): string =>
  `bc-${key.storeHash}-${key.orderId}-${method}-${n}`;

/** The `externalRef` of the sales credit of a refund: one per sales order that it is about, told apart by their addresses. */
export const creditRef = (storeHash: string, refundId: number, { addressId }: SalesOrderPart = {}): string =>
  `${storeHash}-refund-${refundId}${addressId === undefined ? '' : `-a${addressId}`}`;

/**
 * What a refund in the store says that is of a sales credit which staff made in Brightpearl: as its reason, where people see it,
 * and where it outlives our database.
 */
export const staffCreditReason = (creditId: number): string => `Brightpearl sales credit ${creditId}`;

/** People may write it, too, in a text of their own. */
export function parseStaffCreditReason(reason: string): number | undefined {
  const id = /\bsales credit #?(\d{1,15})\b/i.exec(reason)?.[1];
  return id === undefined ? undefined : Number(id);
}

/** The `transactionRef` of money that a refund gave back: the n-th part of it, by tender and document. */
export const refundPaymentRef = (storeHash: string, refundId: number, n: number): string =>
  `bc-${storeHash}-refund-${refundId}-${n}`;
