/** What a cycle read of the accounts about its variants, as it is kept between the reading and the writing step. */
import { z } from 'zod';
import type { StockBatch } from '../../store/stock-batches';
import type { StockDeps } from './deps';

const decimals = z.record(z.string(), z.string());

const accountPart = z.object({
  /** Outstanding, read before the stock was: by product, then by order. */
  demand: z.record(z.string(), decimals),
  /** What can still be reserved: by product, then by warehouse. A product that Brightpearl did not answer for is missing. */
  onHand: z.record(z.string(), decimals),
});

const bodySchema = z.object({
  /** `mark` 0: of a compare, which takes away no mark. */
  variants: z.array(z.object({ variantId: z.int(), mark: z.int(), guard: z.enum(['held', 'released']).nullish() })),
  accounts: z.record(z.string(), accountPart),
  /** Of a compare: what the store's page showed, by variant, then by location. */
  shown: z.record(z.string(), z.record(z.string(), z.int())).optional(),
});

export type BatchBody = z.infer<typeof bodySchema>;
export type AccountPart = z.infer<typeof accountPart>;

export interface Batch extends Omit<StockBatch, 'body'> {
  readonly id: string;
  readonly body: BatchBody;
}

/** Undefined when it was written and removed by an attempt whose answer was lost. */
export async function loadBatch(deps: StockDeps, id: string): Promise<Batch | undefined> {
  const stored = await deps.store.stockBatches.get(id);
  return stored && { ...stored, id, body: bodySchema.parse(stored.body) };
}
