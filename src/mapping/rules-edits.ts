/** Rules about changes of an order in the store after it was imported. */
import { z } from 'zod';
import { id } from './rule-values';

export const editRulesSchema = z
  .strictObject({
    apply: z
      .enum(['apply', 'ask'])
      .default('apply')
      .describe('apply: changed in Brightpearl as long as nothing is on a note or invoiced; ask: a person decides.'),
    rows: z.boolean().default(true).describe('Whether rows, quantities and amounts are changed by themselves.'),
    address: z.boolean().default(true).describe('Whether the delivery and the billing address are.'),
    shippingMethod: z.boolean().default(true).describe('Whether the shipping method is.'),
    replacedStatusId: id
      .optional()
      .describe('Status of a sales order that was credited and made anew by command, so that nobody ships it as well.'),
  })
  .describe('Changes of an order after its import. What is not applied waits for a person, with what changed.');

export type EditRules = z.infer<typeof editRulesSchema>;
