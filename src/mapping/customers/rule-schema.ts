/** What of a customer goes to its Brightpearl contact, and when: the schema of `stores[].customers`. */
import { z } from 'zod';
import { decimal } from '../rule-values';

/**
 * `ours`: what is empty, or still as the connector wrote it. `ifEmpty`: only what is empty. `always`: the store is right.
 * None of them but `always` overwrites what staff wrote.
 */
const RULES = ['never', 'ifEmpty', 'ours', 'always'] as const;

export type FieldRule = (typeof RULES)[number];

const fieldRule = z.enum(RULES);

const fieldsSchema = z
  .strictObject({
    firstName: fieldRule.default('ours'),
    lastName: fieldRule.default('ours'),
    email: fieldRule.default('ours').describe('The primary e-mail address.'),
    telephone: fieldRule.default('ours').describe('The primary telephone number.'),
    company: fieldRule.default('ours'),
    taxNumber: fieldRule.default('ours').describe('From `taxNumberFrom`; nothing without it.'),
    billingAddress: fieldRule.default('ours'),
    deliveryAddress: fieldRule
      .default('never')
      .describe('Orders carry addresses of their own, and a route can keep this one as the last order had it.'),
    newsletter: z
      .enum(['never', 'ours', 'always'])
      .default('never')
      .describe(
        'The consent to mails about reviews and abandoned carts, the only one that the store keeps with a customer.',
      ),
    priceList: fieldRule.default('ours').describe('By customer group, from `groups`.'),
    taxCode: fieldRule.default('ours').describe('By customer group, from `groups`.'),
    creditTermDays: fieldRule.default('ours').describe('By customer group, from `groups`.'),
    discountPercentage: fieldRule.default('ours').describe('By customer group, from `groups`.'),
  })
  .describe(
    'When each field of the contact follows the customer. never; ifEmpty: only while it is empty; ours: while it is empty, or still as the connector wrote it; always: also over what staff wrote.',
  );

const source = z
  .union([
    z.strictObject({ formField: z.string().min(1).describe('Name of a form field, as the store shows it.') }),
    z.strictObject({ attribute: z.int().positive().describe('Id of a customer attribute.') }),
  ])
  .describe('Where in the store the value stands.');

export type ValueSource = z.output<typeof source>;

const groupSchema = z.strictObject({
  group: z.int().min(0).describe('BigCommerce customer group id; 0: customers without a group.'),
  account: z.string().optional().describe('Only for this Brightpearl account: ids differ between accounts.'),
  priceListId: z.int().positive().optional(),
  taxCodeId: z.int().positive().optional(),
  creditTermDays: z.int().min(1).max(365).optional(),
  discountPercentage: decimal.optional().describe('Percent, above 0.'),
});

export const customerRulesSchema = z.strictObject({
  create: z
    .enum(['withOrder', 'always'])
    .default('withOrder')
    .describe(
      'When a customer gets a contact. withOrder: with the first order; always: also without one, once the customer registered or changed.',
    ),
  createIn: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      "With `create: always`, the Brightpearl accounts in which customers without an order get a contact. Absent: all that the store's routes sell into.",
    ),
  address: z
    .enum(['first', 'newest'])
    .default('first')
    .describe('Which address of a customer with several is taken: the store keeps no default one.'),
  fields: fieldsSchema.prefault({}),
  taxNumberFrom: source.optional(),
  groups: z
    .array(groupSchema)
    .default([])
    .describe('Price list and trade terms by customer group; a group that is not listed changes nothing.'),
  customFields: z
    .array(
      z.strictObject({
        code: z
          .string()
          .regex(/^PCF_[A-Z0-9_]+$/, 'Write the code of a Brightpearl custom field, like PCF_WEBID')
          .describe('Code of the custom field of contacts in Brightpearl.'),
        from: source,
        rule: fieldRule.default('ours'),
      }),
    )
    .default([])
    .describe('Custom fields of the contact, each with its own rule.'),
});

export type CustomerRules = z.output<typeof customerRulesSchema>;
