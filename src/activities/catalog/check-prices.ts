/** Whether the store shows what was written, once it had the time to: another app may write prices, too. */
import { Context } from '@temporalio/activity';
import type { CatalogAccountStep } from '../../domain/catalog-types';
import { changedFields } from '../../mapping/prices/record';
import { targetName } from '../../mapping/prices/types';
import type { PriceTarget } from '../../mapping/prices/types';
import { inChunks } from '../../store/chunks';
import type { NewShownPrice, ShownPriceRow } from '../../store/shown-prices';
import { pricesConfigOf, targetsOf } from './deps';
import type { CatalogDeps } from './deps';
import { settleUnkept, type UnkeptPrice } from './price-issues';
import { ofProduct, ofRecord } from './shown-rows';
import { unlessGone } from './unless-gone';

export async function checkPrices(
  deps: CatalogDeps,
  { isLast, ...step }: CatalogAccountStep & { readonly isLast: boolean },
): Promise<{ readonly different: number }> {
  const { storeHash, account } = step;
  const config = pricesConfigOf(deps, storeHash);
  if (!config) return { different: 0 };
  const { currency } = await deps.bigcommerce(storeHash).store.get();
  const unkept: UnkeptPrice[] = [];
  for (const target of targetsOf(config, account, currency).written) {
    unkept.push(...(await checkTarget(deps, storeHash, target)));
  }
  if (isLast || unkept.length === 0) await settleUnkept(deps, step, unkept);
  return { different: unkept.length };
}

/** As many as the store answers in a handful of requests. */
const AT_ONCE = 1_000;

async function checkTarget(deps: CatalogDeps, storeHash: string, target: PriceTarget): Promise<UnkeptPrice[]> {
  const name = targetName(target);
  const written = await deps.store.shownPrices.unchecked(storeHash, [name]);
  const unkept: Unkept[] = [];
  for (const some of inChunks(written, AT_ONCE)) {
    unkept.push(...(await checkSome(deps, storeHash, target, some)));
    Context.current().heartbeat();
  }
  await learn(deps, storeHash, name, unkept);
  return unkept.map(({ row, shown }) => ({
    subject: `variant ${row.variantId} in ${name}`,
    written: words(row.prices),
    shown: shown ? words(shown.prices) : 'nothing',
  }));
}

interface Unkept {
  readonly row: ShownPriceRow;
  /** What the store shows instead, if anything. */
  readonly shown: NewShownPrice | undefined;
}

async function checkSome(
  deps: CatalogDeps,
  storeHash: string,
  target: PriceTarget,
  written: readonly ShownPriceRow[],
): Promise<Unkept[]> {
  const found = new Map((await readNow(deps, storeHash, target, written)).map((row) => [row.variantId, row]));
  const judged = written.map((row) => ({ row, shown: found.get(row.variantId) }));
  const isKept = ({ row, shown }: Unkept): boolean =>
    shown !== undefined && changedFields(row.prices, shown.prices).length === 0;
  const kept = judged.filter(isKept).map(({ row }) => row.variantId);
  await deps.store.shownPrices.checked(storeHash, targetName(target), kept);
  return judged.filter((one) => !isKept(one));
}

/** What is found is what is known from now on. */
async function learn(deps: CatalogDeps, storeHash: string, name: string, unkept: readonly Unkept[]): Promise<void> {
  const { shownPrices } = deps.store;
  const gone = unkept.filter(({ shown }) => shown === undefined).map(({ row }) => row.variantId);
  await shownPrices.remove(storeHash, name, gone);
  await shownPrices.put(
    storeHash,
    unkept.flatMap(({ shown }) => shown ?? []),
    new Date(),
  );
  await shownPrices.checked(
    storeHash,
    name,
    unkept.map(({ row }) => row.variantId),
  );
}

async function readNow(
  deps: CatalogDeps,
  storeHash: string,
  target: PriceTarget,
  written: readonly ShownPriceRow[],
): Promise<NewShownPrice[]> {
  const { catalogPrices, priceLists, priceRecords } = deps.bigcommerce(storeHash);
  const name = targetName(target);
  const variantIds = written.map(({ variantId }) => variantId);
  if (target.kind === 'list') {
    const { priceListId, currency } = target;
    const asked = priceRecords.ofVariants(priceListId, variantIds, { currency });
    const records = (await unlessGone(priceLists, priceListId, asked)) ?? [];
    return records.map((record) => ofRecord(name, record));
  }
  const productIds = [...new Set(written.map(({ productId }) => productId))];
  const wanted = new Set(variantIds);
  const products = await catalogPrices.ofProducts(productIds);
  return products.flatMap((product) => ofProduct(name, product)).filter(({ variantId }) => wanted.has(variantId));
}

const words = ({ price, salePrice, retailPrice, tiers }: NewShownPrice['prices']): string =>
  [
    `price ${price ?? 'none'}`,
    ...(salePrice === null ? [] : [`sale price ${salePrice}`]),
    ...(retailPrice === null ? [] : [`retail price ${retailPrice}`]),
    ...tiers.map(({ from, amount }) => `from ${from} ${amount}`),
  ].join(', ');
