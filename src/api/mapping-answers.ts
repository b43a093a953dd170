/** What the operations about mappings answer. */
import { z } from 'zod';
import { mappingKindSchema } from '../domain/mapping-kinds';

const at = z.iso.datetime();

const shadowed = z
  .object({ route: z.string(), rule: z.string(), target: z.string() })
  .describe('A rule of the configuration file that is not followed while the mapping stands');

const mapping = z.object({
  id: z.int().describe('Of this version'),
  kind: mappingKindSchema,
  source: z.string(),
  store: z.string().nullable().describe('null: every store'),
  account: z.string().nullable().describe('null: every account'),
  target: z.record(z.string(), z.unknown()).nullable().describe("null: removed; the file's rule applies again"),
  actor: z.string(),
  reason: z.string().nullable(),
  at,
});

export type ShownMapping = z.input<typeof mapping>;

const listed = mapping.extend({ shadowed: z.array(shadowed) });

export type ListedMapping = z.input<typeof listed>;

const freeing = z.object({
  waiting: z.object({ orders: z.int(), levels: z.int() }).describe('What waited when the mapping was changed'),
  freed: z.object({ orders: z.int(), levels: z.int() }).describe('Orders that were told, levels that are linked now'),
  finishedAt: at.nullable(),
});

export type ShownFreeing = z.input<typeof freeing>;

export const mappingList = z.object({ mappings: z.array(listed) });
export const mappingHistory = z.object({ versions: z.array(mapping) });
export const mappingAnswer = z.object({ mapping: listed, freeing: freeing.nullable() });
export const changedMapping = z.object({
  mapping: listed,
  freeing,
  started: z.boolean().describe('false: Temporal is away; it begins by itself once that is back'),
});
