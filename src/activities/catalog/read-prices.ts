/**
 * Reads what an account asks for the products that a store sells. Of no change of a price does Brightpearl tell, so all are
 * read, ⌈products / 200⌉ requests for all lists together. An attempt that was ended by a throttle is followed by one that goes
 * on where it was.
 */
import type { AccountPriceList, CatalogAccountStep, ReadPricesResult } from '../../domain/catalog-types';
import type { StoredPrice } from '../../store/account-prices';
import { pricesConfigOf, rulesOf } from './deps';
import type { CatalogDeps } from './deps';
import { linkedProductIds } from './linked-products';
import { beginReading } from './reading';

export async function readPrices(
  deps: CatalogDeps,
  { storeHash, account }: CatalogAccountStep,
): Promise<ReadPricesResult> {
  const { readAt, ...reading } = beginReading();
  const lists = await accountLists(deps, account);
  const wanted = await wantedLists(deps, storeHash, account, lists);
  const productIds = await linkedProductIds(deps, { storeHash, account });
  if (wanted.length > 0) {
    await reading.byIds(productIds, (ids) => readPricesOf(deps, account, { productIds: ids, lists: wanted }, readAt));
  }
  return { asked: productIds.length, answered: reading.records(), readAt: readAt.getTime(), lists };
}

/** One request. */
export async function accountLists(deps: CatalogDeps, account: string): Promise<AccountPriceList[]> {
  return (await deps.brightpearl(account).referenceData.priceLists()).map((list) => ({
    priceListId: list.id,
    name: list.name,
    currency: list.currencyCode,
    type: list.priceListTypeCode === 'BUY' ? ('BUY' as const) : ('SELL' as const),
    gross: list.gross,
  }));
}

/** Reads and keeps the prices of at most 200 products, one request; gives for how many Brightpearl answered. */
export async function readPricesOf(
  deps: CatalogDeps,
  account: string,
  { productIds, lists }: { readonly productIds: readonly number[]; readonly lists: readonly number[] },
  readAt: Date,
): Promise<number> {
  const found = await deps.brightpearl(account).prices.readMany(productIds, lists);
  const rows = [...found].flatMap(([productId, ofProduct]) =>
    lists.map((priceListId): StoredPrice => ({
      productId,
      priceListId,
      breaks: Object.fromEntries(ofProduct.get(priceListId) ?? []),
    })),
  );
  await deps.store.accountPrices.put(account, rows, readAt);
  return found.size;
}

/** A list that is not there would make the whole answer "not found": the plan says so instead. */
export async function wantedLists(
  deps: CatalogDeps,
  storeHash: string,
  account: string,
  lists: ReadPricesResult['lists'],
): Promise<number[]> {
  const config = pricesConfigOf(deps, storeHash);
  const named = new Set(config ? rulesOf(config, account).map(({ from }) => from) : []);
  return lists.map(({ priceListId }) => priceListId).filter((id) => named.has(id));
}
