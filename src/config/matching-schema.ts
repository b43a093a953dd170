/** `stores[].matching`: how products are told apart, and when both catalogs are compared. Absent: by their SKUs, on demand. */
import { z } from 'zod';
import { matchingFields } from '../mapping/catalog/matching/rule-schema';
import { timeOfDay } from './fields';

export const matchingSchema = z
  .strictObject({
    ...matchingFields,
    productIdField: z
      .string()
      .min(1)
      .max(250)
      .optional()
      .describe("Name of the store's custom field of products that holds a Brightpearl product id."),
    productIdMetafield: z
      .strictObject({ namespace: z.string().min(1).max(64), key: z.string().min(1).max(64) })
      .optional()
      .describe(
        'Or the metafield of products that holds it. One that another app wrote is seen where its permission set lets others read.',
      ),
    auditAt: timeOfDay('04:30').describe('When both catalogs are compared each night.').prefault({}),
  })
  .refine(({ productIdField, productIdMetafield }) => !productIdField || !productIdMetafield, {
    path: ['productIdMetafield'],
    message: 'Name the custom field or the metafield that holds the product id, not both',
  })
  .refine(
    ({ matchBy, productIdField, productIdMetafield }) =>
      !matchBy.includes('productId') || Boolean(productIdField ?? productIdMetafield),
    {
      path: ['productIdField'],
      message: 'Name the custom field or metafield that holds the product id, or leave `productId` out of `matchBy`',
    },
  );

export type FileMatching = z.output<typeof matchingSchema>;
