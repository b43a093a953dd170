/** The rules of the route that a step was planned by; stops the order where that is no longer configured. */
import type { OrderKey } from '../../domain/ids';
import { issue } from '../../domain/issues';
import type { RouteRules } from '../../mapping/rules';
import type { ActivityDeps } from '../deps';
import { issueFailure } from '../failures';

export function plannedRulesOf(
  deps: ActivityDeps,
  { key, route: name }: { readonly key: OrderKey; readonly route: string },
): RouteRules {
  const route = deps.config.routes.find((candidate) => candidate.name === name);
  if (route) return route.rules;
  throw issueFailure(
    issue('NO_ROUTE', `Order ${key.orderId}: route ${name} is no longer in the configuration; restore or replace it`),
  );
}
