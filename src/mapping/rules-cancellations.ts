/** Rules about orders that are cancelled in the store after they were imported. */
import { z } from 'zod';
import { id } from './rule-values';

const answer = z.enum(['cancel', 'ask']);

export const cancellationRulesSchema = z
  .strictObject({
    storeCancelled: answer
      .default('cancel')
      .describe('An order cancelled in the store: its sales order is cancelled too, or a person decides.'),
    declined: answer.default('cancel').describe('The same of one that is declined.'),
    cancelledStatusId: id
      .optional()
      .describe("Status that cancels a sales order; the account's cancelled status when absent."),
  })
  .describe('Cancellations. Nothing is cancelled that has payments, a note or an invoice.');

export type CancellationRules = z.infer<typeof cancellationRulesSchema>;
