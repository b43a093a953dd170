/** The clients of a process: one budget for each store, shared by lanes of different patience. */
import type { BigCommerceClient } from '../../src/bigcommerce/client';
import type { Config } from '../../src/config/config';
import { Secret } from '../../src/config/secret';
import type { Store } from '../../src/store/store';
import { createClients } from '../../src/worker/clients';
import { startServer } from '../http/support/http-server';
import { testProtection } from '../support/database';

const STORE = 'abc123';

/** Clients of a store whose every answer says that this much of 100 requests is left. */
async function clientsOf({ left, quotaReserve = 0 }: { left: () => number; quotaReserve?: number }) {
  const { url, asked } = await startServer((_, answer) =>
    answer.json(200, [], {
      'x-rate-limit-requests-left': String(left()),
      'x-rate-limit-requests-quota': '100',
      'x-rate-limit-time-reset-ms': '30000',
    }),
  );
  const store = { hash: STORE, name: 'Store', apiUrl: url, token: new Secret('t'), cutover: '', quotaReserve };
  const config = { stores: [store], accounts: [], timings: { requestTimeoutMs: 1_000 } } as unknown as Config;
  const records = { exchanges: { record: async () => undefined } } as unknown as Store;
  return { clients: createClients(config, records, testProtection()), asked };
}

const ask = ({ orders }: BigCommerceClient) => orders.list({ sort: 'id:asc', limit: 1 });

/** How many requests a client may make before it is told to wait. */
async function untilThrottled(client: BigCommerceClient): Promise<number> {
  for (let done = 0; ; done += 1) {
    try {
      await ask(client);
    } catch (error) {
      expect(error).toMatchObject({ kind: 'throttled' });
      return done;
    }
  }
}

it('lets orders go on when little is left, and holds the backfill to its trickle', async () => {
  const { clients } = await clientsOf({ left: () => 20 });
  await ask(clients.bigcommerce(STORE));
  expect(await untilThrottled(clients.bigcommerce(STORE, 'backfill'))).toBe(4);
  await ask(clients.bigcommerce(STORE));
});

it('gives the same lane the same client', async () => {
  const { clients } = await clientsOf({ left: () => 100 });
  expect(clients.bigcommerce(STORE, 'backfill')).toBe(clients.bigcommerce(STORE, 'backfill'));
  expect(clients.bigcommerce(STORE)).toBe(clients.bigcommerce(STORE, 'orders'));
});

it('leaves the configured reserve of each window to other apps', async () => {
  let left = 31;
  const { clients, asked } = await clientsOf({ left: () => (left -= 1), quotaReserve: 25 });
  expect(await untilThrottled(clients.bigcommerce(STORE, 'operator'))).toBe(6);
  expect(asked).toHaveLength(6);
});

it('names a store that the configuration does not have', async () => {
  const { clients } = await clientsOf({ left: () => 100 });
  expect(() => clients.bigcommerce('nope')).toThrow('The configuration has no store nope');
});
