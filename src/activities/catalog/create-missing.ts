/** Makes the Brightpearl products that a store does not have, or only shows what would be made of them, by rule. */
import { Context } from '@temporalio/activity';
import type { CreateMissingInput, CreateMissingResult } from '../../domain/catalog-types';
import { planCreations } from '../../mapping/catalog/fields/creation';
import type { AddedStoreVariant, CreationPlan, NewStoreProduct } from '../../mapping/catalog/fields/creation-types';
import type { NewCatalogIssue } from '../../store/catalog-issues';
import type { MissingProductRow } from '../../store/missing-products';
import type { BecomesOfMissing } from '../../store/schema-catalog';
import { refreshLinks } from '../stock/refresh-links';
import { creationInputOf, noteLinked } from './creation-input';
import { productsConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { makeProduct, makeVariant, type Made } from './make-products';
import { readBrands } from './store-brands';

export async function createMissing(deps: CatalogDeps, input: CreateMissingInput): Promise<CreateMissingResult> {
  const { storeHash, account } = input;
  const config = productsConfigOf(deps, storeHash);
  if (!config || config.rules.create === 'off') return { made: 0, shown: 0, impossible: 0, refused: 0, toCheck: 0 };
  // An attempt before may have died between making some and linking them.
  if (Context.current().info.attempt > 1) await refreshLinks(deps, { storeHash, account, whole: false });
  const plan = planCreations(await creationInputOf(deps, input, config));
  Context.current().heartbeat();
  const made = config.rules.create === 'on' ? await makeAll(deps, input, plan) : new Map<number, Made>();
  await noteLinked(deps, input);
  const rows = rowsOf(plan, made);
  await deps.store.missingProducts.replace(input, rows, new Date());
  const issues = rows.filter(({ outcome }) => outcome === 'refused').map(refusedIssue);
  await deps.store.catalogIssues.replace(storeHash, `products/${account}/missing`, issues);
  const count = (outcome: MissingProductRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  return {
    made: count('made'),
    shown: count('shown'),
    impossible: count('impossible'),
    refused: count('refused'),
    toCheck: (await deps.store.followedProducts.pending(input)).length,
  };
}

/** By Brightpearl product. One that the store refuses keeps no other back. */
async function makeAll(
  deps: CatalogDeps,
  input: CreateMissingInput,
  { products, variants }: CreationPlan,
): Promise<ReadonlyMap<number, Made>> {
  const made = new Map<number, Made>();
  if (products.length + variants.length === 0) return made;
  const brands = await readBrands(deps, input.storeHash);
  for (const product of products) {
    const outcome = await makeProduct(deps, input, product, brands);
    for (const productId of product.productIds) made.set(productId, outcome);
    Context.current().heartbeat();
  }
  for (const variant of variants) {
    made.set(variant.productId, await makeVariant(deps, input, variant));
    Context.current().heartbeat();
  }
  await linkMade(deps, input, made);
  return made;
}

/** Levels and prices of what was made follow at once. */
async function linkMade(
  deps: CatalogDeps,
  { storeHash, account }: CreateMissingInput,
  made: ReadonlyMap<number, Made>,
): Promise<void> {
  const productIds = [...made.values()].flatMap((one) => ('productId' in one ? [one.productId] : []));
  if (productIds.length === 0) return;
  await deps.store.catalogNews.add({ storeHash }, productIds);
  await refreshLinks(deps, { storeHash, account, whole: false });
  await deps.catalog.wanted(storeHash, { reason: `${productIds.length} products were made`, part: 'prices' });
}

function rowsOf(
  { products, variants, impossible }: CreationPlan,
  made: ReadonlyMap<number, Made>,
): MissingProductRow[] {
  const row = (productId: number, sku: string, becomes: BecomesOfMissing): MissingProductRow => {
    const outcome = made.get(productId);
    const reasons = outcome && 'refusal' in outcome ? [outcome.refusal] : [];
    return { productId, sku, outcome: outcomeOf(outcome), reasons, becomes };
  };
  return [
    ...products.flatMap((product) => ofProduct(product).map((one) => row(one.productId, one.sku, one.becomes))),
    ...variants.map((variant) => row(variant.productId, variant.sku, ofVariant(variant))),
    ...impossible.map((one): MissingProductRow => ({ ...one, outcome: 'impossible', becomes: null })),
  ];
}

const outcomeOf = (outcome: Made | undefined): MissingProductRow['outcome'] =>
  outcome === undefined ? 'shown' : 'refusal' in outcome ? 'refused' : 'made';

function ofProduct({ productIds, sku, fields, price, variants }: NewStoreProduct) {
  if (variants.length === 0) {
    return productIds.map((productId) => ({ productId, sku: sku ?? '', becomes: { fields, price, choices: [] } }));
  }
  return variants.map(({ productId, sku: own, price: ownPrice, choices, ...variant }) => ({
    productId,
    sku: own,
    becomes: { fields: { ...fields, ...variant.fields }, price: ownPrice, choices },
  }));
}

const ofVariant = ({ storeProductId, fields, price, choices }: AddedStoreVariant): BecomesOfMissing => ({
  variantOf: storeProductId,
  fields,
  price,
  choices: choices.map(({ option, value }) => ({ option, value })),
});

const refusedIssue = ({ productId, sku, reasons }: MissingProductRow): NewCatalogIssue => ({
  code: 'CREATION_REFUSED',
  subject: `Brightpearl product ${productId}`,
  message: `SKU ${sku} (Brightpearl product ${productId}): the store does not make it: ${reasons.join(' ')} Correct it in Brightpearl, as these words say; it is tried again with the next look.`,
});
