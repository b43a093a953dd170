/** Rules about contacts, and about the texts that go along with a sales order. */
import { z } from 'zod';

export const contactRulesSchema = z
  .strictObject({
    matchBy: z
      .array(z.enum(['link', 'email', 'address']))
      .min(1)
      .default(['link', 'email'])
      .describe('How a contact is found, in this order: own earlier link, exact e-mail, same name and address.'),
    differentAddress: z
      .enum(['order-only', 'update-delivery', 'new-contact'])
      .default('order-only')
      .describe(
        "A known contact orders to another address: only on the order; also as the contact's delivery address (two requests more per order); or a new contact.",
      ),
    compareNames: z
      .boolean()
      .default(false)
      .describe('Whether the same address also needs the same name to count as the same.'),
    otherCompany: z
      .enum(['new-contact', 'hold'])
      .default('hold')
      .describe('The contact found belongs to another company or has another tax number.'),
    staffOrSupplier: z
      .enum(['new-contact', 'hold'])
      .default('new-contact')
      .describe('The contact found is staff or a supplier. Such contacts are never used.'),
    noEmail: z
      .union([z.literal('hold'), z.strictObject({ placeholderDomain: z.string().min(3) })])
      .default('hold')
      .describe('An order without e-mail: waits, or gets order-<id>@<placeholderDomain>.'),
    taxNumberField: z
      .string()
      .optional()
      .describe('Name of the billing address form field in which the shopper writes the tax number.'),
  })
  .describe('How the contact of an order is found or made.');

export const noteRulesSchema = z
  .strictObject({
    customerMessage: z.boolean().default(true).describe('Whether the message of the shopper becomes a note.'),
    staffNotes: z.boolean().default(false).describe("Whether the store's staff notes become a note."),
    couponCodes: z.boolean().default(false).describe('Whether the coupon codes used become a note.'),
  })
  .describe('Notes on the sales order.');

export const giftMessageSchema = z
  .union([z.enum(['note', 'none']), z.strictObject({ customField: z.string().min(1) })])
  .default('note')
  .describe('Where gift wrapping messages go: a note, nowhere, or an order custom field.');

const customFieldSourceSchema = z.union([
  z
    .enum([
      'orderId',
      'externalOrderId',
      'orderSource',
      'channelId',
      'paymentMethod',
      'shippingMethod',
      'couponCodes',
      'customerMessage',
      'staffNotes',
      'customerGroup',
      'deliveryDate',
    ])
    .describe('A field of the order.'),
  z.strictObject({ billingField: z.string().min(1) }).describe('A form field of the billing address, by name.'),
  z.strictObject({ shippingField: z.string().min(1) }).describe('A form field of the first shipping address, by name.'),
  z.strictObject({ value: z.string() }).describe('The same text on every order.'),
]);

export const customFieldRuleSchema = z.strictObject({
  code: z.string().min(1).describe('Code of the custom field, e.g. PCF_SOURCE.'),
  from: customFieldSourceSchema.describe('What is written into it.'),
});
