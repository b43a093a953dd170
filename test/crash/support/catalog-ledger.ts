/** Whether a store shows what its account says of products and options, each once, and what the merchant has of his own. */
import type { Product, Variant } from '../../../src/simulators/bigcommerce/catalog-book';
import type { Product as AccountProduct } from '../../../src/simulators/brightpearl/product/records';
import { scopeOf, type Site } from './site';
import { CUSTOM_FIELDS, MERCHANTS_OWN, variantsOf } from './varied-goods';

/** The first thing in which both sides differ; undefined when in nothing. */
export function catalogDifference(site: Site): string | undefined {
  const skus = site.world.bigcommerce.simulator.state.catalog.variants().map(({ sku }) => sku);
  return goodsDifference(site, skus) ?? brandDifference(site);
}

/** Of these products and all options alone: asked again and again, the whole catalog would take its time. */
export const goodsDifference = (site: Site, skus: readonly string[]): string | undefined =>
  optionDifference(site) ?? fieldDifference(site, skus);

/** Options and values in their order, by the store's ids. */
function optionDifference({ world, tee }: Site): string | undefined {
  if (!tee) return undefined;
  const { options, optionValues } = world.brightpearl.simulator.state().attributes;
  const expected = inOrder([...options.values()]).map(({ id, name }) => {
    const values = inOrder([...optionValues.values()].filter(({ optionId }) => optionId === id));
    return textOf(
      { id: tee.options.get(id), name },
      values.map((value) => ({ id: tee.values.get(value.id), name: value.name })),
    );
  });
  const shown = inOrder(tee.product.options).map(({ id, displayName, values }) =>
    textOf(
      { id, name: displayName },
      inOrder(values).map((value) => ({ id: value.id, name: value.label })),
    ),
  );
  return (
    differing('the options', shown.join('; '), expected.join('; ')) ??
    differing('the variants', variantsOf(tee.product), tee.variants)
  );
}

interface Named {
  readonly id: number | undefined;
  readonly name: string;
}

const textOf = (option: Named, values: readonly Named[]): string =>
  `${option.id} ${option.name}: ${values.map(({ id, name }) => `${id} ${name}`).join(', ')}`;

const inOrder = <T extends { readonly sortOrder: number }>(all: readonly T[]): T[] =>
  all.toSorted((one, other) => one.sortOrder - other.sortOrder);

/** All that is written in a product. */
function fieldDifference(site: Site, skus: readonly string[]): string | undefined {
  const { catalog } = site.world.bigcommerce.simulator.state;
  for (const sku of skus) {
    const [variant] = catalog.variantsBySku(sku);
    const ofAccount = site.world.brightpearl.simulator.state().productsBySku.get(sku);
    if (!variant || !ofAccount) return `not both sides have ${sku}`;
    const wrong = differing(sku, shownText(site, variant), expectedText(site, sku, ofAccount));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function shownText({ world }: Site, { product, fields }: Variant): string {
  const { brand_id: brandId, ...others } = { ...product.fields, ...ownOf(product, fields) };
  const brand = world.bigcommerce.simulator.state.brands.get(Number(brandId))?.name;
  return sorted({ ...others, weight: Number(others['weight']), brand }, product.customFields);
}

/** What a variant has of its own, where a product has several; what it has none of it has of the product. */
function ownOf({ options }: Product, { mpn, weight }: Variant['fields']): object {
  const own = Object.entries(options.length === 0 ? {} : { mpn, weight });
  return Object.fromEntries(own.filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

function expectedText({ world, edits }: Site, sku: string, { name, brandId, details }: AccountProduct): string {
  const { brands } = world.brightpearl.simulator.state().attributes;
  const { description, weight, mpn } = details;
  const fields = {
    ...MERCHANTS_OWN,
    name,
    description,
    weight,
    brand: brands.get(brandId)?.name,
    mpn: edits.get(sku) ?? mpn,
  };
  const customFields = Object.entries(CUSTOM_FIELDS).flatMap(([shown, code]) => {
    const value = details.customFields.get(code);
    return value === undefined ? [] : [{ name: shown, value: `${value as string | number}` }];
  });
  return sorted(fields, customFields);
}

/** The order in which fields were written is nobody's. */
function sorted(
  fields: Readonly<Record<string, unknown>>,
  customFields: readonly { readonly name: string; readonly value: string }[],
): string {
  const own = Object.entries(fields).map(([field, value]) => `${field}: ${String(value)}`);
  return [...own, ...customFields.map(({ name, value }) => `"${name}": ${value}`)].sort().join(', ');
}

/** All that products have, and no other. */
function brandDifference({ world }: Site): string | undefined {
  const { state } = world.bigcommerce.simulator;
  const account = world.brightpearl.simulator.state();
  const used = state.catalog.variants().map(({ sku }) => account.productsBySku.get(sku)?.brandId ?? 0);
  const expected = [...new Set(used)].map((id) => account.attributes.brands.get(id)?.name ?? '').sort();
  const shown = [...state.brands.values()].map(({ name }) => name).sort();
  return differing('the brands', shown.join(', '), expected.join(', '));
}

function differing(what: string, shown: string, expected: string): string | undefined {
  return shown === expected ? undefined : `${what}: "${shown}" instead of "${expected}"`;
}

/** What the database says that is not so; undefined when all is. */
export async function recordDifference(site: Site): Promise<string | undefined> {
  const { followedProducts, followedOptions, catalogIssues } = site.store();
  const scope = scopeOf(site);
  const pending = await followedProducts.pending(scope);
  if (pending.length > 0) return `of ${pending.length} products nobody looked at what was sent`;
  const productId = site.tee?.product.id ?? 0;
  const { twins = [] } = (await followedOptions.ofProduct(scope, productId)) ?? {};
  if (twins.length === 0) return 'by the database, the options have no twins';
  const { options, optionValues } = site.world.brightpearl.simulator.state().attributes;
  const stale = twins.find(({ account: { optionId, valueId }, name }) => {
    const record = valueId === undefined ? options.get(optionId) : optionValues.get(valueId);
    return record?.name !== name;
  });
  if (stale) return `by the database, a twin is still called ${stale.name}`;
  const issues = await catalogIssues.list(site.key, 200);
  const told = issues.map(
    ({ code, subject, message }) => `${code} ${subject}${code === EDITED ? '' : ` (${message})`}`,
  );
  return differing('the issues', told.sort().join('; '), expectedIssues(site).sort().join('; '));
}

const EDITED = 'FIELD_EDITED';

/** What the merchant edited, and nothing else. */
const expectedIssues = ({ world, edits }: Site): string[] =>
  [...edits.keys()].map((sku) => {
    const [variant] = world.bigcommerce.simulator.state.catalog.variantsBySku(sku);
    return `${EDITED} product ${variant?.product.id}: mpn`;
  });
