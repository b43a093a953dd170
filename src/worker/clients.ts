/** The vendors' clients of a process: one budget and one audit trail for all that talk to the same store or account. */
import { createTokenSupplier } from '../activities/access-tokens';
import { currentContext } from '../activities/request-context';
import { createBigCommerceClient } from '../bigcommerce/client';
import type { BigCommerceClient } from '../bigcommerce/client';
import { createBigCommerceBudget } from '../bigcommerce/transport';
import { createBrightpearlClient } from '../brightpearl/client';
import type { BrightpearlClient } from '../brightpearl/client';
import { createBrightpearlBudget } from '../brightpearl/transport';
import type { BrightpearlOptions } from '../brightpearl/transport';
import type { AccountConfig, Config } from '../config/config';
import type { Exchange, Observe } from '../http/exchange';
import type { Store } from '../store/store';

/** Headers in which the vendors name a request, for their support. */
const REQUEST_ID_HEADERS = ['x-request-id', 'x-correlation-id', 'x-trace-id'];

export interface Clients {
  bigcommerce(storeHash: string): BigCommerceClient;
  brightpearl(account: string): BrightpearlClient;
}

export function createClients(config: Config, store: Store): Clients {
  const observe = auditTrail(store);
  const timeoutMs = config.timings.requestTimeoutMs;
  const stores = new Map(
    config.stores.map((one) => [
      one.hash,
      createBigCommerceClient({
        apiUrl: one.apiUrl,
        storeHash: one.hash,
        token: one.token.reveal(),
        observe,
        timeoutMs,
        budget: createBigCommerceBudget(),
      }),
    ]),
  );
  const accounts = new Map(
    config.accounts.map((one) => [
      one.code,
      createBrightpearlClient({
        apiUrl: one.apiUrl,
        account: one.code,
        auth: authOf(one, store, observe),
        observe,
        timeoutMs,
        budget: createBrightpearlBudget(),
      }),
    ]),
  );
  return {
    bigcommerce: (storeHash) => configured(stores, storeHash, 'store'),
    brightpearl: (account) => configured(accounts, account, 'account'),
  };
}

function configured<T>(clients: ReadonlyMap<string, T>, name: string, what: string): T {
  const client = clients.get(name);
  if (client === undefined) throw new Error(`The configuration has no ${what} ${name}: restore it, then retry`);
  return client;
}

function authOf(account: AccountConfig, store: Store, observe: Observe): BrightpearlOptions['auth'] {
  const { auth } = account;
  if (auth.kind === 'private-app') {
    return { kind: 'private-app', appRef: auth.appRef.reveal(), accountToken: auth.token.reveal() };
  }
  const accessToken = createTokenSupplier(store, { ...account, auth }, observe);
  return { kind: 'oauth', appRef: auth.appRef, devRef: auth.devRef, accessToken };
}

const auditTrail =
  (store: Store): Observe =>
  async (exchange) => {
    const context = currentContext();
    const requestId = requestIdOf(exchange);
    await store.exchanges.record({
      ...exchange,
      ...(requestId === undefined ? {} : { requestId }),
      ...context,
    });
  };

function requestIdOf({ responseHeaders }: Exchange): string | undefined {
  const name = REQUEST_ID_HEADERS.find((header) => responseHeaders[header] !== undefined);
  return name === undefined ? undefined : responseHeaders[name];
}
