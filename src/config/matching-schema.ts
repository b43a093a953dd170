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
    auditAt: timeOfDay('04:30').describe('When both catalogs are compared each night.').prefault({}),
  })
  .refine(({ matchBy, productIdField }) => !matchBy.includes('productId') || productIdField !== undefined, {
    path: ['productIdField'],
    message: 'Name the custom field that holds the product id, or leave `productId` out of `matchBy`',
  });

export type FileMatching = z.output<typeof matchingSchema>;
