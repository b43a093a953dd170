/** The rules of a route as they are followed: what operators set goes before the configuration file's. */
import type { AppliedMapping, MappingKind } from '../../domain/mapping-kinds';
import type { RouteRules } from '../rules';

/** @param mappings at most one for each kind and source; see `Mappings.applying` */
export function withMappings(rules: RouteRules, mappings: readonly AppliedMapping[]): RouteRules {
  if (mappings.length === 0) return rules;
  const { shippingMethods, paymentMethods, tax } = rules;
  return {
    ...rules,
    skuAliases: { ...rules.skuAliases, ...skuAliasesOf(mappings) },
    shippingMethods: {
      ...shippingMethods,
      map: [
        ...ofKind(mappings, 'shipping-method').map(({ source, target }) => ({ when: source, id: target.id })),
        ...shippingMethods.map,
      ],
    },
    paymentMethods: {
      ...paymentMethods,
      // What a transaction has of it depends on the gateway: any of its names may be meant.
      map: [
        ...ofKind(mappings, 'payment-method').flatMap(({ source, target: { code } }) => [
          { when: { method: source }, code },
          { when: { paymentMethod: source }, code },
        ]),
        ...paymentMethods.map,
      ],
    },
    tax: {
      ...tax,
      rules: [
        ...ofKind(mappings, 'tax-class').map(({ source, target: { code } }) => ({ when: { taxClass: source }, code })),
        ...tax.rules,
      ],
    },
  };
}

/** SKU of the store to SKU of Brightpearl, as operators mapped them. */
export const skuAliasesOf = (mappings: readonly AppliedMapping[]): Readonly<Record<string, string>> =>
  Object.fromEntries(ofKind(mappings, 'product').map(({ source, target }) => [source, target.sku]));

function ofKind<Kind extends MappingKind>(
  mappings: readonly AppliedMapping[],
  kind: Kind,
): Extract<AppliedMapping, { kind: Kind }>[] {
  return mappings.filter((one): one is Extract<AppliedMapping, { kind: Kind }> => one.kind === kind);
}
