/** The route that an order was imported by: kept with the links of its sales orders, whatever the configuration says since. */
import type { RouteConfig } from '../config/config';
import type { OrderKey } from '../domain/ids';
import { everySalesOrderLink } from './already-done';
import type { ActivityDeps } from './deps';

/** Undefined for an order that is not imported, or by a route that is configured no more. */
export async function importedBy(deps: ActivityDeps, key: OrderKey): Promise<RouteConfig | undefined> {
  const names = new Set((await everySalesOrderLink(deps, key)).map(({ meta }) => meta['route']));
  return deps.config.routes.find(({ name }) => names.has(name));
}
