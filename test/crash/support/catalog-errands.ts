/**
 * What happens to a catalog: staff rename and re-order what things vary by, and describe one anew, while the merchant edits something
 * else of it. The store must come to show exactly that, and to show it once.
 */
import { catalogDifference, goodsDifference, recordDifference } from './catalog-ledger';
import { lookAt, lookedAtAgain, standingOfCatalog } from './catalog-looks';
import type { Begin } from './errand';
import { inAccount } from './sale-acts';
import { patiently } from './settling';
import type { Site } from './site';
import { COLOR, guideOf, lampOf, SIZE, TEE_SKUS } from './varied-goods';

/** Who is whose twin, and what agrees, is known from then on. */
export async function firstLook(site: Site): Promise<void> {
  await lookAt(site, PARTS);
  const standing = async () => (await differenceAt(site)) ?? standingOfCatalog(site);
  expect(await patiently(standing)).toBeUndefined();
}

const PARTS = ['products', 'attributes'] as const;

const differenceAt = async (site: Site): Promise<string | undefined> =>
  catalogDifference(site) ?? recordDifference(site);

export const describing: Begin = (site) => {
  const goods = site.take();
  const lamp = lampOf(goods);
  editInStore(site, lamp);
  const begun = (async () => {
    await renameAndReorder(site);
    const name = `Brand of ${goods.tag}`;
    const { id: brandId } = await inAccount<{ id: number }>(site, 'attributes/brands', { name, description: '' });
    await describe(site, lamp, {
      name: `Desk lamp ${goods.tag}`,
      description: `<p>Of ${goods.tag}</p>`,
      weight: 2.25,
      brandId,
      customFields: { PCF_WEBTITLE: `The lamp ${goods.tag}`, PCF_CARE: 'Dust it', PCF_PACKSIZE: null },
    });
    await describe(site, guideOf(goods), { brandId });
    for (const [place, sku] of TEE_SKUS.entries()) {
      await describe(site, sku, { mpn: `${sku} of ${goods.tag}`, weight: 0.25 + place });
    }
    await lookAt(site, PARTS);
  })();
  return {
    async rest() {
      await begun;
      const skus = [lamp, guideOf(goods), ...TEE_SKUS];
      return patiently(async () => goodsDifference(site, skus) ?? standingOfCatalog(site));
    },
    async difference() {
      return (await differenceAt(site)) ?? (await lookedAtAgain(site, PARTS)) ?? differenceAt(site);
    },
  };
};

/** In a field that has a rule: it stays, and is told. */
function editInStore({ world, edits }: Site, sku: string): void {
  const { control, state } = world.bigcommerce.simulator;
  const [variant] = state.catalog.variantsBySku(sku);
  if (!variant) throw new Error(`The store has no ${sku}`);
  edits.set(sku, `by hand ${sku}`);
  control.changeProduct(variant.product.id, { mpn: `by hand ${sku}` });
}

/** Two options exchange their names, and so do two values of each; another one gets a new name, and all stand in another order. */
async function renameAndReorder(site: Site): Promise<void> {
  const { options, optionValues } = site.world.brightpearl.simulator.state().attributes;
  const [color, size] = [options.get(COLOR), options.get(SIZE)];
  if (!color || !size) throw new Error('An account begins with two options');
  const ofValues = [color, size].flatMap(({ id }) =>
    valueChanges([...optionValues.values()].filter(({ optionId }) => optionId === id)),
  );
  for (const { path, change } of [...exchanged('options', [color, size], ['name', 'sortOrder']), ...ofValues]) {
    await inAccount(site, `attributes/${path}`, change);
  }
}

function valueChanges([first, second, third]: readonly Placed[]): Change[] {
  if (!first || !second || !third) throw new Error('Each option of an account begins with three values');
  const number = Number(/\d+$/.exec(third.name)?.[0] ?? 0) + 1;
  return [
    ...exchanged('option-values', [first, second], ['name']),
    ...exchanged('option-values', [first, third], ['sortOrder']),
    { path: `option-values/${third.id}`, change: { name: `New ${number}` } },
  ];
}

interface Change {
  readonly path: string;
  readonly change: object;
}

interface Placed {
  readonly id: number;
  readonly name: string;
  readonly sortOrder: number;
}

function exchanged(path: string, [one, other]: [Placed, Placed], fields: readonly (keyof Placed)[]): Change[] {
  const of = (record: Placed): object => Object.fromEntries(fields.map((field) => [field, record[field]]));
  return [
    { path: `${path}/${one.id}`, change: of(other) },
    { path: `${path}/${other.id}`, change: of(one) },
  ];
}

function describe(site: Site, sku: string, edit: object): Promise<void> {
  const product = site.world.brightpearl.simulator.state().productsBySku.get(sku);
  if (!product) throw new Error(`The account has no ${sku}`);
  return inAccount(site, `products/${product.id}`, edit);
}
