/** What the operations of prices answer, as `answers.ts` has the others. Amounts are decimal strings. */
import { z } from 'zod';
import { issuesShown } from './catalog-issue-records';

const instant = z.string().describe('ISO 8601, UTC');
const store = z.string().describe('Store hash');

const heldPrice = z.object({
  record: z.string().describe('`variant 101 in price list 7 (EUR)`'),
  variantId: z.int(),
  sku: z.string(),
  wanted: z.string().describe('What Brightpearl and the rules make of it'),
  reason: z.record(z.string(), z.unknown()).describe('By how much it would fall, or how many would vanish'),
  since: instant,
});

export const pricesAnswer = z.object({
  store,
  accounts: z.array(z.string()).describe('Whose price lists are read'),
  running: z
    .object({ step: z.string(), written: z.int().describe('Records') })
    .nullable()
    .describe('Null when nothing runs, or Temporal does not answer'),
  held: z.int().describe('Records that wait for a person'),
  ...issuesShown,
});

export const heldList = z.object({ store, total: z.int(), held: z.array(heldPrice) });

/** The record of the action keeps them, as the ruling goes once the price is written: more are for a table in the database. */
export const RELEASED_SHOWN = 1_000;

export const priceReleaseAnswer = z.object({
  store,
  released: z.int().describe('Records'),
  prices: z
    .array(heldPrice.pick({ record: true, sku: true, wanted: true }))
    .default([])
    .describe(`What was let through: the first ${RELEASED_SHOWN}`),
});

const amounts = z.object({
  price: z.string().nullable(),
  salePrice: z.string().nullable(),
  retailPrice: z.string().nullable(),
  tiers: z.array(z.object({ from: z.int(), to: z.int().nullable(), kind: z.string(), amount: z.string() })),
});

const explainedRecord = z.object({
  record: z.string(),
  rules: z
    .array(
      z.object({
        rule: z.string().describe('As a person finds it in the file: `rules[2]`'),
        field: z.string(),
        account: z.string(),
        priceList: z.int().describe('Of Brightpearl'),
        inBrightpearl: z.record(z.string(), z.string()).nullable().describe('By quantity; null: not read yet'),
      }),
    )
    .describe('What it comes from'),
  shown: amounts.nullable().describe('What the store was last read or set to; null: no record'),
  shownAt: instant.nullable(),
  held: z.boolean(),
});

const explainedVariant = z.object({
  variantId: z.int(),
  account: z.string(),
  brightpearlId: z.int().nullable(),
  problem: z.string().nullable().describe('Why it is not linked'),
  records: z.array(explainedRecord),
  issues: z.array(z.object({ code: z.string(), message: z.string() })),
});

export const priceExplainAnswer = z.object({ store, sku: z.string(), variants: z.array(explainedVariant) });

export type PricesAnswer = z.input<typeof pricesAnswer>;
export type HeldPriceAnswer = z.input<typeof heldPrice>;
export type ReleasedPriceAnswer = Pick<HeldPriceAnswer, 'record' | 'sku' | 'wanted'>;
export type ExplainedPrices = z.input<typeof explainedVariant>;
export type ExplainedRecord = z.input<typeof explainedRecord>;
