/** Why a variant has no level, in words for people: `docs/stock.md` says when each comes up. */
import type { IssueKind } from './issue-kind';

export const LINK_PROBLEMS: Readonly<Record<string, Omit<IssueKind, 'clears'>>> = {
  BLANK_SKU: {
    title: 'The variant has no SKU',
    fix: 'Give it the SKU of its Brightpearl product in BigCommerce',
  },
  DUPLICATE_IN_STORE: {
    title: 'Several variants of the store have the SKU, or are set to its product',
    fix: 'Make the SKU unique in BigCommerce, or let the SKU of the other decide with "connector inventory unlink"',
  },
  DUPLICATE_IN_BRIGHTPEARL: {
    title: 'Several Brightpearl products have the SKU',
    fix: 'Make the SKU unique in Brightpearl, or archive the product that is not sold any more',
  },
  NOT_IN_BRIGHTPEARL: {
    title: 'No Brightpearl product has the SKU',
    fix: 'Create the product in Brightpearl, correct the SKU on one side, or say which product it is with "connector mappings set product"',
  },
  SET_PRODUCT_MISSING: {
    title: 'The product that was set for the variant is not in Brightpearl, or archived',
    fix: 'Set another one with "connector inventory link", or let its SKU decide with "connector inventory unlink"',
  },
  UNTRACKED_IN_STORE: {
    title: 'The store does not track the stock of the product',
    fix: 'Switch on stock tracking of the product in BigCommerce',
  },
  UNTRACKED_IN_BRIGHTPEARL: {
    title: 'Brightpearl does not track the stock of the product',
    fix: 'Make the product stock-tracked in Brightpearl, or stop tracking it in BigCommerce',
  },
  TRACKED_BY_PRODUCT: {
    title: 'The store has one level for all variants of the product',
    fix: 'Track the stock of the product by variant in BigCommerce',
  },
};

/** The words for a problem; a code that is not known here speaks for itself. */
export const linkProblem = (code: string): Omit<IssueKind, 'clears'> =>
  LINK_PROBLEMS[code] ?? { title: code, fix: 'Compare the product on both sides' };
