/**
 * Why an order cannot proceed: one catalogue for the workflows, the board, the search attribute `IssueType`, the API and
 * `docs/errors.md` (a test holds the two together). A code never changes its meaning.
 */
import { IMPORT_ISSUES } from './import-issues';
import type { IssueKind } from './issue-kind';
import { SALES_ORDER_ISSUES } from './sales-order-issues';

export const ISSUES = {
  ...IMPORT_ISSUES,
  ...SALES_ORDER_ISSUES,
  REJECTED_BY_BRIGHTPEARL: {
    title: 'Brightpearl refused the request',
    fix: "Read Brightpearl's answer, correct the cause, then retry",
    clears: 'person',
  },
  REJECTED_BY_BIGCOMMERCE: {
    title: 'BigCommerce refused the request',
    fix: "Read BigCommerce's answer, correct the cause, then retry",
    clears: 'person',
  },
  UNEXPECTED_ANSWER: {
    title: 'An answer lacks a field that the connector needs',
    fix: 'Look at the exchange in the audit trail and report it; retry when resolved',
    clears: 'person',
  },
  VERSION_GONE: {
    title: 'The version of the order that was being worked on is no longer stored',
    fix: 'Retry: the order is read and mapped again',
    clears: 'person',
  },
  ORDER_NOT_FOUND: {
    title: 'BigCommerce no longer has the order',
    fix: 'Check the order number; skip the order if it was deleted',
    clears: 'person',
  },
  ACCOUNT_PAUSED: {
    title: 'The credentials of the account or store are refused',
    fix: 'Renew the credentials; everything waiting goes on by itself',
    clears: 'self',
  },
  PERMISSION_MISSING: {
    title: 'The credentials lack a permission',
    fix: 'Grant the scope named in the message, then retry',
    clears: 'person',
  },
  INSTANCE_ID_CHANGED: {
    title: 'The account has another instance id than its orders were imported under',
    fix: 'Set the instanceId of the account in connector.yaml to the one that is right, restart, then retry',
    clears: 'person',
  },
  OLD_NOTE: {
    title: 'A note is older than the route lets be shown without a yes',
    fix: 'Look whether the customer should hear of it now; release to make the shipment',
    clears: 'person',
  },
  MAILS_ARE_ON: {
    title: 'The store would mail the customer about the shipment, and the route forbids that',
    fix: "Turn the store's order status emails off, then retry; or release to make the shipment all the same",
    clears: 'person',
  },
  GOODS_OF_NO_LINE: {
    title: 'Goods left that are of no line of the order, while a line has no row in the sales order',
    fix: 'Make the shipment in BigCommerce by hand, then release; the rest of the note is shown as shipped',
    clears: 'person',
  },
  NOTE_DESTROYED: {
    title: 'A note was destroyed in Brightpearl after its shipment was made',
    fix: 'Delete the shipment in BigCommerce if the goods did not leave, then release',
    clears: 'person',
  },
  UNEXPECTED_FAILURE: {
    title: 'A step failed in a way that nobody foresaw',
    fix: 'Look at the failed step in the Temporal UI and report it; retry when resolved',
    clears: 'person',
  },
} as const satisfies Record<string, IssueKind>;

export type IssueCode = keyof typeof ISSUES;

/** One reason, about one record. `message` is safe to show and store in clear: ids, SKUs, amounts; never names or e-mails. */
export interface Issue {
  readonly code: IssueCode;
  /** Names the record, what is wrong and what to do. */
  readonly message: string;
  /** The line, address or method it is about, e.g. `line-537`. */
  readonly subject?: string;
  /** Figures and ids, for the API and the console. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export const issue = (code: IssueCode, message: string, more: Omit<Issue, 'code' | 'message'> = {}): Issue => ({
  code,
  message,
  ...more,
});
