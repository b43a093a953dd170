/** The rules of the route that a step was planned by; stops the order where that is no longer configured. */
import { issue } from '../domain/issues';
import type { RouteRules } from '../mapping/rules';
import type { ActivityDeps } from './deps';
import { issueFailure } from './failures';

export function rulesOf(
  { config }: Pick<ActivityDeps, 'config'>,
  { route: name }: { readonly route: string },
): RouteRules {
  const route = config.routes.find((candidate) => candidate.name === name);
  if (route) return route.rules;
  throw issueFailure(issue('NO_ROUTE', `Route ${name} is no longer in the configuration; restore or replace it`));
}
