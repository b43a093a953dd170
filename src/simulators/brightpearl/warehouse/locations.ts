/** Locations within warehouses. Stock is counted by warehouse; only quarantine is a place of its own. */
import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { endpoint, numericParam, response } from '../endpoint';
import { badRequest } from '../failure';
import { readIdSet } from '../id-set';
import type { Location } from '../seeds/locations';
import { checkWarehouse } from './stock';

const GROUPING_KEYS = ['groupingA', 'groupingB', 'groupingC', 'groupingD'] as const;

export const locationRoutes = (account: Account): Route[] => [
  endpoint('GET', '/warehouse-service/warehouse/{warehouseId}/location', (request) => getLocations(account, request)),
  endpoint('GET', '/warehouse-service/warehouse/{warehouseId}/location/default', (request) =>
    response(locationOf(account, numericParam(request, 'warehouseId'), 'default').id),
  ),
  endpoint('GET', '/warehouse-service/warehouse/{warehouseId}/location/quarantine', (request) =>
    response(locationOf(account, numericParam(request, 'warehouseId'), 'quarantine').id),
  ),
  endpoint('GET', '/warehouse-service/warehouse/{warehouseId}/location/{ids}', (request) =>
    getLocations(account, request),
  ),
];

function getLocations(account: Account, request: SimRequest) {
  const warehouseId = numericParam(request, 'warehouseId');
  checkWarehouse(account, warehouseId);
  const set = request.params['ids'];
  const ids = set === undefined ? undefined : readIdSet(set);
  const found = account.state.lists.locations.filter(
    (location) => location.warehouseId === warehouseId && (ids?.has(location.id) ?? true),
  );
  return response(account.shuffled(found).map(locationView));
}

const locationView = ({ id, warehouseId, groupings }: Location) => ({
  id,
  warehouseId,
  ...Object.fromEntries(groupings.map((grouping, level) => [GROUPING_KEYS[level], grouping])),
});

export const defaultLocationId = (account: Account, warehouseId: number): number =>
  locationOf(account, warehouseId, 'default').id;

/** Throws for a location that is not in the warehouse. */
export function locationIn(account: Account, warehouseId: number, locationId: number): Location {
  const found = account.state.lists.locations.find(
    (location) => location.id === locationId && location.warehouseId === warehouseId,
  );
  if (!found) throw badRequest('WHSC-968', `There is no location ${locationId} in warehouse ${warehouseId}`);
  return found;
}

export function locationOf(account: Account, warehouseId: number, kind: 'default' | 'quarantine'): Location {
  checkWarehouse(account, warehouseId);
  const found = account.state.lists.locations.find(
    (location) => location.warehouseId === warehouseId && location.kind === kind,
  );
  if (!found) throw new Error(`The warehouse ${warehouseId} has no ${kind} location`);
  return found;
}
