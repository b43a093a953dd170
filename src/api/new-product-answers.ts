/** What the operations of new products answer, as `answers.ts` has the others. */
import { z } from 'zod';

const instant = z.string().describe('ISO 8601, UTC');
const scope = { store: z.string().describe('Store hash'), account: z.string().describe('Who gets the products') };

const unknownVariant = z.object({
  variantId: z.int(),
  sku: z.string(),
  action: z.enum(['create', 'cannot']),
  said: z.array(z.string()).describe('Why it cannot be made, with what to do; or what of it the product would not get'),
  product: z
    .object({
      name: z.string(),
      brandId: z.int().describe('Of Brightpearl'),
      stockTracked: z.boolean(),
      weight: z.number().nullable().describe("In Brightpearl's unit; null: none"),
      ean: z.string().nullable(),
      upc: z.string().nullable(),
      mpn: z.string().nullable(),
    })
    .nullable()
    .describe('What would be made; null where it cannot'),
});

export const unknownProductsAnswer = z.object({
  ...scope,
  comparedAt: instant,
  variants: z.int().describe('Variants that are linked with no product'),
  creatable: z.int().describe('Of them: those whose product can be made'),
  rows: z.array(unknownVariant),
});

export const newProductsBegunAnswer = z.object({
  ...scope,
  skus: z.int().nullable().describe('SKUs that were asked for; null: all of the store'),
  started: z.boolean().describe('false: Temporal is away, and it begins once that is back'),
});

const newProduct = z.object({
  sku: z.string(),
  state: z
    .enum(['wanted', 'planned', 'made', 'found', 'refused'])
    .describe('found: it was there, or somebody else made it; wanted and planned are still to come'),
  productId: z.int().nullable().describe('Of Brightpearl'),
  message: z.string().describe('Why it is refused, with what to do'),
  requestedBy: z.string(),
  requestedAt: instant,
  reason: z.string().nullable(),
  settledAt: instant.nullable(),
});

export const newProductsAnswer = z.object({
  ...scope,
  running: z
    .object({
      step: z.string(),
      done: z.int().describe('SKUs'),
      toCompare: z.int().describe('How often all of the store was asked for, and is still to be compared'),
    })
    .nullable()
    .describe('Null when nothing runs'),
  counts: z.record(z.string(), z.int()).describe('SKUs by state'),
  products: z.array(newProduct).describe('Those still to come first, then those settled last'),
});

export type UnknownProductsAnswer = z.output<typeof unknownProductsAnswer>;
export type UnknownVariant = z.output<typeof unknownVariant>;
export type ShownNewProduct = z.output<typeof newProduct>;
