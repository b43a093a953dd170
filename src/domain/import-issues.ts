/** Part of `ISSUES`: why an order is not made a sales order, or one that Brightpearl does not total as the store does. */
import type { IssueKind } from './issue-kind';

export const IMPORT_ISSUES = {
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
} as const satisfies Record<string, IssueKind>;
