/** Rules about refunds of orders that are in Brightpearl, or come there. */
import { z } from 'zod';
import { id, nominalCode, taxCode } from './rule-values';

const orderLevelSchema = z
  .strictObject({
    nominal: nominalCode.optional().describe("Nominal code; as sales when absent, else Brightpearl's own choice."),
    taxCode: taxCode.optional().describe('Tax code of such amounts without tax; `tax.outOfScope` when absent.'),
  })
  .describe('Amounts that belong to no row: refunds of the order as a whole, deductions from a refund, tax alone.');

const restockSchema = z
  .strictObject({
    warehouseId: id.describe('Warehouse that takes the returned goods in.'),
    location: z
      .union([z.enum(['quarantine', 'default']), id])
      .default('quarantine')
      .describe("The warehouse's quarantine or default location, or a location id."),
    costPriceListId: id
      .optional()
      .describe('Price list that returned goods are valued by, in the base currency; valued at 0 when absent.'),
  })
  .describe('Where goods of a sales credit come back in.');

export const refundRulesSchema = z
  .strictObject({
    mode: z
      .enum(['import', 'hold'])
      .default('import')
      .describe('import: refunds go to Brightpearl by themselves; hold: each waits until somebody releases it.'),
    creditStatusId: id
      .optional()
      .describe("Status of a new sales credit; the account's new-credit status when absent."),
    creditHoldStatusId: id
      .optional()
      .describe(
        'Status for a sales credit whose total or tax differs from the refund; it stays where it is when absent.',
      ),
    restock: z
      .union([z.literal('none'), restockSchema])
      .default('none')
      .describe('Whether goods of a sales credit are taken back into stock, and where.'),
    orderLevel: orderLevelSchema.prefault({}),
    brightpearlCredits: z
      .enum(['report', 'refund'])
      .default('report')
      .describe(
        'A sales credit that staff made in Brightpearl. report: a person is told; refund: once it is invoiced it becomes one ' +
          'refund in the store, the way the order was paid, and never more than is left to refund.',
      ),
    closeCredits: z.boolean().default(false).describe('Whether a sales credit is invoiced once it is complete.'),
  })
  .describe('Refunds.');
