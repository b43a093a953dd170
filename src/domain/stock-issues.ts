/** Why a level is not written, or a store's stock needs a look: `docs/errors.md` has each (a test holds the two together). */
import type { IssueKind } from './issue-kind';

/** Stands for the variant in an issue that is about the store as a whole. */
export const WHOLE_STORE = 0;

export const STOCK_ISSUES = {
  LEVEL_REJECTED: {
    title: 'The store refuses a level',
    fix: 'Correct the product in BigCommerce as its words say, then push the SKU',
    clears: 'person',
  },
  AVAILABILITY_UNKNOWN: {
    title: 'Brightpearl does not answer for a product',
    fix: 'Check that the product exists and is stock-tracked in Brightpearl; its level stays as it is until then',
    clears: 'self',
  },
  MASS_FALL: {
    title: 'Unusually many levels would fall to 0',
    fix: "Check the warehouses in Brightpearl; if the figures are right, release the store's stock",
    clears: 'person',
  },
  LOCATION_UNUSABLE: {
    title: 'The store takes no levels for a location that is fed',
    fix: "Enable the location in BigCommerce, or take its feed out of the store's stock.feeds; then push every level",
    clears: 'self',
  },
  SOURCE_UNREAD: {
    title: 'Part of what the levels come from cannot be read',
    fix: 'See why the account or store does not answer and restore its connection; it goes on by itself',
    clears: 'self',
  },
  SECOND_WRITER: {
    title: 'Somebody else writes stock to the store',
    fix: 'Find what else sets levels in BigCommerce (an app, an import, a person) and switch it off',
    clears: 'self',
  },
  STALE_FEED: {
    title: 'No stock event has come from Brightpearl for unusually long',
    fix: 'Run connector setup, which repairs webhooks; the delta cycle finds changes until then',
    clears: 'self',
  },
  ORDER_UNREADABLE: {
    title: 'An order cannot be read, so that what it takes of the stock is not known',
    fix: 'Look at the order in BigCommerce; keep units of its products back by a rule (buffer) until it can be read',
    clears: 'self',
  },
  STOCK_STOPPED: {
    title: 'Stock cannot be read or written',
    fix: 'Give the credentials the permission that is missing, or correct what the message names; it goes on by itself',
    clears: 'self',
  },
} as const satisfies Record<string, IssueKind>;

export type StockIssueCode = keyof typeof STOCK_ISSUES;
