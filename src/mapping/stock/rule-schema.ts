/** Everything a store may rule about its stock levels: one schema, as for the rules of a route (`../rules`). */
import { z } from 'zod';
import { textMatch } from '../rule-values';

/** BigCommerce's Inventory API does not save a higher level. */
export const HIGHEST_LEVEL = 2_147_483_647;

/** What `unlimited` writes: far above any order, and low enough for the levels of 100 locations to add up. */
export const UNLIMITED_LEVEL = 1_000_000;

const storeId = z.int().positive();

const units = z.int().min(0).max(HIGHEST_LEVEL);

const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

const conditionsSchema = z
  .strictObject({
    sku: oneOrMore(textMatch).optional().describe('SKU as the store writes it, or a list of SKUs.'),
    brand: oneOrMore(storeId).optional().describe('BigCommerce brand id, or a list.'),
    category: oneOrMore(storeId).optional().describe('BigCommerce category id, or a list; any of the product counts.'),
    location: oneOrMore(storeId).optional().describe('BigCommerce location id, or a list.'),
  })
  .describe('All that are given must hold; without any, the rule is for everything.');

export const stockRuleSchema = z
  .strictObject({
    when: conditionsSchema.prefault({}),
    buffer: units
      .optional()
      .describe("Units kept back from the store. BigCommerce's own safety stock comes off on top of it."),
    bufferPercent: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe('The same in percent of what could ship, before rounding down.'),
    cap: units.optional().describe('Highest level that is ever written.'),
    hideBelow: units.optional().describe('A level under this is written as 0: the last units are not offered.'),
    fixed: units
      .optional()
      .describe('Drop-ship and back-order: always this level, whatever the warehouses hold. 0 offers none.'),
    unlimited: z
      .boolean()
      .optional()
      .describe(
        `The same with a level that does not run out (${UNLIMITED_LEVEL}). false: the warehouses count, although a more general rule says otherwise.`,
      ),
  })
  .refine(({ buffer, bufferPercent }) => buffer === undefined || bufferPercent === undefined, {
    path: ['bufferPercent'],
    message: 'Keep one: `buffer` or `bufferPercent`',
  })
  .refine(({ fixed, unlimited }) => fixed === undefined || unlimited === undefined, {
    path: ['unlimited'],
    message: 'Keep one: `fixed` or `unlimited`',
  })
  .refine((rule) => Object.entries(rule).some(([key, value]) => key !== 'when' && value !== undefined), {
    // A misspelt effect is a mistake of its own.
    when: ({ issues }) => issues.length === 0,
    message: 'Give the rule an effect: buffer, bufferPercent, cap, hideBelow, fixed or unlimited',
  });

/** Statuses whose goods may have left the shop without Brightpearl knowing. */
const LATE_STATUSES = [2, 3, 10, 13, 14] as const;

export const demandRulesSchema = z
  .strictObject({
    countedWhileUnimported: z
      .array(z.literal(LATE_STATUSES))
      .default([...LATE_STATUSES])
      .describe(
        'Order statuses that count as demand until the order is in Brightpearl: 2 Shipped, 3 Partially Shipped, 10 Completed, 13 Disputed, 14 Partially Refunded.',
      ),
    unpaidDays: z
      .int()
      .min(1)
      .default(30)
      .describe('Days after which an order that waits for its payment, and is not in Brightpearl, no longer counts.'),
    countSkipped: z
      .boolean()
      .default(false)
      .describe('Whether orders that a rule or a person left alone take stock all the same.'),
  })
  .describe('Which orders count as sold before their stock is reserved. They always count from being placed.');

export type StockRule = z.infer<typeof stockRuleSchema>;
export type DemandRules = z.infer<typeof demandRulesSchema>;
