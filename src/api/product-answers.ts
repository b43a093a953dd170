/** What the operations of products answer, as `answers.ts` has the others. */
import { z } from 'zod';
import { issuesShown } from './catalog-issue-records';

const store = z.string().describe('Store hash');

export const productsAnswer = z.object({
  store,
  account: z.string().describe('Whose products are followed'),
  running: z
    .object({ step: z.string(), written: z.int().describe('Products, options and records') })
    .nullable()
    .describe('Null when nothing runs, or Temporal does not answer'),
  products: z.int().describe('Products of the store that were compared at least once'),
  ...issuesShown,
});

export const productPushAnswer = z.object({ store, started: z.literal(true) });

const explainedProduct = z.object({
  productId: z.int().describe('Of the store'),
  fields: z
    .array(
      z.object({
        field: z.string(),
        sent: z.string().nullable().describe('What was sent last, or agreed; null: empty'),
        shown: z.string().nullable().describe('What the store made of it; null: empty, or not looked at yet'),
        pending: z.boolean().describe('Sent, and not looked at yet'),
      }),
    )
    .describe('Fields that come from Brightpearl'),
  issues: z.array(z.object({ code: z.string(), subject: z.string(), message: z.string() })),
});

export const productExplainAnswer = z.object({ store, sku: z.string(), products: z.array(explainedProduct) });

export type ProductsAnswer = z.input<typeof productsAnswer>;
export type ExplainedProduct = z.input<typeof explainedProduct>;
