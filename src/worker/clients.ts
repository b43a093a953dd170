/** The vendors' clients of a process: one budget and one audit trail for all that talk to the same store or account. */
import { createTokenSupplier, type TokenDeps } from '../activities/access-tokens';
import { currentContext } from '../activities/request-context';
import { createBigCommerceClient } from '../bigcommerce/client';
import type { BigCommerceClient } from '../bigcommerce/client';
import { createBigCommerceBudget } from '../bigcommerce/transport';
import { createBrightpearlClient } from '../brightpearl/client';
import type { BrightpearlClient } from '../brightpearl/client';
import { createBrightpearlBudget } from '../brightpearl/transport';
import type { BrightpearlOptions } from '../brightpearl/transport';
import type { AccountConfig, Config } from '../config/config';
import type { Lane } from '../http/budget';
import type { Exchange, Observe } from '../http/exchange';
import type { DataProtection } from '../store/encryption';
import type { Store } from '../store/store';

/** Headers in which the vendors name a request, for their support. */
const REQUEST_ID_HEADERS = ['x-request-id', 'x-correlation-id', 'x-trace-id'];

/** `lane`: whose turn it is when requests run short. @default 'orders' */
export interface Clients {
  bigcommerce(storeHash: string, lane?: Lane): BigCommerceClient;
  brightpearl(account: string, lane?: Lane): BrightpearlClient;
}

export function createClients(config: Config, store: Store, protection: DataProtection): Clients {
  const observe = auditTrail(store);
  const common = { observe, timeoutMs: config.timings.requestTimeoutMs, signal: () => currentContext()?.signal };
  const stores = new Map(
    config.stores.map((one) => {
      const { apiUrl, hash: storeHash } = one;
      const budget = createBigCommerceBudget(one.quotaReserve);
      const options = { ...common, apiUrl, storeHash, token: one.token.reveal(), budget };
      return [storeHash, perLane((lane) => createBigCommerceClient({ ...options, lane }))];
    }),
  );
  const accounts = new Map(
    config.accounts.map((one) => {
      const { apiUrl, code: account } = one;
      const budget = createBrightpearlBudget(one.quotaReserve);
      const options = { ...common, apiUrl, account, auth: authOf(one, { store, protection, observe }), budget };
      return [account, perLane((lane) => createBrightpearlClient({ ...options, lane }))];
    }),
  );
  return {
    bigcommerce: (storeHash, lane = 'orders') => configured(stores, storeHash, 'store')(lane),
    brightpearl: (account, lane = 'orders') => configured(accounts, account, 'account')(lane),
  };
}

/** One client for each lane that is asked for. */
function perLane<T>(create: (lane: Lane) => T): (lane: Lane) => T {
  const made = new Map<Lane, T>();
  return (lane) => {
    const client = made.get(lane) ?? create(lane);
    made.set(lane, client);
    return client;
  };
}

function configured<T>(found: ReadonlyMap<string, T>, name: string, what: string): T {
  const one = found.get(name);
  if (one === undefined) throw new Error(`The configuration has no ${what} ${name}: restore it, then retry`);
  return one;
}

function authOf(account: AccountConfig, deps: TokenDeps): BrightpearlOptions['auth'] {
  const { auth } = account;
  if (auth.kind === 'private-app') {
    return { kind: 'private-app', appRef: auth.appRef.reveal(), accountToken: auth.token.reveal() };
  }
  const tokens = createTokenSupplier({ ...account, auth }, deps);
  return { kind: 'oauth', appRef: auth.appRef, devRef: auth.devRef, tokens };
}

const auditTrail =
  (store: Store): Observe =>
  async (exchange) => {
    const { signal: _signal, ...context } = currentContext() ?? {};
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
