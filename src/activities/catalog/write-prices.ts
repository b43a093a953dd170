/** Holds what Brightpearl asks against what the store asks, and sets what differs. What falls too far waits for a person. */
import { Context } from '@temporalio/activity';
import type { BcStore } from '../../bigcommerce/store-information';
import type { WritePricesInput, WritePricesResult } from '../../domain/catalog-types';
import { planPrices } from '../../mapping/prices/plan';
import { recordKey, targetName } from '../../mapping/prices/types';
import type {
  AccountPrice,
  PricedVariant,
  PriceInput,
  PriceListAssignment,
  PricePlan,
  PriceTarget,
  StoreList,
} from '../../mapping/prices/types';
import type { PriceRulingRow } from '../../store/price-rulings';
import type { ShownPriceRow } from '../../store/shown-prices';
import { pricesConfigOf, rulesOf, targetsOf } from './deps';
import type { CatalogDeps, PriceTargets } from './deps';
import { settleIssues, settleUnkept } from './price-issues';
import { isTooOld, sendPrices } from './send-prices';
import { toShown } from './shown-rows';

const NOTHING: WritePricesResult = {
  written: 0,
  deleted: 0,
  unchanged: 0,
  held: 0,
  refused: 0,
  toCheck: 0,
  isStale: false,
};

export async function writePrices(deps: CatalogDeps, input: WritePricesInput): Promise<WritePricesResult> {
  const { storeHash, account } = input;
  const config = pricesConfigOf(deps, storeHash);
  if (!config) return NOTHING;
  if (isTooOld(input)) return { ...NOTHING, isStale: true };
  const store = await deps.bigcommerce(storeHash).store.get();
  const targets = targetsOf(config, account, store.currency);
  const shown = await shownRows(deps, input, targets);
  Context.current().heartbeat();
  const rulings = await deps.store.priceRulings.all(storeHash);
  const plan = planPrices({
    rules: config.rules,
    account,
    ...storeBasisOf(store),
    storeLists: await storeListsOf(deps, storeHash, targets),
    lists: input.prices.lists,
    assignments: await assignmentsOf(deps, storeHash),
    variants: await variantsOf(deps, input, shown, targets),
    prices: await pricesOf(
      deps,
      input,
      rulesOf(config, account).map(({ from }) => from),
    ),
    shown: shown.flatMap((row) => {
      const target = targets.written.find((one) => targetName(one) === row.target);
      return target ? [toShown(target, row)] : [];
    }),
    rulings: new Map(rulings.map(({ recordKey: key, ruling, source }) => [key, { ruling, source }])),
  });
  Context.current().heartbeat();
  await settleRulings(deps, storeHash, targets.written, plan, rulings);
  const sent = await sendPrices(deps, input, plan, shown);
  await settleIssues(deps, input, plan, sent.refused);
  const toCheck = await deps.store.shownPrices.countUnchecked(storeHash, targets.written.map(targetName));
  // Nobody looks again, and what was not kept is as it ought to be, or nothing that is written any more.
  if (toCheck === 0 && !sent.isStale) await settleUnkept(deps, input, []);
  return {
    written: sent.written,
    deleted: sent.deleted,
    unchanged: plan.unchanged,
    held: plan.held.length,
    refused: sent.refused.length,
    toCheck,
    isStale: sent.isStale,
  };
}

const shownRows = (deps: CatalogDeps, { storeHash, shownAt }: WritePricesInput, targets: PriceTargets) =>
  deps.store.shownPrices.read(storeHash, targets.read.map(targetName), new Date(shownAt));

/** What the store says of itself, as the plan asks for it. */
export const storeBasisOf = ({
  currency,
  is_price_entered_with_tax: withTax,
}: BcStore): Pick<PriceInput, 'storeCurrency' | 'storeTaxBasis'> => ({
  storeCurrency: currency,
  ...(typeof withTax === 'boolean' ? { storeTaxBasis: withTax ? 'inclusive' : 'exclusive' } : {}),
});

/** A list that is gone stops the rules about it, and nothing else. */
async function storeListsOf(deps: CatalogDeps, storeHash: string, { written }: PriceTargets): Promise<StoreList[]> {
  if (written.every(({ kind }) => kind === 'catalog')) return [];
  const lists = await deps.bigcommerce(storeHash).priceLists.list();
  return lists.map(({ id, active }) => ({ priceListId: id, active }));
}

/** A group can have its list by a rule of its own as well as by an assignment. */
async function assignmentsOf(deps: CatalogDeps, storeHash: string): Promise<PriceListAssignment[]> {
  const { priceLists, customerGroups } = deps.bigcommerce(storeHash);
  const [assigned, groups] = await Promise.all([priceLists.assignments(), customerGroups.list()]);
  return [
    ...assigned.map(({ priceListId, channelId = null, customerGroupId = null }) => ({
      priceListId,
      channelId,
      customerGroupId,
    })),
    ...groups.flatMap(({ groupId, priceListId }) =>
      priceListId === undefined ? [] : [{ priceListId, channelId: null, customerGroupId: groupId }],
    ),
  ];
}

/** Of a product's tax class only the catalog tells: a record of a price list has none. */
async function variantsOf(
  deps: CatalogDeps,
  { storeHash, account }: WritePricesInput,
  shown: readonly ShownPriceRow[],
  { read }: PriceTargets,
): Promise<PricedVariant[]> {
  const links = await deps.store.productLinks.linked({ storeHash, account });
  const catalog = read.filter(({ kind }) => kind === 'catalog').map(targetName);
  const ofCatalog = shown.filter(({ target }) => catalog.includes(target));
  const classes = new Map(ofCatalog.map(({ variantId, taxClassId }) => [variantId, taxClassId]));
  return links.map(({ variantId, brightpearlId, sku }) => ({
    variantId,
    productId: brightpearlId ?? 0,
    sku,
    taxClassId: classes.get(variantId) ?? 0,
  }));
}

/** As they were read since then. @param from price lists */
export async function pricesOf(
  deps: CatalogDeps,
  { account, prices: { readAt, lists } }: Pick<WritePricesInput, 'account' | 'prices'>,
  from: readonly number[],
): Promise<AccountPrice[]> {
  const currencies = new Map(lists.map(({ priceListId, currency }) => [priceListId, currency]));
  const stored = await deps.store.accountPrices.read(account, [...new Set(from)], new Date(readAt));
  return stored.map(({ productId, priceListId, breaks }) => ({
    productId,
    priceListId,
    currency: currencies.get(priceListId) ?? '',
    quantityPrice: breaks,
  }));
}

/** What is held is kept; what was decided about a record that is as it ought to be, or is to become something else, is over. */
async function settleRulings(
  deps: CatalogDeps,
  storeHash: string,
  targets: readonly PriceTarget[],
  plan: PricePlan,
  known: readonly PriceRulingRow[],
): Promise<void> {
  await deps.store.priceRulings.hold(
    storeHash,
    plan.held.map(({ change, reason }) => {
      const { variantId, sku, source } = change;
      return { recordKey: recordKey(change), source, variantId, sku, reason: { ...reason, change: change.kind } };
    }),
  );
  const open = new Set([
    ...plan.held.map(({ change }) => recordKey(change)),
    ...plan.issues.map(({ subject }) => subject),
  ]);
  // Released: until the store shows it, as a request may be lost.
  const sources = new Map([...plan.upserts, ...plan.deletes].map((change) => [recordKey(change), change.source]));
  const endings = targets.map((target) => ` in ${targetName(target)}`);
  const over = known
    .filter(({ recordKey: key, source }) => !open.has(key) && sources.get(key) !== source)
    .map((ruling) => ruling.recordKey)
    .filter((key) => endings.some((ending) => key.endsWith(ending)));
  await deps.store.priceRulings.end(storeHash, over);
}
