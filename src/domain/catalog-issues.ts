/** Why a price is not written, or a store's catalog needs a look: `docs/errors.md` has each (a test holds the two together). */
import type { IssueKind } from './issue-kind';

export const CATALOG_ISSUES = {
  PRICE_LIST_MISSING: {
    title: 'A price rule names a price list that Brightpearl does not have',
    fix: "Correct `from` of the rule in the store's prices.rules",
    clears: 'self',
  },
  PRICE_LIST_NOT_FOR_SALES: {
    title: 'A price rule names a list of cost prices',
    fix: 'Name a list for sales in `from` of the rule',
    clears: 'self',
  },
  CURRENCY_DIFFERS: {
    title: 'A Brightpearl price list and its target are in different currencies',
    fix: 'Name a list in the currency of the target; prices are never converted',
    clears: 'self',
  },
  CURRENCY_UNKNOWN: {
    title: 'A currency that ISO 4217 does not have',
    fix: 'Correct the currency of the rule, or of the store',
    clears: 'self',
  },
  TAX_BASIS_DIFFERS: {
    title: 'A Brightpearl price list is with tax and its target without, or the other way round',
    fix: 'Name another list, or set `convertTax: byTaxClass` and `taxRates`',
    clears: 'self',
  },
  TAX_BASIS_WRONG: {
    title:
      'The rules say that the store has its prices entered with tax, and the store says without, or the other way round',
    fix: "Correct `taxBasis` in the store's prices",
    clears: 'self',
  },
  STORE_LIST_MISSING: {
    title: 'A price rule names a price list that the store does not have',
    fix: "Correct `to` of the rule in the store's prices.rules, or take the rule away",
    clears: 'self',
  },
  ASSIGNED_ELSEWHERE: {
    title: 'The store shows a price list to somebody whom its rule does not name',
    fix: 'Take the assignment away in BigCommerce, or add the channel or group to `for` of the rule',
    clears: 'self',
  },
  NOT_ASSIGNED: {
    title: 'A price list is written, and the store shows it to nobody',
    fix: 'Assign the price list in BigCommerce to the channels and groups that it is for, and activate it',
    clears: 'self',
  },
  PRICE_UNKNOWN: {
    title: 'Brightpearl does not answer for the price of a product',
    fix: 'See that the product exists in Brightpearl; the price in the store stays until then',
    clears: 'self',
  },
  PRICE_UNREADABLE: {
    title: 'A price in Brightpearl cannot be read',
    fix: 'Correct the price of the product on the list that the message names',
    clears: 'self',
  },
  NO_SINGLE_PRICE: {
    title: 'A product has a price in Brightpearl for larger quantities only',
    fix: 'Add a price for a single unit on the list that the message names',
    clears: 'self',
  },
  ZERO_PRICE: {
    title: 'A price in Brightpearl is 0, or would be rounded to it',
    fix: 'Take the price away if there is none, correct it, or set `zeroPrice: write`',
    clears: 'self',
  },
  SALE_ABOVE_PRICE: {
    title: 'A sale price in Brightpearl is more than the price',
    fix: 'Correct the sale price or the price in Brightpearl; the sale price in the store stays until then',
    clears: 'self',
  },
  NO_TAX_RATE: {
    title: 'A tax class has no rate to convert prices with',
    fix: "Add the class to the store's prices.taxRates, or change the tax class of the product",
    clears: 'self',
  },
  NOT_SHOWN: {
    title: 'The store does not show a variant that is linked',
    fix: 'Wait for the next refresh of the links, or link the SKU anew',
    clears: 'self',
  },
  RECORD_WITHOUT_PRICE: {
    title: 'A record of a price list would have no price',
    fix: 'Add a rule for the price of the list, or a price in Brightpearl',
    clears: 'self',
  },
  PRICE_HELD: {
    title: 'A price would fall too far, or too many records would vanish',
    fix: 'Check the price in Brightpearl; if it is right, release it: connector prices release',
    clears: 'person',
  },
  PRICE_REFUSED: {
    title: 'The store refuses a price',
    fix: 'Correct the product in BigCommerce, or the price in Brightpearl, as its words say',
    clears: 'self',
  },
  PRICE_NOT_KEPT: {
    title: 'The store does not show the price that was written',
    fix: 'Find what else writes prices to the store (an app, an import, a person) and switch it off',
    clears: 'self',
  },
  FIELD_EDITED: {
    title: 'A field of a product was edited in the store, and differs from Brightpearl',
    fix: 'Make both the same, or set `edits: overwrite` for the field',
    clears: 'self',
  },
  FIELD_NOT_OURS: {
    title: 'A field of a product was in the store before, and differs from Brightpearl',
    fix: 'Make both the same, or set `edits: overwrite` for the field',
    clears: 'self',
  },
  FIELD_TOO_LONG: {
    title: 'A text of Brightpearl is longer than the store takes',
    fix: 'Shorten it in Brightpearl',
    clears: 'self',
  },
  FIELD_NOT_A_NUMBER: {
    title: 'A measure in Brightpearl is no number',
    fix: 'Correct it in Brightpearl',
    clears: 'self',
  },
  CATEGORY_UNKNOWN: {
    title: 'No rule names the store category of a Brightpearl category',
    fix: "Add it to the store's products.categories",
    clears: 'self',
  },
  CUSTOM_FIELD_UNKNOWN: {
    title: 'A rule for products names a custom field that the Brightpearl account does not have',
    fix: "Correct the code in the store's products, or make the field in Brightpearl",
    clears: 'self',
  },
  VARIANTS_DIFFER: {
    title: 'The variants of a product are products in Brightpearl that differ in a field which the store keeps once',
    fix: 'Make it the same on all of them in Brightpearl, or take the rule of the field away',
    clears: 'self',
  },
  PRODUCT_REFUSED: {
    title: 'The store refuses fields of a product',
    fix: 'Correct the product in BigCommerce or in Brightpearl, as its words say',
    clears: 'self',
  },
  CREATION_REFUSED: {
    title: 'The store does not make a product of Brightpearl that it does not have',
    fix: 'Correct the product in Brightpearl, as the words of the store say; it is tried again with the next look',
    clears: 'self',
  },
  OPTION_WITHOUT_TWIN: {
    title: 'The store has no option like one of Brightpearl',
    fix: "Add it in BigCommerce, or name what it is called there in the store's attributes.options",
    clears: 'self',
  },
  VALUE_WITHOUT_TWIN: {
    title: 'The store has no value like one of Brightpearl',
    fix: "Add it in BigCommerce, or name what it is called there in the store's attributes.options",
    clears: 'self',
  },
  STORE_OPTION_WITHOUT_TWIN: {
    title: 'Brightpearl has no option like one of the store',
    fix: "Take it away in BigCommerce if nothing is sold by it, or name it in the store's attributes.options",
    clears: 'self',
  },
  STORE_VALUE_WITHOUT_TWIN: {
    title: 'Brightpearl has no value like one of the store',
    fix: "Take it away in BigCommerce if it is not sold, or name it in the store's attributes.options",
    clears: 'self',
  },
  NAME_CLASH: {
    title: 'Two options, or two values of one option, would have one name',
    fix: 'Rename one of them in Brightpearl, or in the rules',
    clears: 'self',
  },
  NAME_TOO_LONG: {
    title: 'An option or a value would get a name of more than 255 characters',
    fix: 'Shorten it in Brightpearl, or name a shorter one in the rules',
    clears: 'self',
  },
  EDITED_ON_BOTH_SIDES: {
    title: 'An option or a value was renamed in Brightpearl, and edited in the store',
    fix: "Write Brightpearl's name in the store, or keep the store's by a rule",
    clears: 'self',
  },
  OPTION_REFUSED: {
    title: 'The store refuses a change of an option',
    fix: 'Correct the option in BigCommerce, or its name in Brightpearl, as its words say; it is tried again with the next look',
    clears: 'self',
  },
  CATALOG_STOPPED: {
    title: 'Products, options or prices cannot be read or written',
    fix: 'Give the credentials the permission that is missing, or correct what the message names; it goes on by itself',
    clears: 'self',
  },
} as const satisfies Record<string, IssueKind>;

export type CatalogIssueCode = keyof typeof CATALOG_ISSUES;
