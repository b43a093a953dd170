/** Which Brightpearl products the store would get, and why the others cannot be made. */
import { grouped } from '../../stock/grouped';
import { isBlank } from '../../stock/linking';
import { fieldName, type FieldRules } from './rule-schema';
import { wantedField } from './wanted';
import type { FieldValues, ProductFacts } from './types';

export interface CreationInput {
  /** Brightpearl products that no variant has to do with. */
  readonly products: readonly ProductFacts[];
  readonly rules: FieldRules;
  /** The price that the price rules give, by product id; a product without one cannot be sold. */
  readonly prices: ReadonlyMap<number, string>;
  /** SKUs of all variants, trimmed. */
  readonly skusInStore: ReadonlySet<string>;
}

export interface ProductCreation {
  readonly productId: number;
  readonly sku: string;
  /** `would-create` in a dry run and where creation is off. */
  readonly action: 'create' | 'would-create' | 'cannot';
  /** Why not, each with what to do; or that creation is off. */
  readonly reasons: readonly string[];
  /** By `fieldName`, with the price; empty where it cannot be made. */
  readonly fields: FieldValues;
}

/** One answer per product, in their order. */
export function planCreations(input: CreationInput): ProductCreation[] {
  const bySku = grouped(input.products, ({ sku }) => sku.trim());
  return input.products.map((product) => {
    const { productId, sku } = product;
    const fields = newFields(product, input);
    const reasons = [...obstacles(product, input, (bySku.get(sku.trim()) ?? []).length), ...fields.reasons];
    if (reasons.length > 0) return { productId, sku, action: 'cannot', reasons, fields: {} };
    const { create } = input.rules;
    return {
      productId,
      sku,
      action: create === 'on' ? 'create' : 'would-create',
      reasons: create === 'off' ? ['Creating products is off: set `create: on` to make it.'] : [],
      fields: fields.values,
    };
  });
}

function obstacles(product: ProductFacts, { prices, skusInStore }: CreationInput, sameSku: number): string[] {
  const { productId, status, sku, groupId } = product;
  const checks: [boolean, string][] = [
    [status !== 'LIVE', `Product ${productId} is ${status} in Brightpearl: make it live to sell it.`],
    [isBlank(sku), `Product ${productId} has no SKU: give it one in Brightpearl.`],
    [!isBlank(sku) && sameSku > 1, `${sameSku} products have the SKU ${sku.trim()}: make it unique in Brightpearl.`],
    [skusInStore.has(sku.trim()), `A variant has the SKU ${sku.trim()} already: see what keeps it from being linked.`],
    [
      groupId !== undefined,
      `Product ${productId} is a variant of group ${groupId}: make the product with its options in BigCommerce.`,
    ],
    [
      !prices.has(productId),
      `Product ${productId} has no price by the rules: give it one in the Brightpearl price list.`,
    ],
  ];
  return checks.flatMap(([isSo, reason]) => (isSo ? [reason] : []));
}

/** Ownership is about what is there already: a new product gets every field that has a rule. */
function newFields(product: ProductFacts, { rules, prices }: CreationInput) {
  const reasons: string[] = [];
  const values: Record<string, FieldValues[string]> = {};
  const refused = new Set<string>();
  for (const rule of rules.fields) {
    const wanted = wantedField(rule, product, rules);
    const name = fieldName(rule.field);
    if (!wanted.ok) {
      refused.add(name);
      reasons.push(`The ${name} of product ${product.productId}: ${wanted.message}.`);
    } else if (wanted.value !== null) values[name] = wanted.value;
  }
  const missing = ['name', 'weight'].filter((name) => values[name] === undefined && !refused.has(name));
  for (const name of missing) {
    reasons.push(
      `Product ${product.productId} gets no ${name}, which BigCommerce wants: add it in Brightpearl, or a rule.`,
    );
  }
  const price = prices.get(product.productId);
  return { reasons, values: { ...values, ...(price === undefined ? {} : { price }) } };
}
