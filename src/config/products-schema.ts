/** `stores[].products`: which fields of products follow Brightpearl's. Absent: products are left alone. */
import { z } from 'zod';
import { creationRules, fieldsRules, refuseRepeated } from '../mapping/catalog/fields/rule-schema';
import { duration } from './fields';

export const productsSchema = z
  .strictObject({
    ...fieldsRules,
    ...creationRules,
    account: z
      .string()
      .optional()
      .describe("Code of the Brightpearl account; not needed where the store's routes lead to one only."),
    everyMinutes: duration(0.01, 10_080)
      .default(60)
      .describe('How often products are compared: Brightpearl does not tell of every change of one.'),
    visibilityLagSeconds: duration(0, 600)
      .default(30)
      .describe('How long BigCommerce may still show an old field after a write.'),
  })
  .superRefine(refuseRepeated);
