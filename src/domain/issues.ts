/**
 * Why an order cannot proceed: one catalogue for the workflows, the board, the search attribute `IssueType`, the API and
 * `docs/errors.md` (a test holds the two together). A code never changes its meaning.
 */

export interface IssueKind {
  /** In plain words, for an ops person. */
  readonly title: string;
  /** What usually fixes it, imperative. */
  readonly fix: string;
  /** `person`: waits for a decision or a change; `self`: tried again until it works. */
  readonly clears: 'person' | 'self';
}

export const ISSUES = {
  HELD_BY_RULE: {
    title: 'A hold rule keeps the order',
    fix: 'Nothing, if the reason is right: it goes on by itself or when the order changes. Release it to go on now',
    clears: 'self',
  },
  UNKNOWN_SKU: {
    title: 'A line has a SKU that Brightpearl does not know',
    fix: 'Create the product in Brightpearl or amend the line to a known SKU, then retry; or have it made of its variant with `connector products create`, or map the SKU with `connector mappings set product`: both free all that wait for it',
    clears: 'person',
  },
  DUPLICATE_SKU: {
    title: 'Several Brightpearl products have the SKU of a line',
    fix: 'Make the SKU unique in Brightpearl, then retry; or map it to another SKU with `connector mappings set product`, which frees all that wait for it',
    clears: 'person',
  },
  TOTALS_DO_NOT_ADD_UP: {
    title: "The order's own figures do not add up",
    fix: 'Compare the table with the order in BigCommerce; correct it there, or accept the difference on a nominal code',
    clears: 'person',
  },
  AMBIGUOUS_BASIS: {
    title: 'The figures fit in two ways that differ in tax per row',
    fix: 'Compare both tables with the order in BigCommerce and amend the order with the basis that is right',
    clears: 'person',
  },
  BRIGHTPEARL_TOTAL_DIFFERS: {
    title: "Brightpearl's total or tax differs from the store's",
    fix: 'The sales order was moved to the hold status; compare the arithmetic, correct it or accept the difference of that sales order',
    clears: 'person',
  },
  BASE_TOTAL_IMPLAUSIBLE: {
    title: 'The total in the account currency is far from the table rate',
    fix: 'Check the exchange rate of the order and of the account, then release',
    clears: 'person',
  },
  NO_TAX_CODE: {
    title: 'No tax rule fits a line',
    fix: 'Map the tax class with `connector mappings set tax-class`, add a tax rule to the route, or amend the tax code of the line',
    clears: 'person',
  },
  NO_NOMINAL_CODE: {
    title: 'A row needs a nominal code that the route does not name',
    fix: "Name the nominal code in the route's rules; then `connector orders retry --issue NO_NOMINAL_CODE` frees all that wait for it",
    clears: 'person',
  },
  NOT_IN_ACCOUNT: {
    title: 'The route names a project, lead source or custom field that the account does not have',
    fix: 'Correct the rule that is named or add what it names in Brightpearl; then `connector orders retry --issue NOT_IN_ACCOUNT` frees all that wait for it',
    clears: 'person',
  },
  NO_SHIPPING_METHOD: {
    title: 'The shipping method has no mapping',
    fix: 'Map it with `connector mappings set shipping-method`, which frees all that wait for it; or amend the order',
    clears: 'person',
  },
  NO_PAYMENT_METHOD: {
    title: 'The payment method has no mapping, or its Brightpearl method is not active',
    fix: 'Map it with `connector mappings set payment-method`, which frees all that wait for it; or amend the order',
    clears: 'person',
  },
  NO_ROUTE: {
    title: 'No route takes this order',
    fix: "Add a route for the order's channel, country and currency, or set a default route; then `connector orders retry --issue NO_ROUTE` frees all that wait for it",
    clears: 'person',
  },
  CURRENCY_NOT_IN_ACCOUNT: {
    title: "The account does not have the order's currency",
    fix: 'Add the currency in Brightpearl, then retry',
    clears: 'person',
  },
  SEVERAL_ADDRESSES: {
    title: 'The order ships to several addresses',
    fix: 'Set the route to split such orders, or split it in BigCommerce',
    clears: 'person',
  },
  CONTACT_CONFLICT: {
    title: 'The customer matches a contact that must not be used',
    fix: 'Amend the order with the contact to use',
    clears: 'person',
  },
  NO_EMAIL: {
    title: 'The order has no e-mail address',
    fix: 'Add the e-mail in BigCommerce, set a rule for such orders, or amend the contact',
    clears: 'person',
  },
  BAD_ADDRESS: {
    title: 'An address cannot be used',
    fix: 'Correct the address in BigCommerce, or amend it',
    clears: 'person',
  },
  CLOSED_PERIOD: {
    title: 'The tax date lies in a closed period',
    fix: 'Open the period in Brightpearl, or set the route to move such orders to the first open day',
    clears: 'person',
  },
  PAYMENT_CONFLICT: {
    title: 'The payments of the order contradict each other',
    fix: 'Compare the transactions with the gateway; correct them, then retry',
    clears: 'person',
  },
  OVERPAID: {
    title: 'More was captured than the order is worth',
    fix: 'Check the transactions; release to post what was captured',
    clears: 'person',
  },
  PAYMENT_DISPUTED: {
    title: 'The customer disputes the payment',
    fix: 'Answer the dispute at the gateway; nothing is booked for it until BigCommerce shows how it ended',
    clears: 'self',
  },
  CAPTURED_AFTER_CANCEL: {
    title: 'Money was captured after the sales order was cancelled',
    fix: 'Refund it in BigCommerce; or book it in Brightpearl by hand, then release with rule CAPTURED_AFTER_CANCEL',
    clears: 'self',
  },
  PAYMENT_ACTION_DECLINED: {
    title: 'A capture or void that a rule asked for was declined',
    fix: 'Look at the payment in BigCommerce and capture or void it there, then release',
    clears: 'person',
  },
  CREDIT_IN_BRIGHTPEARL: {
    title: 'Staff made a sales credit in Brightpearl that the store has no refund of',
    fix: 'Refund it in BigCommerce with the reason that the message names, or release it with the rule that the message names',
    clears: 'self',
  },
  CREDIT_NOT_REFUNDED: {
    title: 'A sales credit of staff could not be refunded in the store',
    fix: 'Do what the message says; refund it in BigCommerce by hand with the reason that it names, or release it with its rule',
    clears: 'self',
  },
  SALES_ORDER_GONE: {
    title: 'The sales order was deleted in Brightpearl',
    fix: 'Cancel the order in BigCommerce if that was meant; else enter it in Brightpearl by hand. Then release',
    clears: 'person',
  },
  CANCELLED_IN_BRIGHTPEARL: {
    title: 'The sales order was cancelled in Brightpearl, and the order was not in the store',
    fix: 'Cancel the order in BigCommerce, or move the sales order back to another status; release to leave both as they are',
    clears: 'self',
  },
  INVOICE_NOT_MADE: {
    title: 'Brightpearl has not made the invoice that it was asked for',
    fix: 'Look at the sales order in Brightpearl and invoice it there',
    clears: 'self',
  },
  WRITTEN_TWICE: {
    title: 'Something may stand twice on one side',
    fix: 'Compare the records that the message names and take the one too many away, then retry; release it with its rule if all are meant',
    clears: 'self',
  },
  ALREADY_IN_BRIGHTPEARL: {
    title: 'Brightpearl has another sales order for this order',
    fix: 'Compare both documents and skip, or remove the wrong one and retry',
    clears: 'person',
  },
  CHANGED_AFTER_IMPORT: {
    title: 'The order was changed after it was imported',
    fix: 'Compare the change and enter it in Brightpearl, then accept; or have applied what does not conflict, or the sales order credited and made anew',
    clears: 'person',
  },
  CANCELLED_AFTER_NOTE: {
    title: 'The order was cancelled in the store after a goods-out note or an invoice was made',
    fix: 'Delete the note if nothing has left; else take the goods back, book a sales credit and skip the order',
    clears: 'self',
  },
  CANCELLED_WITH_PAYMENT: {
    title: 'The order was cancelled in the store, and has money on its sales order',
    fix: 'Refund or void the payment in BigCommerce; the sales order is cancelled by itself then',
    clears: 'self',
  },
  NO_CANCELLED_STATUS: {
    title: 'The account has no status that cancels a sales order',
    fix: "Set the cancelled status in Brightpearl, or name it in the route's rules, then retry",
    clears: 'person',
  },
  CHANGED_IN_BRIGHTPEARL: {
    title: 'The total or tax of the sales order was changed in Brightpearl',
    fix: 'Compare both; correct the sales order, or accept the difference of that sales order',
    clears: 'self',
  },
  REFUND_HELD: {
    title: 'A refund waits by rule',
    fix: 'Compare the refund with the order; release it with the rule that the message names',
    clears: 'person',
  },
  REFUND_DOES_NOT_ADD_UP: {
    title: "A refund's figures do not add up, or not all of it was paid",
    fix: 'Compare the table with the refund in BigCommerce; release it with the rule that the message names, or enter it in Brightpearl and skip the order',
    clears: 'person',
  },
  GATEWAY_REFUND_UNSEEN: {
    title: 'Money went back that BigCommerce has no refund of',
    fix: 'Enter the refund in BigCommerce or Brightpearl, then release with rule GATEWAY_REFUND_UNSEEN',
    clears: 'person',
  },
  CREDIT_TOTAL_DIFFERS: {
    title: 'The total or tax of a sales credit differs from what it is of: a refund, or a sales order that is replaced',
    fix: 'Compare the arithmetic and correct the sales credit in Brightpearl, then retry',
    clears: 'person',
  },
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
