/** Which Brightpearl products the store would get, and why the others cannot be made. */
import { fold } from '../../rule-values';
import { grouped } from '../../stock/grouped';
import { isBlank } from '../../stock/linking';
import type {
  CreationInput,
  CreationPlan,
  FormerVariant,
  ImpossibleProduct,
  MakeableProduct,
  MissingProduct,
  NewStoreProduct,
} from './creation-types';
import { planGroup } from './group-creation';
import { fieldName } from './rule-schema';
import { wantedField } from './wanted';
import type { FieldValues, ProductFacts } from './types';

/** Every product is in the plan once, in the order given within its kind. */
export function planCreations(input: CreationInput): CreationPlan {
  const inScope = input.products.filter((product) => isInScope(product, input));
  const bySku = grouped(inScope, ({ facts }) => fold(facts.sku));
  const checked = inScope.map((product) =>
    checkProduct(product, input, (bySku.get(fold(product.facts.sku)) ?? []).length),
  );
  const makeable = checked.flatMap((one) => ('reasons' in one ? [] : [one]));
  const groups = grouped(makeable.filter(isVariant), ({ facts }) => facts.groupId ?? -facts.productId);
  const parts = [...groups].map(([groupId, members]) => planGroup(groupId, members, input));
  return {
    products: [
      ...makeable.filter((one) => !isVariant(one)).map(plainProduct),
      ...parts.flatMap(({ products }) => products),
    ],
    variants: parts.flatMap(({ variants }) => variants),
    impossible: [
      ...checked.flatMap((one) => ('reasons' in one ? [one] : [])),
      ...parts.flatMap(({ impossible }) => impossible),
    ],
  };
}

/** Products that the store is not meant to sell are none of its business. */
function isInScope({ facts }: MissingProduct, { rules: { createWhere } }: CreationInput): boolean {
  const { categories, brands, customField } = createWhere ?? {};
  return (
    (categories?.some((code) => facts.categories.includes(code)) ?? true) &&
    (brands?.some((name) => fold(name) === fold(facts.brand)) ?? true) &&
    (customField === undefined || fold(facts.customFields[customField.code] ?? '') === fold(customField.value))
  );
}

/** The only one so far is none the less: others that come later join it, which they could not if it had no options. */
const isVariant = ({ choices }: MakeableProduct): boolean => choices.length > 0;

function checkProduct(
  product: MissingProduct,
  input: CreationInput,
  sameSku: number,
): MakeableProduct | ImpossibleProduct {
  const { productId, sku } = product.facts;
  const fields = newFields(product, input);
  const price = input.prices.get(productId);
  const reasons = [...obstacles(product, input, sameSku), ...fields.reasons];
  return reasons.length > 0 || price === undefined
    ? { productId, sku, reasons }
    : { ...product, fields: fields.values, price };
}

function obstacles(
  { facts, isBundle }: MissingProduct,
  { prices, former, skusInStore }: CreationInput,
  sameSku: number,
): string[] {
  const { productId, status, sku } = facts;
  const before = former.get(productId);
  const checks: [boolean, string][] = [
    [status !== 'LIVE', `Product ${productId} is ${status} in Brightpearl: make it live to sell it.`],
    [isBlank(sku), `Product ${productId} has no SKU: give it one in Brightpearl.`],
    [!isBlank(sku) && sameSku > 1, `${sameSku} products have the SKU ${sku.trim()}: make it unique in Brightpearl.`],
    [skusInStore.has(fold(sku)), `A variant has the SKU ${sku.trim()} already: see what keeps it from being linked.`],
    [before !== undefined, before ? formerWords(facts, before) : ''],
    [isBundle && facts.groupId !== undefined, `Product ${productId} is a bundle that varies: make it in BigCommerce.`],
    [
      !prices.has(productId),
      `Product ${productId} has no price by the rules: give it one in the Brightpearl price list.`,
    ],
  ];
  return checks.flatMap(([isSo, reason]) => (isSo ? [reason] : []));
}

/** The merchant took it away, or somebody renamed it: a second one would be no help. */
const formerWords = ({ productId, sku }: ProductFacts, { variantId, sku: skuThen, skuNow }: FormerVariant): string =>
  skuNow === undefined
    ? `Product ${productId} was in the store as ${skuThen} (variant ${variantId}), which was deleted there: make it in BigCommerce to sell it again, or take it out of \`createWhere\`.`
    : `Product ${productId}, whose SKU is ${sku.trim()}, was linked with variant ${variantId} of the store, whose SKU is ${skuNow || 'blank'}: give both the same SKU.`;

/** Ownership is about what is there already: a new product gets every field that has a rule. */
function newFields({ facts }: MissingProduct, { rules }: CreationInput) {
  const reasons: string[] = [];
  const values: Record<string, FieldValues[string]> = {};
  const refused = new Set<string>();
  for (const rule of rules.fields) {
    const wanted = wantedField(rule, facts, rules);
    const name = fieldName(rule.field);
    if (!wanted.ok) {
      refused.add(name);
      reasons.push(`The ${name} of product ${facts.productId}: ${wanted.message}.`);
    } else if (wanted.value !== null) values[name] = wanted.value;
  }
  const missing = ['name', 'weight'].filter((name) => values[name] === undefined && !refused.has(name));
  for (const name of missing) {
    reasons.push(
      `Product ${facts.productId} gets no ${name}, which BigCommerce wants: add it in Brightpearl, or a rule.`,
    );
  }
  return { reasons, values };
}

const plainProduct = ({ facts, fields, price, isTracked }: MakeableProduct): NewStoreProduct => ({
  productIds: [facts.productId],
  sku: facts.sku.trim(),
  fields,
  price,
  tracking: isTracked ? 'product' : 'none',
  variants: [],
});
