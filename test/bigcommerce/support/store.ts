/** A client of a store whose API answers as the test tells it. */
import { createBigCommerceClient, type BigCommerceClient } from '../../../src/bigcommerce/client';
import type { BigCommerceOptions } from '../../../src/bigcommerce/transport';
import type { Exchange } from '../../../src/http/exchange';
import { startServer, type Answering, type Asked } from '../../http/support/http-server';

export async function aStore(
  handler: (asked: Asked, answer: Answering, number: number) => void,
  more: Partial<BigCommerceOptions> = {},
): Promise<{ client: BigCommerceClient; asked: readonly Asked[]; exchanges: Exchange[]; calls: () => string[] }> {
  const { url, asked } = await startServer(handler);
  const exchanges: Exchange[] = [];
  const client = createBigCommerceClient({
    apiUrl: `${url}/`,
    storeHash: 'abc123',
    token: 'secret-token',
    observe: (exchange) => void exchanges.push(exchange),
    ...more,
  });
  const calls = () => asked.map(({ method, path }) => `${method} ${path.replace('/stores/abc123', '')}`);
  return { client, asked, exchanges, calls };
}
