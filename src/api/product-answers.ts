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

const missingProduct = z.object({
  productId: z.int().describe('Of Brightpearl'),
  sku: z.string(),
  outcome: z.enum(['made', 'shown', 'refused', 'impossible']).describe('`shown`: it would be made'),
  reasons: z.array(z.string()).describe('Why not, each with what to do'),
  becomes: z
    .object({
      variantOf: z.int().optional().describe('Product of the store that gets it as a variant'),
      fields: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string()), z.null()])),
      price: z.string(),
      choices: z.array(z.object({ option: z.string(), value: z.string() })),
    })
    .nullable(),
});

export const missingProductsAnswer = z.object({
  store,
  account: z.string(),
  create: z.enum(['off', 'dry-run', 'on']).describe('What the rules say'),
  isNarrowed: z.boolean().describe('Products that `createWhere` leaves out are none of the store, and are not listed'),
  lookedAt: z.string().nullable().describe('ISO time; null: not yet'),
  counts: z.record(z.string(), z.int()).describe('By outcome'),
  products: z.array(missingProduct).describe('Brightpearl products that the store does not have'),
});

export type MissingProductsAnswer = z.input<typeof missingProductsAnswer>;
export type ProductsAnswer = z.input<typeof productsAnswer>;
export type ExplainedProduct = z.input<typeof explainedProduct>;
