import { z } from 'zod';

/**
 * What Brightpearl does not document, or documents in two ways, each as a switch. The first value is the default. How a
 * real account settles each question is told in docs/simulators-brightpearl.md.
 */
export const switchesSchema = z.strictObject({
  /** What the 200 for a known (externalRef, instance id) carries: the stored order's id, or `{}`. */
  duplicatePostBody: z.enum(['existing-id', 'empty']),
  /**
   * Who has an installation instance id (header, `GET integration/instance`): OAuth apps, every app, or nobody. With
   * `absent` an id sent in a sales order is dropped, so that no POST is ever recognized as a duplicate.
   */
  instanceIdMode: z.enum(['oauth-only', 'always', 'absent']),
  /** A reservation for an order that has one: refused, or put in its place. */
  secondReservation: z.enum(['error', 'replace']),
  throttleStatus: z.union([z.literal(503), z.literal(429)]),
  /** One unknown product id makes a whole availability request fail with 400, or is left out of the answer. */
  badIdFailsChunk: z.boolean(),
  /** So does a product that is not stock-tracked, or it is left out of the answer. */
  untrackedIdFailsChunk: z.boolean(),
  /** A tracked product that no warehouse ever held: answered without warehouses, left out, or refused with its chunk. */
  unstockedProduct: z.enum(['empty', 'absent', 'fails-chunk']),
  /** `GET order/{ids}/reservation` takes an id set, as most GETs do, or the one id that is documented. */
  reservationIdSets: z.enum(['accepted', 'refused']),
  /** What is reserved still lists what went onto goods-out notes since, or no longer. */
  reservationListsNoted: z.boolean(),
  /** A row without stock among those to reserve: refuses them all, or is left out. */
  untrackedInReservation: z.enum(['refused', 'ignored']),
  /** Reserving and releasing count as a change of the order, with its date and its event. */
  reservationModifiesOrder: z.boolean(),
  /** What is answered where there is no goods-out, drop-ship or goods-in note: an empty map, or 404. */
  noGoodsOutNotes: z.enum(['empty', 'not-found']),
  /** Goods-out, drop-ship and goods-in notes count as changes of their order, with its date and its event. */
  goodsNotesModifyOrder: z.boolean(),
  /** A tracking number for a note that is shipped: refused, as documented for the API, or taken. */
  trackingAfterShipping: z.enum(['refused', 'accepted']),
  /** Where the tracking reference of a drop-ship note's shipping event shows: nowhere, or as `shipping.reference`. */
  dropShipTracking: z.enum(['hidden', 'shipping']),
  /** Cancelling an order with a drop-ship note; only goods-out notes are documented to prevent it. */
  cancelWithDropShipNote: z.enum(['refused', 'accepted']),
  /** Cancelling an order with an authorization that is neither captured nor voided; it is not paid. */
  cancelWithAuthorization: z.enum(['accepted', 'refused']),
  /** `inStock` counts what is in quarantine, or not. `onHand` never does. */
  quarantineInStock: z.boolean(),
  /** A row lessened below what is reserved of it, or removed, through the API: refused, or the stock is given back. */
  editsBelowReserved: z.enum(['refused', 'release']),
  /** PATCH of a row's net where the tax was set by hand: worked out anew, or kept. */
  netPatchOnManualTax: z.enum(['recalculates', 'keeps']),
  /** PUT of an invoiced order with other figures in its rows: refused, or taken. Rows can neither come nor go. */
  putOnInvoiced: z.enum(['refuses-changes', 'accepts-changes']),
  /** PUT of a sales order without its externalRef: takes the reference away, as from any other field, or keeps it. */
  putWithoutExternalRef: z.enum(['removes', 'keeps']),
  /** PUT of a contact: what is left out is empty, or a section that is left out stays. */
  putContact: z.enum(['replaces', 'keeps']),
  /** The invoiced status makes the invoice too, or is a status like any other. */
  invoicedStatusCloses: z.boolean(),
  /** An order that was closed moves to the invoiced status, or stays in its own. */
  closeSetsInvoicedStatus: z.boolean(),
  /** What becomes of an order that is being closed: its invoice, or nothing; then it stays pending. */
  closeOutcome: z.enum(['invoiced', 'stays-pending']),
  /** A payment with an amount below 0, which takes back an earlier one. */
  negativePayments: z.enum(['accepted', 'refused']),
  /** A price that is set counts as a change of its product, with its date and its event. */
  pricesModifyProduct: z.boolean(),
  /** So does a custom field of a product that the API sets. */
  customFieldsModifyProduct: z.boolean(),
  /** So does a new name or order of what the product has: its brand, options, values and the rest. */
  attributesModifyProducts: z.boolean(),
  /** The values of an option come with their sort order, as the text of their page says, or without, as its examples have them. */
  optionValuesShowOrder: z.boolean(),
  /** What is read of a price list that is meant with tax: the price without tax, as it is stored, or with the product's tax. */
  grossListPrices: z.enum(['net', 'gross']),
  /** Ids without a product among those whose prices are asked for: left out, or the whole set is not found. */
  missingPriceIds: z.enum(['left-out', 'fails-set']),
  /** Every search has one more column, in second place. */
  extraSearchColumn: z.boolean(),
  /** Header net: the 4-decimal row nets added, then rounded; or each rounded, then added. */
  headerRounding: z.enum(['round-of-sum', 'sum-of-rounded']),
  /** A search filter nobody knows: ignored (every row comes back) or refused. */
  unknownFilter: z.enum(['ignored', 'refused']),
  /** A row net beyond 4 decimals or a row tax beyond 2: refused, or rounded half up. */
  excessDecimals: z.enum(['refused', 'rounded']),
  /** A refresh token that was used: dead, or good for another refresh. */
  usedRefreshToken: z.enum(['refused', 'accepted']),
  /** A refresh before expiry: the new access token ends when the old one would have, or lives in full. */
  earlyRefresh: z.enum(['keeps-expiry', 'renews']),
  /** Requests per app and minute. */
  quotaPerMinute: z.number().int().positive(),
  /** Simulated milliseconds during which ids are gathered for a webhook that accepts id sets. */
  webhookGatherMs: z.number().min(0),
  /** Simulated milliseconds until a write shows in searches. */
  indexLagMs: z.number().min(0),
  /** Simulated milliseconds from the order to close a sale until its invoice. */
  closeLagMs: z.number().min(0),
});

export type Switches = z.output<typeof switchesSchema>;

/** Some switches; the others stay. */
export type SwitchChanges = { readonly [Name in keyof Switches]?: Switches[Name] | undefined };

export const DEFAULT_SWITCHES: Switches = {
  duplicatePostBody: 'existing-id',
  instanceIdMode: 'oauth-only',
  secondReservation: 'error',
  throttleStatus: 503,
  badIdFailsChunk: false,
  untrackedIdFailsChunk: false,
  unstockedProduct: 'empty',
  reservationIdSets: 'accepted',
  reservationListsNoted: false,
  untrackedInReservation: 'refused',
  reservationModifiesOrder: false,
  noGoodsOutNotes: 'empty',
  goodsNotesModifyOrder: true,
  trackingAfterShipping: 'refused',
  dropShipTracking: 'hidden',
  cancelWithDropShipNote: 'refused',
  cancelWithAuthorization: 'accepted',
  quarantineInStock: false,
  editsBelowReserved: 'refused',
  netPatchOnManualTax: 'recalculates',
  putOnInvoiced: 'refuses-changes',
  putWithoutExternalRef: 'removes',
  putContact: 'replaces',
  invoicedStatusCloses: true,
  closeSetsInvoicedStatus: true,
  closeOutcome: 'invoiced',
  negativePayments: 'accepted',
  pricesModifyProduct: false,
  customFieldsModifyProduct: false,
  attributesModifyProducts: false,
  optionValuesShowOrder: true,
  grossListPrices: 'net',
  missingPriceIds: 'left-out',
  extraSearchColumn: false,
  headerRounding: 'round-of-sum',
  unknownFilter: 'ignored',
  excessDecimals: 'refused',
  usedRefreshToken: 'refused',
  earlyRefresh: 'keeps-expiry',
  quotaPerMinute: 200,
  webhookGatherMs: 0,
  indexLagMs: 0,
  closeLagMs: 0,
};
