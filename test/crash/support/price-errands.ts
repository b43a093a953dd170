/** What happens to prices: staff set some, and take one back. The store must come to ask exactly that, and nothing else. */
import { lookAt, standingOfCatalog } from './catalog-looks';
import type { Begin, Errand } from './errand';
import { LIST, RETAIL, TRADE } from './priced-goods';
import { inAccount } from './sale-acts';
import { patiently } from './settling';
import type { Site } from './site';
import { bulbOf, lampOf, setOf } from './stock-goods';

/** A lamp gets a trade price, a set another price in the catalog, and of a bulb the trade price is taken back. */
export const pricing: Begin = (site) => {
  const goods = site.take();
  const { control } = site.world.bigcommerce.simulator;
  control.setPriceRecord(LIST, { sku: bulbOf(goods), currency: 'USD', price: 6 });
  const expected = new Map(recordsOf(site));
  expected.delete(bulbOf(goods));
  expected.set(lampOf(goods), 41.5);
  const begun = (async () => {
    await setPrices(site, { [lampOf(goods)]: { [TRADE]: '41.50' }, [setOf(goods)]: { [RETAIL]: '77.25' } });
    await lookAt(site, ['prices']);
  })();
  return priceErrand(site, begun, expected, { [setOf(goods)]: 77.25 });
};

function priceErrand(
  site: Site,
  begun: Promise<void>,
  records: ReadonlyMap<string, number>,
  catalog: Readonly<Record<string, number>>,
): Errand {
  const wrong = (): string | undefined => differing(recordsOf(site), records) ?? wrongInCatalog(site, catalog);
  return {
    async rest() {
      await begun;
      return patiently(async () => wrong() ?? standingOfCatalog(site));
    },
    async difference() {
      return wrong() ?? (await recordDifference(site));
    },
  };
}

/** What the store's price list asks, by SKU. */
function recordsOf({ world }: Site): Map<string, number> {
  const { state } = world.bigcommerce.simulator;
  const records = [...(state.priceLists.get(LIST)?.records.values() ?? [])];
  return new Map(records.map(({ variantId, prices }) => [skuOf(world, variantId), prices.price]));
}

const skuOf = ({ bigcommerce }: Site['world'], variantId: number): string =>
  bigcommerce.simulator.state.catalog.variant(variantId)?.sku ?? `variant ${variantId}`;

function wrongInCatalog({ world }: Site, expected: Readonly<Record<string, number>>): string | undefined {
  for (const [sku, price] of Object.entries(expected)) {
    const [variant] = world.bigcommerce.simulator.state.catalog.variantsBySku(sku);
    const shown = Number(variant?.product.fields['price']);
    if (shown !== price) return `${sku} costs ${shown} instead of ${price} in the catalog`;
  }
  return undefined;
}

function differing(shown: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): string | undefined {
  for (const [sku, price] of expected) {
    if (shown.get(sku) !== price) return `${sku} costs ${shown.get(sku)} instead of ${price} in the price list`;
  }
  const [more] = [...shown.keys()].filter((sku) => !expected.has(sku));
  return more === undefined ? undefined : `${more} has a record that it must not have`;
}

/** In what the database and the store differ; undefined when in nothing. */
async function recordDifference(site: Site): Promise<string | undefined> {
  const { shownPrices, catalogIssues, priceRulings } = site.store();
  const target = `price list ${LIST} (USD)`;
  const known = await shownPrices.read(site.key, [target], new Date(0));
  const byKnown = new Map(known.map(({ variantId, prices }) => [skuOf(site.world, variantId), Number(prices.price)]));
  const wrong = differing(recordsOf(site), byKnown);
  if (wrong !== undefined) return `by the database, ${wrong}`;
  const unchecked = await shownPrices.unchecked(site.key, [target, 'the catalog (USD)']);
  if (unchecked.length > 0) return `${unchecked.length} records were never looked at`;
  const issues = await catalogIssues.list(site.key, 10);
  if (issues.length > 0) return `issues: ${issues.map(({ code, message }) => `${code} ${message}`).join('; ')}`;
  const rulings = await priceRulings.all(site.key);
  return rulings.length > 0 ? `${rulings.length} prices are held` : undefined;
}

const setPrices = (site: Site, prices: Readonly<Record<string, object>>): Promise<void> =>
  inAccount(
    site,
    'prices',
    Object.entries(prices).map(([sku, ofSku]) => ({ sku, prices: ofSku })),
  );
