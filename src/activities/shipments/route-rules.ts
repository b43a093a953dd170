/** The rules under which an order's notes become shipments: those of the route that it was imported by. */
import type { OrderKey } from '../../domain/ids';
import { issue } from '../../domain/issues';
import type { ShipmentRules } from '../../mapping/rules-shipments';
import type { ActivityDeps } from '../deps';
import { issueFailure } from '../failures';
import { importedBy } from '../imported-by';

export async function shipmentRulesOf(deps: ActivityDeps, key: OrderKey): Promise<ShipmentRules> {
  const route = await importedBy(deps, key);
  if (route) return route.rules.shipments;
  const message = `Order ${key.orderId}: the route it was imported by is no longer in the configuration; restore it`;
  throw issueFailure(issue('NO_ROUTE', message));
}
