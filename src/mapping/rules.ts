/**
 * Everything a route may rule about its orders: one schema, from which the types, the defaults, the error messages and
 * the JSON Schema of `connector.yaml` come. Only `brightpearl`, `statuses.hold` and `tax` must be written.
 */
import { z } from 'zod';
import { decimal, id, nominalCode, taxCode, textMatch } from './rule-values';
import { contactRulesSchema, customFieldRuleSchema, giftMessageSchema, noteRulesSchema } from './rules-people';
import {
  hasNewProduct,
  hasPlaceholder,
  NEW_PRODUCT_MISSING,
  newProductSchema,
  PLACEHOLDER_MISSING,
  unknownSkuSchema,
} from './rules-products';
import { cancellationRulesSchema } from './rules-cancellations';
import { reportingRulesSchema } from './catalog/attributes/reporting-schema';
import { editRulesSchema } from './rules-edits';
import { shipmentRulesSchema } from './rules-shipments';
import { brightpearlChangeRulesSchema, HOLD_MAPPED, leavesHoldAlone } from './rules-brightpearl-changes';
import { importRulesSchema, paymentMethodRulesSchema, paymentRulesSchema } from './rules-flow';
import { refundRulesSchema } from './rules-refunds';

const assignmentSchema = z
  .strictObject({
    channelId: id.describe('Brightpearl channel of the sales orders.'),
    warehouseId: id.describe('Warehouse that the sales orders are reserved and shipped from.'),
    priceListId: id.optional().describe("Price list to record; the contact's own when absent."),
    leadSourceId: id.optional().describe("Lead source; the contact's own when absent."),
    staffOwnerId: id.optional().describe('Contact id of the member of staff who owns the sales orders.'),
    projectId: id.optional().describe('Project to book on.'),
    teamId: id.optional().describe('Team to assign.'),
    priceMode: z
      .enum(['order', 'INC', 'EXC'])
      .default('order')
      .describe("Price mode: `order` follows the order's own tax mode; INC and EXC fix it. Amounts do not change."),
  })
  .describe('Where in Brightpearl the sales orders belong.');

const statusesSchema = z
  .strictObject({
    new: id.optional().describe("Status of a new sales order; the account's new-order status when absent."),
    hold: id.describe('Status for a sales order whose total or tax differs from the store: never shipped from.'),
  })
  .describe('Brightpearl order statuses by id.');

const nominalsSchema = z
  .strictObject({
    sales: nominalCode.optional().describe("Order lines; Brightpearl's own choice (contact, product) when absent."),
    shipping: nominalCode.optional().describe("Shipping; the account's shipping code when absent."),
    handling: nominalCode.optional().describe('Handling; as shipping when absent.'),
    wrapping: nominalCode.optional().describe('Gift wrapping; as sales when absent.'),
    fee: nominalCode.optional().describe('Order fees; as sales when absent.'),
    discount: nominalCode.optional().describe("Discount rows; the account's discount code when absent."),
    rounding: nominalCode.optional().describe("Rounding row; the account's rounding code when absent."),
    giftCertificate: nominalCode
      .optional()
      .describe('Liability that gift certificates sold are booked on. Orders that sell one stop while it is absent.'),
  })
  .describe('Nominal codes per kind of row.');

const taxConditionsSchema = z
  .strictObject({
    taxNames: z
      .array(z.string())
      .optional()
      .describe('All names of the taxes on the row, in any order, e.g. ["GST", "PST"]. Nothing more, nothing less.'),
    taxClass: textMatch.optional().describe('Tax class named in the tax details, e.g. "Shipping".'),
    rate: decimal.optional().describe('Sum of the rates in percent, e.g. "20".'),
    kinds: z
      .array(z.enum(['line', 'shipping', 'handling', 'wrapping', 'fee']))
      .optional()
      .describe('Kinds of row.'),
    countries: z.array(z.string().length(2)).optional().describe('Ship-to countries, ISO 3166-1 alpha-2.'),
    states: z.array(z.string()).optional().describe('Ship-to states as the store writes them.'),
    customerGroups: z.array(z.int()).optional().describe('Customer group ids.'),
    hasTaxNumber: z.boolean().optional().describe('Whether the order carries a tax number (`contact.taxNumberField`).'),
    exempt: z.boolean().optional().describe('Whether the customer has a tax exempt category.'),
    taxed: z.boolean().optional().describe('Whether the store charged tax on the row.'),
  })
  .describe('All that are given must hold.');

const taxRulesSchema = z
  .strictObject({
    rules: z
      .array(z.strictObject({ when: taxConditionsSchema, code: taxCode }))
      .default([])
      .describe('First match wins.'),
    default: taxCode.optional().describe('Taxed rows that no rule matches; without it such orders stop.'),
    zeroRated: taxCode.describe('Rows without tax that no rule matches.'),
    outOfScope: taxCode.describe('Gift certificates sold, and rounding: outside the scope of tax.'),
  })
  .describe("Brightpearl tax codes. The amount of tax is always the store's; only the code is chosen here.");

const shippingMethodsSchema = z
  .strictObject({
    map: z
      .array(z.strictObject({ when: textMatch, id: id.describe('Brightpearl shipping method id.') }))
      .default([])
      .describe('Shipping method text of the order to Brightpearl shipping method id; first match wins.'),
    pickup: id.optional().describe('Shipping method of orders that are picked up; none is set when absent.'),
    unmapped: z
      .union([z.literal('hold'), id])
      .default('hold')
      .describe('`hold`, or the id to use instead.'),
  })
  .describe('Shipping methods.');

export const routeRulesSchema = z
  .strictObject({
    brightpearl: assignmentSchema,
    statuses: statusesSchema,
    reference: z
      .string()
      .default('{prefix}{orderId}')
      .refine(onlyKnownPlaceholders, 'Use only {prefix}, {orderId}, {externalOrderId} and {channelId}')
      .describe(
        'Customer reference of the sales order, at most 64 characters: {prefix} {orderId} {externalOrderId} {channelId}.',
      ),
    referencePrefix: z.string().max(40).default('').describe('What {prefix} stands for.'),
    nominals: nominalsSchema.prefault({}),
    tax: taxRulesSchema,
    shippingMethods: shippingMethodsSchema.prefault({}),
    paymentMethods: paymentMethodRulesSchema.prefault({}),
    payments: paymentRulesSchema.prefault({}),
    refunds: refundRulesSchema.prefault({}),
    discounts: z
      .enum(['spread', 'rows'])
      .default('spread')
      .describe(
        'spread: taken off the rows, as the store did; rows: rows of their own, one per tax code, with negative tax.',
      ),
    options: z
      .union([z.enum(['name', 'note']), z.strictObject({ customField: z.string() })])
      .default('name')
      .describe(
        'Where chosen options and modifiers of a line go: the name of the row, a note, or an order custom field.',
      ),
    unknownSku: unknownSkuSchema,
    placeholderSku: z.string().min(1).optional().describe('SKU to book unknown ones on.'),
    newProduct: newProductSchema.optional(),
    customLines: z
      .enum(['text', 'placeholder', 'hold'])
      .default('text')
      .describe('Lines typed by hand in the store, which have no product and no SKU.'),
    skuAliases: z
      .record(z.string(), z.string())
      .default({})
      .describe('SKUs of the store that are called otherwise in Brightpearl (renamed after the sale): old to new.'),
    severalAddresses: z
      .enum(['hold', 'split'])
      .default('hold')
      .describe('Orders that ship to several addresses: the order waits, or becomes one sales order per address.'),
    contact: contactRulesSchema.prefault({}),
    import: importRulesSchema.prefault({}),
    closedPeriod: z
      .enum(['hold', 'next-open-day'])
      .default('hold')
      .describe('An order whose tax date lies in a closed period: waits, or takes the first open day.'),
    allocation: z
      .enum(['connector', 'brightpearl', 'none'])
      .default('connector')
      .describe("Who reserves stock: the connector after import, Brightpearl's own automation, or nobody."),
    edits: editRulesSchema.prefault({}),
    cancellations: cancellationRulesSchema.prefault({}),
    brightpearlChanges: brightpearlChangeRulesSchema.prefault({}),
    notes: noteRulesSchema.prefault({}),
    giftMessage: giftMessageSchema,
    customFields: z
      .array(customFieldRuleSchema)
      .default([])
      .describe('Custom fields of the sales order, set once, with it.'),
    reporting: reportingRulesSchema
      .optional()
      .describe(
        'What reports group sales orders by, from the products sold. Absent: products are not looked at for it.',
      ),
    shipments: shipmentRulesSchema.prefault({}),
    exchangeRateTolerancePercent: z
      .number()
      .min(0)
      .max(100)
      .default(10)
      .describe("How far the rate of a foreign order may lie from the account's own table before the order waits."),
    roundingMaxUnits: z
      .int()
      .min(0)
      .max(5)
      .default(5)
      .describe('Most minor units (cents) a rounding row may carry; also never more than one per row. 0 allows none.'),
  })
  .refine(hasPlaceholder, { path: ['placeholderSku'], message: PLACEHOLDER_MISSING })
  .refine(hasNewProduct, { path: ['newProduct'], message: NEW_PRODUCT_MISSING })
  .refine(leavesHoldAlone, { path: ['brightpearlChanges'], message: HOLD_MAPPED });

function onlyKnownPlaceholders(format: string): boolean {
  return !/[{}]/.test(format.replace(/\{(prefix|orderId|externalOrderId|channelId)\}/g, ''));
}

/** The rules of one route with every default filled in. */
export type RouteRules = z.infer<typeof routeRulesSchema>;

/** One condition set of a tax rule. */
export type TaxConditions = z.infer<typeof taxConditionsSchema>;
