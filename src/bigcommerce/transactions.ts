/** What was paid through gateways, certificates and store credit (V3). Needs its own scope, apart from orders. */
import type { HttpClient } from '../http/http-client';
import { listV3 } from './lists';
import { transactionSchema, type BcTransaction } from './schemas/order';
import type { CallOptions } from './transport';

export const transactionsResource = (http: HttpClient) => ({
  list: (orderId: number, { signal }: CallOptions = {}): Promise<BcTransaction[]> =>
    listV3(http, { path: `/v3/orders/${orderId}/transactions`, row: transactionSchema, signal }),
});
