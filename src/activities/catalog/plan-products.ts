/**
 * What is to be written of each store product. One that has options takes a field where all of the Brightpearl products of its variants
 * agree in it: where they do not, nobody guesses, and it is told. What a variant has of its own, each gets from its own.
 */
import { planFields } from '../../mapping/catalog/fields/diff';
import { adopted, pendingAfter, type PendingFields } from '../../mapping/catalog/fields/pending';
import { planVariants, type VariantToPlan } from '../../mapping/catalog/fields/of-variants';
import { fieldName, isOfVariant, type FieldRule, type FieldRules } from '../../mapping/catalog/fields/rule-schema';
import type { FieldInput, FieldPlan, FieldValues, KeptReason, ProductFacts } from '../../mapping/catalog/fields/types';
import { wantedField } from '../../mapping/catalog/fields/wanted';
import { ARCHIVED } from '../../mapping/stock/linking';
import type { CatalogIssueCode } from '../../domain/catalog-issues';
import type { NewCatalogIssue } from '../../store/catalog-issues';
import type { FollowedProduct } from '../../store/followed-products';

export interface ProductToPlan {
  /** Of the store. */
  readonly productId: number;
  /** Those of it that are linked. */
  readonly variants: readonly VariantToPlan[];
  /** Then its variants have fields of their own. */
  readonly hasOptions: boolean;
  readonly shown: FieldValues;
  readonly known: FollowedProduct | undefined;
}

export interface PlannedProduct extends FieldPlan {
  readonly productId: number;
  /** To be looked at once the store shows it. */
  readonly pending: PendingFields;
  readonly issues: readonly NewCatalogIssue[];
}

export function planProduct(product: ProductToPlan, rules: FieldRules): PlannedProduct {
  const { productId, variants, hasOptions, shown, known } = product;
  const facts = variants.map((variant) => variant.facts);
  const written = adopted(known?.written ?? {}, known?.pending ?? {}, shown);
  // What is archived says only whether it is sold.
  const [first, ...others] = facts.filter(({ status }) => status !== ARCHIVED);
  const isAgreed = (rule: FieldRule): boolean =>
    others.every((other) => first !== undefined && isSame(rule, first, other, rules));
  const visibility = rules.fields.filter(({ field }) => field === 'visible');
  const ofEach = rules.fields.filter(({ field }) => hasOptions && isOfVariant(field));
  const rest = rules.fields.filter((rule) => rule.field !== 'visible' && !ofEach.includes(rule));
  const differing = rest.filter((rule) => first !== undefined && rule.owner !== 'store' && !isAgreed(rule));
  const ofAll = planOf(first, rest.filter(isAgreed), { shown, written }, rules);
  const ofAny = planOf(mostVisible(facts, visibility, rules), visibility, { shown, written: ofAll.written }, rules);
  const own = planVariants(
    variants.filter((variant) => variant.facts.status !== ARCHIVED),
    { shown, written: ofAny.written },
    { ...rules, fields: ofEach },
  );
  const kept = [...ofAll.kept, ...ofAny.kept, ...own.kept];
  const plan = { changes: [...ofAll.changes, ...ofAny.changes, ...own.changes], kept, written: own.written };
  return {
    ...plan,
    productId,
    pending: pendingAfter(plan, known?.pending ?? {}, shown),
    issues: [
      ...kept.map(({ field, variantId, reason, message }) =>
        issueOf(CODES[reason], productId, fieldName(field, variantId), message),
      ),
      ...differing.map(({ field }) =>
        issueOf('VARIANTS_DIFFER', productId, fieldName(field), differWords(field, facts)),
      ),
    ],
  };
}

const planOf = (
  product: ProductFacts | undefined,
  fields: readonly FieldRule[],
  { shown, written }: Pick<FieldInput, 'shown' | 'written'>,
  rules: FieldRules,
): FieldPlan =>
  product
    ? planFields({ product, shown, written }, { ...rules, fields: [...fields] })
    : { changes: [], kept: [], written };

/** The store shows a product or not, with all its variants: it is shown as long as one of them is sold. */
const mostVisible = (
  facts: readonly ProductFacts[],
  [rule]: readonly FieldRule[],
  rules: FieldRules,
): ProductFacts | undefined => facts.find((one) => rule && valueOf(rule, one, rules) === true) ?? facts[0];

const isSame = (rule: FieldRule, one: ProductFacts, other: ProductFacts, rules: FieldRules): boolean =>
  JSON.stringify(valueOf(rule, one, rules)) === JSON.stringify(valueOf(rule, other, rules));

/** The words of a value that cannot be taken name its product. */
function valueOf(rule: FieldRule, facts: ProductFacts, rules: FieldRules): unknown {
  const wanted = wantedField(rule, facts, rules);
  return wanted.ok ? wanted.value : { reason: wanted.reason };
}

const CODES: Readonly<Record<KeptReason, CatalogIssueCode>> = {
  edited: 'FIELD_EDITED',
  'not-ours': 'FIELD_NOT_OURS',
  'too-long': 'FIELD_TOO_LONG',
  'not-a-number': 'FIELD_NOT_A_NUMBER',
  'no-category': 'CATEGORY_UNKNOWN',
};

const SHOWN = 5;

function differWords(field: FieldRule['field'], facts: readonly ProductFacts[]): string {
  const skus = facts.slice(0, SHOWN).map(({ sku }) => sku);
  const more = facts.length > SHOWN ? ` and ${facts.length - SHOWN} more` : '';
  return (
    `The ${fieldName(field)} of ${skus.join(', ')}${more} differs in Brightpearl, and the store has one for all of them. ` +
    'Make it the same there, or take the rule away.'
  );
}

const issueOf = (code: CatalogIssueCode, productId: number, field: string, message: string): NewCatalogIssue => ({
  code,
  subject: `product ${productId}: ${field}`,
  message,
});
