/**
 * Reads the options of an account, and by which of them the products vary that a store sells. Of no change of an option does
 * Brightpearl tell, so all are read, ⌈products / 200⌉ requests and a handful. An attempt that was ended by a throttle is followed
 * by one that goes on where it was.
 */
import type { BrightpearlClient } from '../../brightpearl/client';
import type { BpProduct } from '../../brightpearl/schemas/product';
import type { CatalogAccountStep, ReadOptionsResult } from '../../domain/catalog-types';
import { grouped } from '../../mapping/stock/grouped';
import type { StoredOption } from '../../store/account-options';
import type { CatalogDeps } from './deps';
import { linkedProductIds } from './linked-products';
import { beginReading } from './reading';

export async function readOptions(deps: CatalogDeps, step: CatalogAccountStep): Promise<ReadOptionsResult> {
  const { account } = step;
  const { readAt, ...reading } = beginReading();
  const client = deps.brightpearl(account);
  await deps.store.accountOptions.replace(account, await optionsOf(client), readAt);
  await reading.byIds(await linkedProductIds(deps, step), async (ids) => {
    const found = await client.products.readMany(ids);
    const varied = new Map([...found].map(([id, product]) => [id, variationsOf(product)]));
    await deps.store.accountOptions.putVariations(account, varied, readAt);
    return [...varied.values()].filter((variations) => variations.length > 0).length;
  });
  return { products: reading.records(), readAt: readAt.getTime() };
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
