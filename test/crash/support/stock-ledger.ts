/** Whether a store shows what can ship, by the truth of both sides, and whether the database knows it. */
import type { BrightpearlSimulator } from '../../../src/simulators/brightpearl/simulator';
import type { Site } from './site';

/** By SKU. */
type Levels = Readonly<Record<string, number>>;

const NAMED = 3;

/** The first levels that are not what they must be; undefined when all are. */
export function levelDifference(site: Site): string | undefined {
  const expected = { ...shippable(site.world.brightpearl.simulator) };
  for (const [sku, units] of site.waiting) expected[sku] = (expected[sku] ?? 0) - units;
  return differing(shownBy(site), expected);
}

/** As `levelDifference`, of some levels and in plain figures. */
export const figureDifference = (site: Site, expected: Levels): string | undefined =>
  differing(Object.fromEntries(Object.entries(shownBy(site)).filter(([sku]) => sku in expected)), expected);

/** What the storefront sells, whatever the API shows of it yet. */
const shownBy = ({ world }: Site): Record<string, number> =>
  Object.fromEntries(
    world.bigcommerce.simulator.control.levels().map(({ sku, availableToSell }) => [sku, availableToSell]),
  );

function differing(shown: Levels, expected: Levels): string | undefined {
  const wrong = Object.keys(shown).filter((sku) => shown[sku] !== expected[sku]);
  if (wrong.length === 0) return undefined;
  const named = wrong.slice(0, NAMED).map((sku) => `${sku} is ${shown[sku]} instead of ${expected[sku]}`);
  return `${wrong.length} levels are wrong: ${named.join(', ')}`;
}

/** What every order that is not reserved yet, and nobody else, leaves; of a bundle as many as its scarcest part allows. */
function shippable(simulator: BrightpearlSimulator): Record<string, number> {
  const { products, stock } = simulator.state();
  const onHand = (productId: number): number =>
    [...(stock.get(productId)?.values() ?? [])].reduce((sum, { inStock, allocated }) => sum + inStock - allocated, 0);
  return Object.fromEntries(
    [...products.values()].map(({ id, sku, bundle }) => {
      const parts = bundle.map(({ productId, quantity }) => Math.floor(onHand(productId) / quantity));
      return [sku, Math.max(0, parts.length > 0 ? Math.min(...parts) : onHand(id))];
    }),
  );
}

/** What is left undone in the database; undefined when nothing is. */
export async function leftUndone(site: Site): Promise<string | undefined> {
  const { storeHash } = site.world.bigcommerce.simulator;
  const store = site.store();
  const { waiting, parked } = await store.stockDirty.counts(storeHash);
  if (waiting + parked > 0) return `${waiting} levels wait, ${parked} are parked`;
  return (await store.levels.nextVerification(storeHash)) && 'a level was never read back';
}

/** No compare has this one: every level is still to be compared. */
const NO_REPORT = '00000000-0000-0000-0000-000000000000';

/** In what the database and the store differ, and what was left behind; undefined when nothing. */
export async function recordDifference(site: Site): Promise<string | undefined> {
  const { storeHash, control } = site.world.bigcommerce.simulator;
  const store = site.store();
  const links = await store.productLinks.uncompared(storeHash, [storeHash], NO_REPORT, { after: 0, limit: MANY });
  const written = await store.levels.ofVariants(
    storeHash,
    links.map(({ variantId }) => variantId),
  );
  const skus = new Map(links.map(({ variantId, sku }) => [variantId, sku]));
  const known = Object.fromEntries(written.map(({ variantId, quantity }) => [skus.get(variantId) ?? '', quantity]));
  const shown = Object.fromEntries(control.levels().map(({ sku, onHand }) => [sku, onHand ?? 0]));
  const wrong = differing(known, shown);
  if (wrong !== undefined) return `as the database has it, ${wrong}`;
  if (written.length !== Object.keys(shown).length) return `the database knows ${written.length} levels`;
  const issues = await store.stockIssues.list(storeHash, MANY);
  if (issues.length > 0) return `issues: ${issues.map(({ code, message }) => `${code} ${message}`).join('; ')}`;
  return leftBatches(await site.clearBatches());
}

const MANY = 10_000;

/** An attempt that was lost may have left what it read; that is removed in time. */
const leftBatches = (count: number): string | undefined =>
  count > 1 ? `${count} batches were read and never written` : undefined;
