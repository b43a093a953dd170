/** Everything a store may rule about its prices: one schema, as for its stock (`../stock/rule-schema`). */
import { z } from 'zod';
import { decimal } from '../rule-values';

const storeId = z.int().positive();

const taxBasis = z.enum(['inclusive', 'exclusive']);

const audienceSchema = z
  .strictObject({
    channels: z.array(storeId).min(1).optional().describe('BigCommerce channel ids; every channel when absent.'),
    customerGroups: z
      .array(z.int().min(0))
      .min(1)
      .optional()
      .describe('BigCommerce customer group ids; every group when absent.'),
  })
  .describe('Whom the price list is meant for: while the store shows it to anybody else, nothing is written into it.');

const targetSchema = z
  .union([
    z.literal('catalog'),
    z.strictObject({
      priceList: storeId.describe('BigCommerce price list id.'),
      currency: z
        .string()
        .regex(/^[A-Za-z]{3}$/, 'Write a currency code of three letters, e.g. EUR')
        .transform((code) => code.toUpperCase())
        .describe("Currency of the records, e.g. EUR. The Brightpearl price list's must be the same."),
      taxBasis: taxBasis.optional().describe("How this list's prices are entered; as the store's when absent."),
      for: audienceSchema.optional(),
    }),
  ])
  .describe("`catalog`: the variant's own prices, in the store's default currency; or a BigCommerce price list.");

export const priceRuleSchema = z
  .strictObject({
    account: z
      .string()
      .optional()
      .describe("Code of the Brightpearl account; not needed where the store's routes lead to one only."),
    from: z.int().positive().describe('Brightpearl price list id, of a list for sales.'),
    to: targetSchema,
    field: z
      .enum(['price', 'salePrice', 'retailPrice'])
      .default('price')
      .describe('Which price it becomes: the price, the sale price, or the retail price (MSRP).'),
    convertTax: z
      .enum(['refuse', 'byTaxClass'])
      .default('refuse')
      .describe(
        'The Brightpearl list is with tax and the store without, or the other way round: nothing is written, or converted by `taxRates`.',
      ),
    noPrice: z
      .enum(['leave', 'delete', 'clear'])
      .default('leave')
      .describe(
        "A product has no price in the Brightpearl list: the store's stays; the record of the price list is deleted (`price` only); or the sale or retail price is taken away. 0 is never written for it.",
      ),
    zeroPrice: z
      .enum(['refuse', 'write'])
      .default('refuse')
      .describe('A price of 0 in the Brightpearl list: shown as a problem, or written (`price` only).'),
    breaks: z
      .boolean()
      .optional()
      .describe(
        'Whether quantity breaks become bulk pricing tiers; for the `price` of a price list they do when absent.',
      ),
  })
  .refine(({ to, noPrice }) => to !== 'catalog' || noPrice !== 'delete', {
    path: ['noPrice'],
    message: 'A variant of the catalog cannot be deleted for want of a price: keep `leave`',
  })
  .refine(({ field, noPrice }) => field !== 'price' || noPrice !== 'clear', {
    path: ['noPrice'],
    message: 'BigCommerce wants a price: keep `leave`, or `delete` the record of a price list',
  })
  .refine(({ field, noPrice }) => field === 'price' || noPrice !== 'delete', {
    path: ['noPrice'],
    message: 'Only the `price` is a reason to delete a record: use `clear`',
  })
  .refine(({ field, zeroPrice }) => field === 'price' || zeroPrice !== 'write', {
    path: ['zeroPrice'],
    message:
      'To BigCommerce, a sale or retail price of 0 is none: use `noPrice: clear` and leave it empty in Brightpearl',
  })
  .refine(({ to, field, breaks }) => !breaks || (to !== 'catalog' && field === 'price'), {
    path: ['breaks'],
    message: 'Only the `price` of a price list has tiers',
  });

const vanishSchema = z
  .strictObject({
    percent: z
      .number()
      .min(0)
      .max(100)
      .default(20)
      .describe('If more than this share of the records of a price list would be deleted at once, none is.'),
    atLeast: z.int().min(1).default(20).describe('Fewer than this many deletions are always let through.'),
  })
  .describe('Guard against a price list that was emptied, or is not read, by mistake.');

export const priceRulesSchema = z
  .strictObject({
    taxBasis: taxBasis.describe('How the store has its prices entered: with tax or without.'),
    taxRates: z
      .array(
        z.strictObject({
          taxClass: z.int().min(0).describe('BigCommerce tax class id; 0 is the default class.'),
          percent: decimal.describe('Rate to convert with, in percent, e.g. "20".'),
        }),
      )
      .default([])
      .describe('Rates for `convertTax: byTaxClass`.'),
    fallPercent: z
      .number()
      .min(0)
      .max(100)
      .default(50)
      .describe('A record whose price would fall by more than this share of what the store shows waits for a person.'),
    vanish: vanishSchema.prefault({}),
    everyMinutes: z
      .number()
      .min(0.01)
      .max(10_080)
      .default(30)
      .describe('How often all prices are compared: Brightpearl tells of no change of a price.'),
    visibilityLagSeconds: z
      .number()
      .min(0)
      .max(600)
      .default(30)
      .describe('How long BigCommerce may still show an old price after a write.'),
    rules: z.array(priceRuleSchema).min(1),
  })
  .superRefine(({ rules }, ctx) => {
    for (const { first, second, what } of duplicateTargets(rules)) {
      const message = `rules[${first}] and rules[${second}] both write ${what}: keep one of them`;
      ctx.addIssue({ code: 'custom', path: ['rules', second], message });
    }
  })
  .superRefine(({ rules }, ctx) => {
    rules.forEach(({ to, account }, index) => {
      const first = rules.findIndex((rule) => whereOf(rule.to) === whereOf(to));
      if (rules[first]?.account === account) return;
      const message = `rules[${first}] and rules[${index}] write the same records of ${whereOf(to)} from different accounts: use one account for them`;
      ctx.addIssue({ code: 'custom', path: ['rules', index, 'account'], message });
    });
  })
  .superRefine(({ taxRates }, ctx) => {
    taxRates.forEach(({ taxClass, percent }, index) => {
      if (percent.startsWith('-')) {
        ctx.addIssue({ code: 'custom', path: ['taxRates', index, 'percent'], message: 'A rate is not negative' });
      }
      const first = taxRates.findIndex((rate) => rate.taxClass === taxClass);
      if (first === index) return;
      const message = `taxRates[${first}] and taxRates[${index}] are both for tax class ${taxClass}: keep one of them`;
      ctx.addIssue({ code: 'custom', path: ['taxRates', index], message });
    });
  });

export type PriceRule = z.infer<typeof priceRuleSchema>;
export type PriceRules = z.infer<typeof priceRulesSchema>;

interface DuplicateTarget {
  readonly first: number;
  readonly second: number;
  readonly what: string;
}

/** Whom a list is meant for makes no difference: there is one record per variant and currency. */
function duplicateTargets(rules: readonly PriceRule[]): DuplicateTarget[] {
  const seen = new Map<string, number>();
  return rules.flatMap(({ to, field }, second) => {
    const what = `${field} of ${whereOf(to)}`;
    const first = seen.get(what);
    if (first !== undefined) return [{ first, second, what }];
    seen.set(what, second);
    return [];
  });
}

const whereOf = (to: PriceRule['to']): string =>
  to === 'catalog' ? 'the catalog' : `price list ${to.priceList} (${to.currency})`;
