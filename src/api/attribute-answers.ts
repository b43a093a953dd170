/** What the operations of options answer, as `answers.ts` has the others. */
import { z } from 'zod';
import { issuesShown } from './catalog-issue-records';

const store = z.string().describe('Store hash');

export const attributesAnswer = z.object({
  store,
  account: z.string().describe('Whose options are followed'),
  running: z
    .object({ step: z.string(), written: z.int().describe('Options, values and records') })
    .nullable()
    .describe('Null when nothing runs, or Temporal does not answer'),
  products: z.int().describe('Products of the store whose options are followed'),
  ...issuesShown,
});

const twin = z.object({
  option: z.string().describe("Brightpearl's name"),
  value: z.string().nullable().describe('Null: of the option itself'),
  inStore: z.string().describe('`option 3`, or `value 12 of option 3`'),
});

const explainedProduct = z.object({
  productId: z.int().describe('Of the store'),
  followedAt: z
    .string()
    .nullable()
    .describe('ISO 8601, UTC; null: it has no options in Brightpearl, or was not looked at'),
  twins: z.array(twin),
  issues: z.array(z.object({ code: z.string(), subject: z.string(), message: z.string() })),
});

export const attributeExplainAnswer = z.object({ store, sku: z.string(), products: z.array(explainedProduct) });

export type AttributesAnswer = z.input<typeof attributesAnswer>;
export type ExplainedOptions = z.input<typeof explainedProduct>;
