/**
 * Reads the options of an account, and by which of them the products vary that a store sells. Of no change of an option does
 * Brightpearl tell, so all are read, ⌈products / 200⌉ requests and a handful. An attempt that was ended by a throttle is followed
 * by one that goes on where it was.
 */
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import { MAX_IDS } from '../../brightpearl/id-set';
import type { BrightpearlClient } from '../../brightpearl/client';
import type { BpProduct } from '../../brightpearl/schemas/product';
import type { CatalogAccountStep, ReadOptionsResult } from '../../domain/catalog-types';
import { grouped } from '../../mapping/stock/grouped';
import type { StoredOption } from '../../store/account-options';
import { inChunks } from '../../store/chunks';
import type { CatalogDeps } from './deps';
import { linkedProductIds } from './linked-products';

const progressSchema = z.object({
  /** Milliseconds. */
  readAt: z.number(),
  /** The last product that was read. */
  after: z.int(),
  products: z.int(),
});

export async function readOptions(deps: CatalogDeps, step: CatalogAccountStep): Promise<ReadOptionsResult> {
  const { account } = step;
  const former = progressSchema.safeParse(Context.current().info.heartbeatDetails);
  let progress = former.data ?? { readAt: Date.now(), after: 0, products: 0 };
  const client = deps.brightpearl(account);
  const readAt = new Date(progress.readAt);
  await deps.store.accountOptions.replace(account, await optionsOf(client), readAt);
  const left = (await linkedProductIds(deps, step)).filter((id) => id > progress.after);
  for (const ids of inChunks(left, MAX_IDS)) {
    const found = await client.products.readMany(ids);
    const varied = new Map([...found].map(([id, product]) => [id, variationsOf(product)]));
    await deps.store.accountOptions.putVariations(account, varied, readAt);
    const varying = [...varied.values()].filter((variations) => variations.length > 0).length;
    progress = { ...progress, after: ids.at(-1) ?? progress.after, products: progress.products + varying };
    Context.current().heartbeat(progress);
  }
  return { products: progress.products, readAt: progress.readAt };
}

async function optionsOf({ attributes }: BrightpearlClient): Promise<StoredOption[]> {
  const options = await attributes.options();
  const values = grouped(await attributes.optionValues(options.map(({ id }) => id)), ({ optionId }) => optionId);
  return options.map(({ id, name, sortOrder }) => ({
    optionId: id,
    name,
    place: sortOrder ?? null,
    optionValues: (values.get(id) ?? []).map((value) => ({
      id: value.id,
      name: value.name,
      place: value.sortOrder ?? null,
    })),
  }));
}

const variationsOf = ({ variations }: BpProduct) =>
  variations.map(({ optionId, optionValueId }) => ({ optionId, valueId: optionValueId }));
