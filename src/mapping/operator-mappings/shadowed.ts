/** Which rules of the configuration file a mapping goes before, so that nobody wonders why they are not followed. */
import type { MappingKey } from '../../domain/mapping-kinds';
import { matchesText, sameText } from '../rule-values';
import type { RouteRules } from '../rules';

export interface ShadowedRule {
  readonly route: string;
  /** Where in the route's rules. */
  readonly rule: string;
  /** What the file maps the source to. */
  readonly target: string;
}

interface Route {
  readonly name: string;
  readonly store: string;
  readonly account: string;
  readonly rules: Pick<RouteRules, 'skuAliases' | 'shippingMethods' | 'paymentMethods' | 'tax'>;
}

/** Of the routes that the mapping's scope covers. */
export const shadowedBy = (key: MappingKey, routes: readonly Route[]): ShadowedRule[] =>
  routes
    .filter(({ store, account }) => (key.store ?? store) === store && (key.account ?? account) === account)
    .flatMap(({ name, rules }) => {
      const found = RULE_OF[key.kind](key.source, rules);
      return found ? [{ route: name, ...found }] : [];
    });

type Found = Omit<ShadowedRule, 'route'> | undefined;

const RULE_OF: Readonly<Record<MappingKey['kind'], (source: string, rules: Route['rules']) => Found>> = {
  product: (source, { skuAliases }) => {
    const target = skuAliases[source];
    return target === undefined ? undefined : { rule: `skuAliases.${source}`, target };
  },
  'shipping-method': (source, { shippingMethods: { map } }) => {
    const index = map.findIndex(({ when }) => matchesText(when, source));
    return index < 0 ? undefined : { rule: `shippingMethods.map.${index}`, target: String(map[index]?.id) };
  },
  'payment-method': (source, { paymentMethods: { map } }) => {
    const index = map.findIndex(({ when: { method, paymentMethod } }) =>
      [method, paymentMethod].some((match) => match !== undefined && matchesText(match, source)),
    );
    return index < 0 ? undefined : { rule: `paymentMethods.map.${index}`, target: map[index]?.code ?? '' };
  },
  'tax-class': (source, { tax: { rules } }) => {
    const index = rules.findIndex(({ when: { taxClass } }) =>
      typeof taxClass === 'string'
        ? sameText(taxClass, source)
        : taxClass !== undefined && matchesText(taxClass, source),
    );
    return index < 0 ? undefined : { rule: `tax.rules.${index}`, target: rules[index]?.code ?? '' };
  },
};
