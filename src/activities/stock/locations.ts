/** Whether a store has the locations that are fed: BigCommerce takes no level for one that is gone or disabled. */
import type { BcLocation } from '../../bigcommerce/inventory';
import { STOCK_ISSUES } from '../../domain/stock-issues';
import { stockConfigOf } from './deps';
import type { StockDeps } from './deps';

/** Undefined: its levels can be written. */
export async function locationProblem(
  deps: Pick<StockDeps, 'bigcommerce'>,
  storeHash: string,
  locationId: number,
): Promise<string | undefined> {
  return problemOf(await deps.bigcommerce(storeHash).inventory.locations(), storeHash, locationId);
}

/** Of all that the configuration feeds: what is wrong, and what to do. */
export async function locationAdvice(
  deps: Pick<StockDeps, 'bigcommerce' | 'config'>,
  storeHash: string,
): Promise<string[]> {
  const feeds = stockConfigOf(deps, storeHash)?.feeds ?? [];
  if (feeds.length === 0) return [];
  const locations = await deps.bigcommerce(storeHash).inventory.locations();
  const problems = feeds.flatMap(({ locationId }) => problemOf(locations, storeHash, locationId) ?? []);
  return problems.map((problem) => `${problem}. ${STOCK_ISSUES.LOCATION_UNUSABLE.fix}`);
}

function problemOf(locations: readonly BcLocation[], storeHash: string, locationId: number): string | undefined {
  const location = locations.find(({ id }) => id === locationId);
  if (location?.enabled) return undefined;
  const known = locations.map(({ id, label }) => `${id} (${label})`).join(', ');
  return location
    ? `Location ${locationId} (${location.label}) of store ${storeHash} is disabled`
    : `Location ${locationId} of store ${storeHash} does not exist; it has ${known}`;
}
