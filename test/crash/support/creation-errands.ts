/** What happens to products that only Brightpearl has: staff launch some, the connector looks, and the store must come to have each once. */
import { setTimeout as pause } from 'node:timers/promises';
import { fieldName } from '../../../src/mapping/catalog/fields/rule-schema';
import { lookAt, lookedAtAgain, standingOfCatalog } from './catalog-looks';
import type { Begin } from './errand';
import { inAccount } from './sale-acts';
import { patiently } from './settling';
import { scopeOf, type Site } from './site';
import { INDEX_LAG_MS } from './timings';
import { COLOR, SIZE } from './varied-goods';

const FIELDS = [
  { field: 'name', from: 'name', owner: 'once' },
  { field: 'description', from: 'description', owner: 'brightpearl' },
  { field: 'weight', from: 'weight', owner: 'brightpearl' },
  { field: 'brand', from: 'brand', owner: 'brightpearl' },
  { field: { customField: 'Title' }, from: { customField: 'PCF_WEBTITLE' }, owner: 'brightpearl' },
] as const;

const LAUNCHED = 'Launch it';

/** As connector.yaml has them. Once a day: what a schedule does in between would be no step of the flow. */
export const CREATED_PRODUCTS = {
  everyMinutes: 1_440,
  visibilityLagSeconds: 0.3,
  create: 'on',
  createWhere: { customField: { code: 'PCF_WEBTITLE', value: LAUNCHED } },
  fields: FIELDS,
};

/** The account's retail prices. */
export const CREATED_PRICES = {
  taxBasis: 'exclusive',
  everyMinutes: 1_440,
  visibilityLagSeconds: 0.3,
  rules: [{ from: 2, to: 'catalog' }],
};

const launches = new WeakMap<Site['world'], number>();
const tagOf = (site: Site): string => `${site.key}-${launches.get(site.world) ?? 0}`;

const mugOf = (site: Site): string => `MUG-${tagOf(site)}`;
const teesOf = (site: Site): string[] => ['S', 'M'].map((size) => `TEE-${tagOf(site)}-${size}`);

/** A mug of a new brand, and a tee in two sizes. */
async function launch(site: Site): Promise<void> {
  launches.set(site.world, (launches.get(site.world) ?? 0) + 1);
  const name = `Brand of ${tagOf(site)}`;
  const { id: brandId } = await inAccount<{ id: number }>(site, 'attributes/brands', { name, description: '' });
  await add(site, mugOf(site), { name: `Mug ${tagOf(site)}`, brandId, stockTracked: true });
  const [color, ...sizes] = [COLOR, SIZE, SIZE].map((optionId, at) => choice(site, optionId, Math.max(0, at - 1)));
  for (const [at, sku] of teesOf(site).entries()) {
    await add(site, sku, { name: `Tee ${tagOf(site)}`, variations: [color, sizes[at]] });
  }
  // A search shows late what is new, and what looks for it has only that.
  await pause(2 * INDEX_LAG_MS);
}

async function add(site: Site, sku: string, more: object): Promise<void> {
  const described = { description: `<p>Of ${tagOf(site)}</p>`, weight: 0.5, customFields: { PCF_WEBTITLE: LAUNCHED } };
  await inAccount(site, 'products', { sku, ...described, ...more });
  await inAccount(site, 'prices', { sku, prices: { 2: '12.50' } });
}

function choice({ world }: Site, optionId: number, place: number) {
  const { optionValues } = world.brightpearl.simulator.state().attributes;
  const values = [...optionValues.values()].filter((value) => value.optionId === optionId);
  return { optionId, optionValueId: values[place]?.id ?? 0 };
}

const begin = (site: Site) => {
  const begun = lookAt(site, ['products']);
  return {
    async rest() {
      await begun;
      return patiently(async () => missing(site) ?? (await standingOfCatalog(site)));
    },
    async difference() {
      return differing(site) ?? (await recordDifference(site)) ?? lookedAtAgain(site, ['products']);
    },
  };
};

export const creating: Begin = Object.assign(begin, { prepare: launch });

const productsOf = ({ world }: Site, name: string) =>
  world.bigcommerce.simulator.state.catalog.products().filter(({ fields }) => fields['name'] === name);

function missing(site: Site): string | undefined {
  const { catalog } = site.world.bigcommerce.simulator.state;
  const sku = [mugOf(site), ...teesOf(site)].find((one) => catalog.variantsBySku(one).length === 0);
  return sku && `the store has no ${sku}`;
}

/** Each once, hidden, with every field that has a rule. */
function differing(site: Site): string | undefined {
  const tag = tagOf(site);
  const shown = [`Mug ${tag}`, `Tee ${tag}`].map((name) =>
    productsOf(site, name).map(({ fields, customFields, options, variants }) => ({
      price: fields['price'],
      isVisible: fields['is_visible'],
      brand: site.world.bigcommerce.simulator.state.brands.get(Number(fields['brand_id']))?.name,
      customFields: customFields.map(({ name: own, value }) => `${own}: ${value}`),
      options: options.length,
      skus: variants.map(({ sku }) => sku),
    })),
  );
  const same = { price: 12.5, isVisible: false, customFields: [`Title: ${LAUNCHED}`] };
  const expected = [
    [{ ...same, brand: `Brand of ${tag}`, options: 0, skus: [mugOf(site)] }],
    [{ ...same, brand: shown[1]?.[0]?.brand, options: 2, skus: teesOf(site) }],
  ];
  const [one, other] = [shown, expected].map((all) => sortedJson(all));
  return one === other ? undefined : `${one} instead of ${other}`;
}

const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** All of it is linked, and counts as ours. */
async function recordDifference(site: Site): Promise<string | undefined> {
  const { followedProducts, productLinks, catalogIssues } = site.store();
  const scope = scopeOf(site);
  if ((await followedProducts.pending(scope)).length > 0) return 'nobody looked at what was sent';
  const linked = new Set((await productLinks.linked(scope)).map(({ sku }) => sku));
  const unlinked = [mugOf(site), ...teesOf(site)].find((sku) => !linked.has(sku));
  if (unlinked) return `${unlinked} is not linked`;
  const [mug] = productsOf(site, `Mug ${tagOf(site)}`);
  const [followed] = await followedProducts.ofProducts(scope, [mug?.id ?? 0]);
  const strange = FIELDS.map(({ field }) => fieldName(field)).find((field) => !followed?.written[field]);
  if (strange && strange !== 'name') return `the ${strange} of the mug does not count as ours`;
  const [issue] = await catalogIssues.list(site.key, 1);
  return issue && `${issue.code} ${issue.subject}: ${issue.message}`;
}
