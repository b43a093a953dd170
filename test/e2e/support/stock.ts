/** Waiting for what the storefront shows, and for the connector to have nothing left to do about it. */
import { eventually } from './http';
import type { Inventory, World } from './world';

/** Until the storefront has these levels. */
export function shows({ store }: World, wanted: Readonly<Record<string, number>>): Promise<unknown> {
  let seen: Readonly<Record<string, number>> = {};
  const look = async (): Promise<boolean> => {
    seen = await store.levels();
    return Object.entries(wanted).every(([sku, level]) => seen[sku] === level);
  };
  return eventually(`Levels ${JSON.stringify(wanted)}`, look, { last: () => seen });
}

/** Until the API tells of what fits. */
export function inventoryOnce(world: World, what: string, fits: (inventory: Inventory) => boolean): Promise<Inventory> {
  let seen: Inventory | undefined;
  const look = async (): Promise<Inventory | false> => {
    seen = await world.inventory();
    return fits(seen) && seen;
  };
  return eventually(what, look, { last: () => seen });
}

export const atRest = (world: World): Promise<Inventory> =>
  inventoryOnce(world, 'nothing waits and nothing runs', ({ waiting, running }) => waiting === 0 && running === null);
