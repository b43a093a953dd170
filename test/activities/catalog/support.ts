/** A store whose prices come from Brightpearl, one activity at a time. */
import type { WritePricesResult } from '../../../src/domain/catalog-types';
import { activityWorlds } from '../support/activity-world';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';

/** By price list id: a price, prices by quantity, or none. */
export type StaffPrices = Readonly<Record<string, string | Readonly<Record<string, string>> | null>>;

export interface PricedWorld extends ActivityWorld {
  /** Staff set prices in Brightpearl. */
  price(sku: string, prices: StaffPrices): Promise<void>;
  /** One cycle, as the `catalog` workflow runs it. */
  cycle(): Promise<WritePricesResult>;
  /** As the workflow looks when the store had the time to show what was written. */
  check(isLast?: boolean): Promise<number>;
  /** What the store's catalog asks for a SKU. */
  inCatalog(
    sku: string,
  ): Promise<{ price: string | undefined; salePrice: string | undefined; retailPrice: string | undefined }>;
  /** Codes and subjects of what is wrong. */
  issues(): Promise<string[]>;
  variantOf(sku: string): number;
}

type Prices = NonNullable<WorldOptions['prices']>;

export function pricedWorlds(): (rules: Prices['rules'], more?: Partial<Prices>) => Promise<PricedWorld> {
  const open = activityWorlds();
  return async (rules, more = {}) =>
    pricedWorld(await open({ prices: { taxBasis: 'exclusive', fallPercent: 50, ...more, rules } }));
}

function pricedWorld(world: ActivityWorld): PricedWorld {
  const { storeHash, account } = world;
  const step = { storeHash, account };
  const variantOf = (sku: string): number => world.bigcommerce.state.catalog.variantsBySku(sku)[0]?.id ?? 0;
  return {
    ...world,
    variantOf,
    async price(sku, prices) {
      const response = await fetch(`${world.config.accounts[0]?.apiUrl}/_sim/prices`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ sku, prices }),
      });
      if (!response.ok) throw new Error(`${sku}: ${response.status} ${await response.text()}`);
    },
    async cycle() {
      await world.run('refreshCatalogLinks', step);
      const { readAt, lists } = await world.run('readPrices', step);
      const { readAt: shownAt } = await world.run('readRecords', step);
      return world.run('writePrices', { ...step, prices: { readAt, lists }, shownAt });
    },
    check: async (isLast = false) => (await world.run('checkPrices', { ...step, isLast })).different,
    async inCatalog(sku) {
      const productId = world.bigcommerce.state.catalog.variantsBySku(sku)[0]?.product.id ?? 0;
      const [product] = await world.deps.bigcommerce(storeHash).catalogPrices.ofProducts([productId]);
      const variant = product?.variants.find((one) => one.variantId === variantOf(sku));
      return { price: variant?.price, salePrice: variant?.salePrice, retailPrice: variant?.retailPrice };
    },
    issues: async () =>
      (await world.store.catalogIssues.list(storeHash, 100)).map(({ code, subject }) => `${code} ${subject}`).sort(),
  };
}
