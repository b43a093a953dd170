/** Rules about when an order is imported, and about its payments. */
import { z } from 'zod';
import { decimal, id, textMatch } from './rule-values';

const statusIds = z.array(z.int().min(0).max(14)).describe('BigCommerce order status ids (0 Incomplete … 14).');
const paymentStatuses = z.array(z.string()).describe('BigCommerce payment statuses, e.g. "captured"; "" is none.');

const paymentMethodMatchSchema = z
  .strictObject({
    method: textMatch
      .optional()
      .describe('`method` of the transaction, e.g. credit_card, gift_certificate, store_credit.'),
    gateway: textMatch.optional().describe('`gateway` of the transaction.'),
    paymentMethod: textMatch.optional().describe('`payment_method` of the order, e.g. "Bank Deposit".'),
  })
  .describe('All that are given must hold.');

export const paymentMethodRulesSchema = z
  .strictObject({
    map: z
      .array(
        z.strictObject({
          when: paymentMethodMatchSchema,
          code: z.string().min(1).describe('Brightpearl payment method code.'),
        }),
      )
      .default([])
      .describe('Payment method to Brightpearl payment method code; first match wins.'),
    unmapped: z
      .union([z.literal('hold'), z.strictObject({ code: z.string().min(1) })])
      .default('hold')
      .describe('`hold`, or {code: the code to use instead}.'),
  })
  .describe('Payment methods.');

const paymentRuleSchema = z.strictObject({
  when: z
    .strictObject({
      statusIds: statusIds.optional(),
      paymentStatuses: paymentStatuses.optional(),
      methods: z.array(textMatch).optional().describe('`payment_method` of the order.'),
    })
    .describe('All that are given must hold.'),
  payments: z
    .enum(['import', 'hold', 'none'])
    .describe('import: book the payments; hold: the order waits; none: the order without payments.'),
  orderStatusId: id.optional().describe('Brightpearl status of the new sales order instead of `statuses.new`.'),
  reason: z.string().optional().describe('Shown with a hold.'),
});

export const paymentRulesSchema = z
  .strictObject({
    table: z
      .array(paymentRuleSchema)
      .default([
        {
          when: { paymentStatuses: ['held for review'] },
          payments: 'hold',
          reason: 'The gateway holds the payment for review',
        },
      ])
      .describe('By order status, payment status and method; first match wins; unmatched orders book their payments.'),
    authorizations: z
      .boolean()
      .default(true)
      .describe('Whether authorizations without a capture are booked as such (AUTH).'),
    offlinePaid: z
      .strictObject({
        statusIds: statusIds.default([]).describe('Order statuses that mean it is paid.'),
        paymentStatuses: paymentStatuses.default(['captured', 'paid']),
      })
      .prefault({})
      .describe(
        'When an order whose payment method leaves no transaction (cash, cheque, bank transfer) counts as paid.',
      ),
    overpaid: z
      .enum(['hold', 'import'])
      .default('hold')
      .describe('More was captured than the order is worth: the order waits, or all of it is booked.'),
  })
  .describe('Which payments are booked.');

const holdConditionsSchema = z
  .strictObject({
    statusIds: statusIds.optional(),
    paymentStatuses: paymentStatuses.optional(),
    paymentMethods: z.array(textMatch).optional().describe('`payment_method` of the order.'),
    countries: z.array(z.string().length(2)).optional().describe('Any ship-to country, ISO 3166-1 alpha-2.'),
    customerGroups: z.array(z.int()).optional().describe('Customer group ids.'),
    channels: z.array(z.int()).optional().describe('BigCommerce channel ids.'),
    totalAbove: decimal.optional().describe("Total with tax above this, in the order's own currency."),
    noteMatches: textMatch.optional().describe('Customer message or staff notes.'),
    testGateway: z.boolean().optional().describe('Whether a test gateway took the payment.'),
    skus: z.array(textMatch).optional().describe('Any line has one of these SKUs.'),
    minAgeMinutes: z.int().min(1).optional().describe('The order is younger than this; the hold ends by itself.'),
  })
  .describe('All that are given must hold.');

const holdRuleSchema = z.strictObject({
  name: z.string().min(1).describe('Short name; what `release` refers to.'),
  when: holdConditionsSchema,
  forMinutes: z
    .int()
    .min(1)
    .optional()
    .describe('Ends by itself this long after the order was placed; otherwise a person releases it, or it changes.'),
  reason: z.string().min(1).describe('Shown to the operator.'),
});

const skipRuleSchema = z.strictObject({
  name: z.string().min(1).describe('Short name.'),
  when: holdConditionsSchema,
  reason: z.string().min(1).describe('Shown to the operator.'),
});

export const importRulesSchema = z
  .strictObject({
    statusIds: statusIds
      .default([2, 3, 8, 9, 10, 11, 14])
      .describe('Order statuses that are imported; others wait until they change.'),
    stuckIncomplete: z
      .enum(['wait', 'hold', 'import'])
      .default('hold')
      .describe('An order that is paid but still Incomplete (0): wait silently, show it to a person, or import it.'),
    hold: z.array(holdRuleSchema).default([]).describe('First match holds the order.'),
    skip: z.array(skipRuleSchema).default([]).describe('First match leaves the order alone for good.'),
    testOrders: z.enum(['import', 'hold', 'skip']).default('hold').describe('Orders paid through a test gateway.'),
    unpaidExpireDays: z
      .int()
      .min(1)
      .optional()
      .describe('An unpaid order waits this long, then is skipped; forever when absent.'),
  })
  .describe('Which orders are imported, and when.');
