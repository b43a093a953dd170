/**
 * Reads what an account says of the products that a store sells, ⌈products / 200⌉ requests, one for brands and one for the custom
 * fields that there are. An attempt that was ended by a throttle is followed by one that goes on where it was.
 */
import type { CatalogAccountStep, ReadProductsResult } from '../../domain/catalog-types';
import { productsConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { factsReader, unknownCustomFields } from './read-facts';
import { beginReading } from './reading';
import { soldProducts } from './sold-products';

export async function readProducts(deps: CatalogDeps, step: CatalogAccountStep): Promise<ReadProductsResult> {
  const { storeHash, account } = step;
  const reading = beginReading();
  const config = productsConfigOf(deps, storeHash);
  if (!config) return { products: 0, readAt: reading.readAt.getTime() };
  const unknownFields = await unknownCustomFields(deps, account, config.rules);
  const readFacts = await factsReader(deps, account, config.rules);
  const sold = await soldProducts(deps, step);
  const productIds = [...new Set(sold.map(({ brightpearlId }) => brightpearlId))];
  await reading.byIds(productIds, (ids) => readFacts(ids, reading.readAt));
  return {
    products: reading.records(),
    readAt: reading.readAt.getTime(),
    ...(unknownFields.length > 0 ? { unknownFields } : {}),
  };
}
