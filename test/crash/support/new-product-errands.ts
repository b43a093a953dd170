/** What happens to a product that only the store has: somebody asks for it, and Brightpearl must come to have it once. */
import { intentKeyOf } from '../../../src/activities/write-once';
import type { Begin } from './errand';
import { patiently, quietAt, untilAnswered } from './settling';
import { scopeOf, type Site } from './site';

const launched = new WeakMap<Site['world'], number>();

export const launching: Begin = (site) => {
  const count = (launched.get(site.world) ?? 0) + 1;
  launched.set(site.world, count);
  // Every row about the site names it.
  const sku = `${site.key}-new-${count}`;
  site.world.bigcommerce.simulator.control.addProduct({ sku, name: `New ${sku}`, inventory_tracking: 'product' });
  const begun = untilAnswered(site, `/products/${site.key}/new`, { body: { skus: [sku] }, key: sku });
  return {
    async rest() {
      await begun;
      return patiently(async () => (await stillAtWork(site, sku)) ?? quietAt(site));
    },
    difference: () => differing(site, sku),
  };
};

/** Its workflow looks a second time for orders, a minute later. */
async function stillAtWork(site: Site, sku: string): Promise<string | undefined> {
  const row = await site.store().newProducts.get(scopeOf(site), sku);
  return row?.toldAt ? undefined : `${sku} is ${row?.state ?? 'not asked for'}`;
}

async function differing(site: Site, sku: string): Promise<string | undefined> {
  const products = [...site.world.brightpearl.simulator.state().products.values()].filter((one) => one.sku === sku);
  const [product, ...others] = products;
  if (!product || others.length > 0) return `Brightpearl has ${products.length} products ${sku}`;
  const scope = scopeOf(site);
  const store = site.store();
  const row = await store.newProducts.get(scope, sku);
  if (row?.state !== 'made' || row.productId !== product.id) return `${sku} is ${row?.state} as ${row?.productId}`;
  const [link] = await store.productLinks.ofSku(scope, sku);
  if (link?.brightpearlId !== product.id) return `the variant is linked with ${link?.brightpearlId}`;
  const intent = await store.intents.get(intentKeyOf({ kind: 'new-product', account: scope.account, localKey: sku }));
  return intent?.settledAt ? undefined : 'its intent is open';
}
