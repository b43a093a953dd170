/** `stores[].stock`: where a store's stock levels come from, and how often they are looked after. Absent: not synced. */
import { z } from 'zod';
import { demandRulesSchema, stockRuleSchema } from '../mapping/stock/rule-schema';
import { fault } from './fault';
import { duration, positiveId, timeOfDay } from './fields';

const feed = z.strictObject({
  location: positiveId
    .describe('BigCommerce location id. Its level is the same in all channels of the store.')
    .default(1),
  account: z.string().describe('Code of the Brightpearl account.'),
  warehouses: z
    .array(positiveId)
    .min(1, fault('is empty', 'List at least one Brightpearl warehouse id'))
    .describe(
      'Brightpearl warehouse ids. Other locations and stores may draw on the same: an order lowers all of them.',
    ),
  pool: z
    .enum(['sum', 'max', 'primary'])
    .default('sum')
    .describe(
      'sum: all warehouses together; max: the fullest one; primary: the first. An order is reserved in one warehouse, so sum may promise what no single one can ship.',
    ),
});

const compareAt = timeOfDay('03:30').describe('When every level is compared each night.');

export const stockSchema = z.strictObject({
  feeds: z
    .array(feed)
    .min(1, fault('is empty', 'Add the location that is to be fed, or leave stock out'))
    .describe('Which warehouses feed which location; each location once.'),
  skuMatch: z
    .enum(['exact', 'trim', 'caseInsensitive'])
    .default('trim')
    .describe(
      'When two SKUs are the same: exact: as written; trim: spaces around them aside, as for orders; caseInsensitive: case aside as well.',
    ),
  rules: z
    .array(stockRuleSchema)
    .default([])
    .describe('Of the rules that fit, the most specific one that sets a field wins: sku, brand, category, location.'),
  demand: demandRulesSchema.prefault({}),
  massFallPercent: z
    .number()
    .min(0)
    .max(100)
    .default(30)
    .describe(
      'Nothing is written while more than this share of the levels above 0 would fall to 0 at once. 100: always.',
    ),
  massFallAtLeast: z
    .int()
    .min(1)
    .default(20)
    .describe('Fewer levels than this may always fall to 0, whatever their share.'),
  debounceSeconds: duration(0, 60).default(2).describe('How long changes are gathered before they are written.'),
  debounceCeilingSeconds: duration(0, 600)
    .default(15)
    .describe('How long a change waits at most while others keep coming.'),
  deltaMinutes: duration(0.01, 1440).default(5).describe('How often changed stock is looked for without a webhook.'),
  visibilityLagSeconds: duration(0, 600)
    .default(30)
    .describe('How long BigCommerce may still show the old level after a write.'),
  staleAfterMinutes: duration(1, 10_080)
    .optional()
    .describe('Without any stock event for this long an issue is raised; absent: found from the usual gaps.'),
  compareAt: compareAt.prefault({}),
});

export type FileStock = z.output<typeof stockSchema>;
