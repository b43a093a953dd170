/** `stores[].newProducts`: what products are made with that Brightpearl is to get from the store. Absent: none is made. */
import { z } from 'zod';
import { accountCreationFields } from '../mapping/catalog/fields/account-creation-rules';

export const newProductsSchema = z
  .array(
    z.strictObject({
      account: z
        .string()
        .optional()
        .describe("Code of the Brightpearl account; not needed where the store's routes lead to one only."),
      ...accountCreationFields,
    }),
  )
  .min(1, 'List at least one account, or leave `newProducts` out');
