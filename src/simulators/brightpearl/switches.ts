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
  /** What is answered where there is no goods-out note: an empty map, or 404. */
  noGoodsOutNotes: z.enum(['empty', 'not-found']),
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
  extraSearchColumn: false,
  headerRounding: 'round-of-sum',
  unknownFilter: 'ignored',
  excessDecimals: 'refused',
  usedRefreshToken: 'refused',
  earlyRefresh: 'keeps-expiry',
  quotaPerMinute: 200,
  webhookGatherMs: 0,
  indexLagMs: 0,
};
