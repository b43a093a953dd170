/** `stores[].attributes`: how the options of products follow Brightpearl's. Absent: they are left alone. */
import { z } from 'zod';
import { attributeRulesSchema } from '../mapping/catalog/attributes/rule-schema';
import { duration } from './fields';

export const attributesSchema = attributeRulesSchema.extend({
  account: z
    .string()
    .optional()
    .describe("Code of the Brightpearl account; not needed where the store's routes lead to one only."),
  everyMinutes: duration(0.01, 10_080)
    .default(60)
    .describe('How often options are compared: Brightpearl tells of no change of one.'),
});
