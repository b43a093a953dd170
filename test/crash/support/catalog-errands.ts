/**
 * What happens to a catalog: staff rename and re-order what things vary by, and describe one anew, while the merchant edits something
 * else of it. The store must come to show exactly that, and to show it once.
 */
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { CatalogPart } from '../../../src/domain/catalog-messages';
import { catalogWorkflowId, sweepScheduleId } from '../../../src/domain/ids';
import { catalogDifference, goodsDifference, recordDifference } from './catalog-ledger';
import type { Begin } from './errand';
import { isRead, nameOf, type Step } from './probe';
import { inAccount } from './sale-acts';
import { patiently, quietAt, workflowStatus } from './settling';
import type { Site } from './site';
import { COLOR, guideOf, lampOf, SIZE } from './varied-goods';

/** Who is whose twin, and what agrees, is known from then on. */
export async function firstLook(site: Site): Promise<void> {
  await look(site);
  const standing = async () => catalogDifference(site) ?? (await recordDifference(site)) ?? standingOf(site);
  expect(await patiently(standing)).toBeUndefined();
}

/** Of what was looked at before; longer than a killed attempt is waited for. */
const PATIENCE_MS = 60_000;

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
    await look(site);
  })();
  return {
    async rest() {
      await begun;
      const skus = [lamp, guideOf(goods)];
      return patiently(async () => goodsDifference(site, skus) ?? standingOf(site), PATIENCE_MS);
    },
    async difference() {
      return catalogDifference(site) ?? (await recordDifference(site)) ?? (await lookedAtAgain(site));
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

const look = (site: Site): Promise<void> => lookAt(site, ['products', 'attributes']);

/** As the schedules do, at once. */
export async function lookAt(site: Site, parts: readonly CatalogPart[]): Promise<void> {
  for (const part of parts) {
    const schedule = site.temporal().schedule.getHandle(sweepScheduleId(site.key, part));
    // One of a killed connector may still have to end.
    await schedule.trigger(ScheduleOverlapPolicy.ALLOW_ALL);
  }
}

/** Undefined when its `catalog` workflow has come to rest. */
export async function standingOf(site: Site): Promise<string | undefined> {
  const status = await workflowStatus(site, catalogWorkflowId(site.key));
  return status === 'RUNNING' ? 'its workflow runs' : quietAt(site);
}

/** What is as it must be costs no write. */
async function lookedAtAgain(site: Site): Promise<string | undefined> {
  site.probe.begin();
  await look(site);
  const unrest = await patiently(async () => missingRead(site.probe.steps()) ?? standingOf(site), PATIENCE_MS);
  if (unrest !== undefined) return `looked at again, ${unrest}`;
  const written = site.probe.steps().find((step) => step.system !== 'database' && !isRead(step));
  if (written) return `looked at again, ${nameOf(written)}`;
  return catalogDifference(site) ?? recordDifference(site);
}

/** Each part begins with a read that the other one does not need. */
const BEGINNINGS = [/product-service\/brand/, /product-service\/option/];

function missingRead(steps: readonly Step[]): string | undefined {
  const missing = BEGINNINGS.find((read) => !steps.some(({ action }) => read.test(action)));
  return missing && `${missing.source} was not read`;
}
