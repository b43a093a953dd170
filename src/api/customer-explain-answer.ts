/** What the explanation of a customer answers: ids, rules and comparisons, and of terms the values. Nothing of a person. */
import { z } from 'zod';
import type { ExplainedCustomer } from '../domain/customer-explain-types';

const instant = z.string().describe('ISO 8601, UTC');
const side = z
  .enum(['value', 'empty', 'unknown', 'unread'])
  .describe('unknown: the store has no such field of the customer; unread: no rule asks for it');

const field = z.object({
  field: z.string(),
  rule: z.string(),
  store: side,
  contact: side,
  isSame: z.boolean(),
  values: z
    .object({ store: z.string(), contact: z.string() })
    .optional()
    .describe('Of terms, which the configuration gives; what other fields say stands in both systems'),
  writes: z.boolean().describe("Whether the store's value would be written"),
  why: z.string(),
  what: z.string(),
});

const contact = z.object({
  contactId: z.int().nullable(),
  standing: z.enum(['THERE', 'NONE', 'GONE', 'STAFF_OR_SUPPLIER']),
  linked: z
    .object({ at: instant, orderId: z.int().nullable().describe('Null: by the customer, without an order') })
    .nullable(),
  madeAt: instant.nullable().describe('When the connector made it; null: it was found in Brightpearl'),
  byEmail: z.int().nullable().describe("Where orders under the customer's e-mail address go to, if to another contact"),
  follows: z.object({ storeHash: z.string(), customerId: z.int() }).nullable(),
  waiting: z
    .object({
      reason: z.string(),
      since: instant,
      issue: z.object({ code: z.string(), message: z.string() }).nullable(),
    })
    .nullable(),
  next: z.object({ code: z.string(), what: z.string(), contactIds: z.array(z.int()) }),
  fields: z.array(field),
});

export const customerExplainAnswer = z.object({
  store: z.string().describe('Store hash'),
  customerId: z.int(),
  accounts: z.array(
    z.object({
      account: z.string(),
      contact: contact.nullable().describe('Null: the account or the store could not be asked'),
      failure: z.string().nullable(),
    }),
  ),
});

export type CustomerExplainAnswer = z.infer<typeof customerExplainAnswer>;

/** Lists are copied: an answer's may be changed. */
export const explainAnswerOf = (
  store: string,
  customerId: number,
  { accounts }: ExplainedCustomer,
): CustomerExplainAnswer => customerExplainAnswer.parse({ store, customerId, accounts });
