/** Everything a store may rule about options and their values. */
import { z } from 'zod';

const aliasSchema = z.strictObject({
  brightpearl: z.string().min(1).describe("Brightpearl's name, whatever its case."),
  store: z.string().min(1).max(255).describe('What the store calls it.'),
});

const optionAliasSchema = aliasSchema.extend({
  values: z.array(aliasSchema).default([]).describe('Values of this option that the store calls otherwise.'),
});

export const attributeRulesSchema = z
  .strictObject({
    names: z
      .enum(['keep', 'renames', 'always'])
      .default('renames')
      .describe(
        "Names in the store: stay; follow when Brightpearl renames, unless the store's was edited; or are always Brightpearl's.",
      ),
    sortOrder: z
      .enum(['keep', 'follow'])
      .default('follow')
      .describe("The order of options and values: stays, or is Brightpearl's."),
    options: z
      .array(optionAliasSchema)
      .default([])
      .describe('Options that the store calls otherwise than Brightpearl.'),
  })
  .describe('How Brightpearl options and their values become those of the store.');

export type AttributeRules = z.infer<typeof attributeRulesSchema>;
