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
