/** Whose turn an activity's requests are when the quota runs short, and room for all of them before the first. */
import type { Lane } from '../http/budget';
import type { ActivityDeps } from './deps';

/** The same dependencies with the clients of a lane. */
export const inLane = <Deps extends ActivityDeps>(deps: Deps, lane: Lane): Deps => ({
  ...deps,
  bigcommerce: (storeHash: string) => deps.bigcommerce(storeHash, lane),
  brightpearl: (account: string) => deps.brightpearl(account, lane),
});

/** Waits for room for the worst case, so that a write is not left half-way; what is not needed is given back. */
export const withRoom = <T>(
  deps: ActivityDeps,
  account: string,
  requests: number,
  work: (deps: ActivityDeps) => Promise<T>,
): Promise<T> => deps.brightpearl(account).withRoom(requests, (client) => work({ ...deps, brightpearl: () => client }));
