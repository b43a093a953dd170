/** Fields that each variant of a product has of its own: planned as those of a product are, under a name of their own. */
import { planFields } from './diff';
import { fieldName, type FieldRules } from './rule-schema';
import type { FieldInput, FieldPlan, ProductFacts } from './types';

export interface VariantToPlan {
  /** Of the store. */
  readonly variantId: number;
  readonly facts: ProductFacts;
}

/** @param rules only of what a variant has of its own */
export function planVariants(
  variants: readonly VariantToPlan[],
  { shown, written }: Pick<FieldInput, 'shown' | 'written'>,
  rules: FieldRules,
): FieldPlan {
  const plans = variants.map(({ variantId, facts }) => {
    const own = { shown: named(shown, variantId, rules), written: named(written, variantId, rules) };
    return { variantId, ...planFields({ product: facts, ...own }, rules) };
  });
  return {
    changes: plans.flatMap(({ variantId, changes }) => changes.map((change) => ({ ...change, variantId }))),
    kept: plans.flatMap(({ variantId, kept }) => kept.map((one) => ({ ...one, variantId }))),
    written: plans.reduce((all, one) => ({ ...all, ...renamed(one.written, one.variantId, rules) }), written),
  };
}

type Values<V> = Readonly<Record<string, V>>;

/** As a product has them. */
const named = <V>(values: Values<V>, variantId: number, { fields }: FieldRules): Values<V> =>
  Object.fromEntries(
    fields.flatMap(({ field }): [string, V][] => {
      const value = values[fieldName(field, variantId)];
      return value === undefined ? [] : [[fieldName(field), value]];
    }),
  );

const renamed = <V>(values: Values<V>, variantId: number, { fields }: FieldRules): Values<V> =>
  Object.fromEntries(
    fields.flatMap(({ field }): [string, V][] => {
      const value = values[fieldName(field)];
      return value === undefined ? [] : [[fieldName(field, variantId), value]];
    }),
  );
