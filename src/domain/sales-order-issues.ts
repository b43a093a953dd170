/** Part of `ISSUES`: what is wrong between an order and its sales order, payments and credits in Brightpearl. */
import type { IssueKind } from './issue-kind';

export const SALES_ORDER_ISSUES = {
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
} as const satisfies Record<string, IssueKind>;
