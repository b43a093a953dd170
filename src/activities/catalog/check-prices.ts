/** Whether the store shows what was written, once it had the time to: another app may write prices, too. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import { changedFields } from '../../mapping/prices/record';
import { targetName } from '../../mapping/prices/types';
import type { PriceTarget } from '../../mapping/prices/types';
import type { NewShownPrice, ShownPriceRow } from '../../store/shown-prices';
import { pricesConfigOf, targetsOf } from './deps';
import type { CatalogDeps } from './deps';
import { settleUnkept, type UnkeptPrice } from './price-issues';
import { ofProduct, ofRecord } from './shown-rows';

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

/** What is found is what is known from now on. */
async function checkTarget(deps: CatalogDeps, storeHash: string, target: PriceTarget): Promise<UnkeptPrice[]> {
  const name = targetName(target);
  const { shownPrices } = deps.store;
  const written = await shownPrices.unchecked(storeHash, [name]);
  if (written.length === 0) return [];
  const readAt = new Date();
  const found = new Map((await readNow(deps, storeHash, target, written)).map((row) => [row.variantId, row]));
  const unkept = written.flatMap(({ variantId, prices }): UnkeptPrice[] => {
    const shown = found.get(variantId)?.prices;
    if (shown && changedFields(prices, shown).length === 0) return [];
    return [
      { subject: `variant ${variantId} in ${name}`, written: words(prices), shown: shown ? words(shown) : 'nothing' },
    ];
  });
  await shownPrices.checked(
    storeHash,
    name,
    written.map(({ variantId }) => variantId),
  );
  await shownPrices.remove(
    storeHash,
    name,
    written.flatMap(({ variantId }) => (found.has(variantId) ? [] : [variantId])),
  );
  await shownPrices.put(storeHash, [...found.values()], readAt);
  return unkept;
}

async function readNow(
  deps: CatalogDeps,
  storeHash: string,
  target: PriceTarget,
  written: readonly ShownPriceRow[],
): Promise<NewShownPrice[]> {
  const { catalogPrices, priceRecords } = deps.bigcommerce(storeHash);
  const name = targetName(target);
  const variantIds = written.map(({ variantId }) => variantId);
  if (target.kind === 'list') {
    const { priceListId, currency } = target;
    return (await priceRecords.ofVariants(priceListId, variantIds, { currency })).map((record) =>
      ofRecord(name, record),
    );
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
