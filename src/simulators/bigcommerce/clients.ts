import type { Route, SimRequest, SimResponse } from '../core/http';
import { errorOf } from './answers';

/** An API account: hooks and private metafields belong to it. */
export interface ApiClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly token: string;
  /** Made by the merchant in the control panel, or by installing an app. */
  readonly kind: 'store' | 'app';
  /** OAuth scopes; `*` stands for all. */
  readonly scopes: readonly string[];
}

/** A route with the scopes that open it; any one is enough, none means the default scope. */
export interface BigCommerceRoute extends Route {
  readonly scopes: readonly string[];
  /** A POST that is described without a body. */
  readonly takesNoBody?: boolean;
}

export const SCOPES = {
  default: [],
  ordersRead: ['store_v2_orders', 'store_v2_orders_read_only'],
  ordersWrite: ['store_v2_orders'],
  transactionsRead: ['store_v2_transactions', 'store_v2_transactions_read_only'],
  refundsRead: [
    'store_v2_transactions',
    'store_v2_transactions_read_only',
    'store_v2_orders',
    'store_v2_orders_read_only',
  ],
  paymentActions: ['store_v2_orders', 'store_v2_transactions'],
  customersRead: ['store_v2_customers', 'store_v2_customers_read_only'],
  customersWrite: ['store_v2_customers'],
  productsRead: ['store_v2_products', 'store_v2_products_read_only'],
  productsWrite: ['store_v2_products'],
  inventoryRead: ['store_inventory', 'store_inventory_read_only'],
  inventoryWrite: ['store_inventory'],
  locationsRead: ['store_locations', 'store_locations_read_only'],
  informationRead: ['store_v2_information', 'store_v2_information_read_only'],
  informationWrite: ['store_v2_information'],
} as const satisfies Record<string, readonly string[]>;

/** The API accounts of a store, found by their tokens. */
export class ApiClients {
  readonly #permanent: ApiClient;
  #clients: ApiClient[];

  /** @param permanent survives a reset. */
  constructor(permanent: ApiClient) {
    this.#permanent = permanent;
    this.#clients = [permanent];
  }

  add(client: ApiClient): void {
    this.#clients = [...this.#clients.filter(({ clientId }) => clientId !== client.clientId), client];
  }

  /** Its token is refused from now on; false when there is none of that id. */
  revoke(clientId: string): boolean {
    const before = this.#clients.length;
    this.#clients = this.#clients.filter((client) => client.clientId !== clientId);
    return this.#clients.length < before;
  }

  reset(): void {
    this.#clients = [this.#permanent];
  }

  byId(clientId: string): ApiClient | undefined {
    return this.#clients.find((client) => client.clientId === clientId);
  }

  byToken(token: string | undefined): ApiClient | undefined {
    return this.#clients.find((client) => client.token === token);
  }

  /** The account of a request that passed the guard. */
  of(request: SimRequest): ApiClient {
    const client = this.byToken(request.headers['x-auth-token']);
    if (!client) throw new Error(`${request.method} ${request.path} reached its route without a known token`);
    return client;
  }
}

/** The answer to a request without a valid token for this store. */
export function refuseStranger(request: SimRequest, clients: ApiClients, storeHash: string): SimResponse | undefined {
  const known = request.params['storeHash'] === storeHash && clients.byToken(request.headers['x-auth-token']);
  const title = 'Unauthorized - the client ID or token in the request are not a valid combination for this store.';
  return known ? undefined : errorOf(request, 401, title);
}

/** The answer to a request whose account lacks the scope. */
export function refuseScope(request: SimRequest, route: BigCommerceRoute, client: ApiClient): SimResponse | undefined {
  const open = route.scopes.length === 0 || client.scopes.includes('*');
  if (open || route.scopes.some((scope) => client.scopes.includes(scope))) return undefined;
  return errorOf(request, 403, 'Unauthorized Access. You do not have permission to make this request.');
}

/** Bodies must be JSON and say so. */
export function refuseBody(request: SimRequest, route: BigCommerceRoute): SimResponse | undefined {
  if (route.takesNoBody) return undefined;
  if (request.method !== 'POST' && request.method !== 'PUT') return undefined;
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return errorOf(request, 415, 'The content type must be application/json.');
  }
  if (request.malformed || request.body === undefined) return errorOf(request, 400, 'Input is invalid.');
  return undefined;
}
