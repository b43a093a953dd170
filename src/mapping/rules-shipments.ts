/** Rules about what becomes of a note that left the warehouse. */
import { z } from 'zod';
import { id } from './rule-values';

const carrierSchema = z
  .strictObject({
    provider: z
      .string()
      .min(1)
      .optional()
      .describe("The store's shipping provider: `ups`, `fedex`, `royalmail`, `carrier_7` of a shipping app."),
    carrier: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'must be a code of AfterShip, like `dpd-uk`')
      .optional()
      .describe("AfterShip's code of a carrier that the store has no provider for."),
    trackingLink: z
      .string()
      .max(400)
      .refine(
        (link) => /^https?:\/\//.test(link) && link.includes('{tracking}'),
        'must be a link with {tracking} in it',
      )
      .optional()
      .describe("Link with `{tracking}` where the number goes; the store's own link for the carrier when absent."),
  })
  .describe('How the store names the carrier.');

const customField = z.string().min(1).describe('Code of the custom field, e.g. PCF_TRACKING.');

export const shipmentRulesSchema = z
  .strictObject({
    trigger: z
      .union([
        z.enum(['shipped', 'packed']),
        z.strictObject({
          orderStatusIds: z.array(id).min(1).describe('Brightpearl order statuses of the sales order.'),
        }),
      ])
      .default('shipped')
      .describe('When a note becomes a shipment: it is shipped, it is packed, or its sales order reaches a status.'),
    carriers: z
      .record(z.string().regex(/^\d+$/, 'must be the id of a Brightpearl shipping method'), carrierSchema)
      .default({})
      .describe('By Brightpearl shipping method id; other methods name no carrier.'),
    severalTrackingNumbers: z
      .enum(['comments', 'link'])
      .default('comments')
      .describe(
        'All numbers but the first: in the comments of the shipment, or all of them in the tracking link (with commas).',
      ),
    dropShipTracking: z
      .union([
        z.enum(['note', 'purchase-order']),
        z.strictObject({ purchaseOrderField: customField }),
        z.strictObject({ salesOrderField: customField }),
      ])
      .default('note')
      .describe(
        "Where suppliers' tracking numbers are: on the note (if Brightpearl shows it), the reference of the purchase order, or a custom field.",
      ),
    lateTracking: z
      .enum(['always', 'before-mail', 'never'])
      .default('always')
      .describe(
        'Tracking that comes or changes after the shipment was made: passed on always, only while the customer was not mailed, or never.',
      ),
    notification: z
      .enum(['store', 'never'])
      .default('store')
      .describe("store: the store mails by its own settings; never: shipments wait until the store's mails are off."),
    maxNoteAgeDays: z
      .int()
      .min(1)
      .default(30)
      .describe('Notes shipped longer ago are not shown without a yes: the customer would be mailed now.'),
    destroyed: z
      .enum(['report', 'notice'])
      .default('report')
      .describe('A note destroyed after its shipment was made: the order waits for a person, or carries a notice.'),
    setStatus: z
      .boolean()
      .default(true)
      .describe('Whether the order is moved to Partially Shipped or Shipped where the store did not do so itself.'),
    completed: z
      .union([z.literal(2), z.literal(10)])
      .default(2)
      .describe('Status of an order that is shipped as a whole: 2 Shipped, or 10 Completed.'),
  })
  .describe('Shipments made of goods-out and drop-ship notes.');

export type ShipmentRules = z.infer<typeof shipmentRulesSchema>;
