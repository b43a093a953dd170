/** What warehouses do with the orders of a world. */
import type { ReadNotesResult } from '../../../src/domain/note-types';
import { orderWorkflowId } from '../../../src/domain/ids';
import type { OrderKey } from '../../../src/domain/ids';
import { importOrder } from '../support/steps';
import { activityWorlds } from '../support/activity-world';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';

export interface Warehouse {
  readonly world: ActivityWorld;
  /** An order of the store, imported. */
  sold(): Promise<{ readonly key: OrderKey; readonly salesOrderId: number }>;
  /** Sends to Brightpearl's control API. */
  control<T = unknown>(path: string, body?: unknown, method?: string): Promise<T>;
  /** Gives the note's id. */
  note(salesOrderId: number, more?: object): Promise<number>;
  dropShip(salesOrderId: number, more?: object): Promise<number>;
  read(ids: { readonly goodsOut?: readonly number[]; readonly dropShip?: readonly number[] }): Promise<ReadNotesResult>;
  /** Tells the orders; gives whom, since the last call. */
  tell(): Promise<string[]>;
}

export function warehouses(): (options?: WorldOptions) => Promise<Warehouse> {
  const open = activityWorlds();
  return async (options) => warehouseOf(await open(options));
}

function warehouseOf(world: ActivityWorld): Warehouse {
  const { apiUrl } = world.config.accounts[0]!;
  const control = async <T>(path: string, body: unknown = {}, method = 'POST'): Promise<T> => {
    const answer = await fetch(`${apiUrl}/_sim/${path}`, { method, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  };
  const made = async (path: string, salesOrderId: number, more: object): Promise<number> =>
    (await control<{ id: number }>(path, { salesOrderId, ...more })).id;
  return {
    world,
    control,
    async sold() {
      const key = world.place({});
      return { key, salesOrderId: await importOrder(world, key) };
    },
    note: (salesOrderId, more = {}) => made('goods-out-notes', salesOrderId, more),
    dropShip: (salesOrderId, more = {}) => made('drop-ship-notes', salesOrderId, more),
    read: ({ goodsOut = [], dropShip = [] }) => world.run('readNotes', { account: world.account, goodsOut, dropShip }),
    async tell() {
      world.signals.splice(0);
      await world.run('tellOrders', { account: world.account });
      return world.signals.map(({ key, change }) => `${change.reason} ${orderWorkflowId(key)} ${change.scope}`);
    },
  };
}
