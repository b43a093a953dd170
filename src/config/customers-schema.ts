/** `stores[].customers`: how the contacts of a store's customers are kept. Absent: only orders touch contacts. */
import { customerRulesSchema } from '../mapping/customers/rule-schema';
import { duration } from './fields';

export const customersSchema = customerRulesSchema.extend({
  gatherSeconds: duration(0, 60)
    .default(2)
    .describe('How long to wait for more changes after one: a customer and its addresses often change together.'),
});
