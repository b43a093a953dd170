import type { BigCommerceSimulatorOptions } from '../../../src/simulators/bigcommerce/simulator';
import { startReceiver, startStore, type Store } from './support';

export interface ObservedStore extends Store {
  /** Scopes fired by what `act` does, with their data. */
  readonly firedBy: (act: () => Promise<unknown>) => Promise<[scope: string, data: Record<string, unknown>][]>;
  /** What the customers were mailed since the last call, without times. */
  readonly mailed: () => Record<string, unknown>[];
}

/** A store whose callbacks and mails are watched. */
export async function startObservedStore(
  scopes: readonly string[],
  options: BigCommerceSimulatorOptions = {},
): Promise<ObservedStore> {
  const store = await startStore(options);
  const receiver = await startReceiver();
  for (const scope of scopes) {
    await store.api('POST', '/v3/hooks', { scope, destination: receiver.url, is_active: true });
  }
  let seen = 0;
  return {
    ...store,
    firedBy: async (act) => {
      await store.simulator.webhooks.flush();
      receiver.callbacks.splice(0);
      await act();
      await store.simulator.webhooks.flush();
      const fired = receiver.callbacks.map(({ body }) => [body.scope, body.data] as [string, typeof body.data]);
      return fired.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
    },
    mailed: () => {
      const mails = store.simulator.control.mails().slice(seen);
      seen += mails.length;
      return mails.map(({ at: _at, ...mail }) => mail);
    },
    close: async () => {
      await store.close();
      await receiver.close();
    },
  };
}
