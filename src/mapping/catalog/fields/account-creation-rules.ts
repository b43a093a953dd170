/** What products are made with that Brightpearl is to get from a store. */
import { z } from 'zod';
import { newProductSchema } from '../../rules-products';
import { decimal } from '../../rule-values';

export const accountCreationFields = {
  ...newProductSchema.shape,
  brandId: newProductSchema.shape.brandId.describe(
    'Brightpearl brand id, of products whose brand Brightpearl does not have by its name.',
  ),
  stockTracked: z
    .union([z.boolean(), z.literal('asStore')])
    .default('asStore')
    .describe('Whether stock is kept of such products. asStore: where the store keeps stock of them.'),
  weightFactor: decimal
    .refine((factor) => Number(factor) > 0, 'A factor is above 0')
    .default('1')
    .describe('What one unit of the store\'s weights is in Brightpearl, e.g. "0.001".'),
};

export const accountCreationSchema = z.strictObject(accountCreationFields);

export type AccountCreationRules = z.output<typeof accountCreationSchema>;
