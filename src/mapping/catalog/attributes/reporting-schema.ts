/** Which reporting attributes sales orders get from their products. */
import { z } from 'zod';
import { id } from '../../rule-values';

const conditionsSchema = z
  .strictObject({
    brand: z.string().min(1).optional().describe('Brand of the product in Brightpearl.'),
    category: z.string().min(1).optional().describe('One of its Brightpearl categories.'),
    season: z.string().min(1).optional().describe('One of its seasons.'),
  })
  .describe('All that are given must hold; without any, the rule is for every product. Case does not matter.');

const assignSchema = z
  .strictObject({
    when: conditionsSchema.prefault({}),
    projectId: id.optional().describe('Brightpearl project.'),
    leadSourceId: id.optional().describe('Brightpearl lead source.'),
  })
  .refine(({ projectId, leadSourceId }) => projectId !== undefined || leadSourceId !== undefined, {
    when: ({ issues }) => issues.length === 0,
    message: 'Give the rule an effect: projectId or leadSourceId',
  });

export const reportingRulesSchema = z
  .strictObject({
    assign: z.array(assignSchema).default([]).describe('The first rule that fits a product and sets it counts.'),
    severalProducts: z
      .enum(['agree', 'most'])
      .default('agree')
      .describe('An order whose products differ: gets none, or what most of its rows have.'),
    customFields: z
      .array(
        z.strictObject({
          code: z.string().min(1).describe('Code of the order custom field, e.g. PCF_BRANDS.'),
          from: z.enum(['brand', 'category', 'season']).describe('What is listed in it, each name once.'),
          limit: z
            .int()
            .min(1)
            .default(255)
            .describe(
              'Longest text that the field takes, in characters; what is longer is cut, and the order says so.',
            ),
        }),
      )
      .default([])
      .describe('Order custom fields that list what the products belong to; each is written by this rule alone.'),
  })
  .describe('What reports group sales orders by. Set once, with the sales order.');

export type ReportingRules = z.infer<typeof reportingRulesSchema>;
export type ReportingRule = ReportingRules['assign'][number];
