/** Everything a store may rule about which variant is which Brightpearl product. */
import { z } from 'zod';

const matchBy = z
  .array(z.enum(['productId', 'sku', 'barcode', 'mpn']))
  .refine((keys) => keys.includes('sku'), 'Keep `sku` among them')
  .refine((keys) => new Set(keys).size === keys.length, 'Name each once')
  .default(['sku'])
  .describe(
    'What links, in this order: the Brightpearl product id that the store holds, the SKU, EAN or UPC, MPN. What stands behind `sku` links only where the SKU finds nothing; what is left out is still compared.',
  );

const notInStore = z
  .enum(['report', 'ignore'])
  .default('report')
  .describe('Brightpearl products that the store does not have: reported, or meant to be so.');

/** As a store has them in the file; when two SKUs are the same, its stock says. */
export const matchingFields = { matchBy, notInStore };

export const matchingRulesSchema = z.strictObject({
  skuMatch: z
    .enum(['exact', 'trim', 'caseInsensitive'])
    .default('trim')
    .describe('When two SKUs are the same: as written, but for outer spaces, or but for case as well.'),
  ...matchingFields,
});

export type MatchingRules = z.infer<typeof matchingRulesSchema>;
export type MatchKey = MatchingRules['matchBy'][number];
