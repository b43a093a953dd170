/** A client of an account whose API answers as the test tells it. */
import { createBrightpearlClient, type BrightpearlClient } from '../../../src/brightpearl/client';
import type { BrightpearlOptions } from '../../../src/brightpearl/transport';
import type { Exchange } from '../../../src/http/exchange';
import { startServer, type Answering, type Asked } from '../../http/support/http-server';

const PREFIX = '/public-api/acme';

export async function anAccount(
  handler: (asked: Asked, answer: Answering, number: number) => void,
  more: Partial<BrightpearlOptions> = {},
): Promise<{ client: BrightpearlClient; asked: readonly Asked[]; exchanges: Exchange[]; calls: () => string[] }> {
  const { url, asked } = await startServer(handler);
  const exchanges: Exchange[] = [];
  const client = createBrightpearlClient({
    apiUrl: url,
    account: 'acme',
    auth: { kind: 'private-app', appRef: 'acme_connector', accountToken: 'secret-token' },
    observe: (exchange) => void exchanges.push(exchange),
    ...more,
  });
  return {
    client,
    asked,
    exchanges,
    calls: () => asked.map(({ method, path }) => `${method} ${path.replace(PREFIX, '')}`),
  };
}

/** A search answer: rows as objects, turned into the positional form. */
export function searchAnswer(
  rows: readonly Record<string, unknown>[],
  {
    columns = Object.keys(rows[0] ?? {}),
    more = false,
    available = rows.length,
  }: { columns?: string[]; more?: boolean; available?: number } = {},
) {
  return {
    response: {
      results: rows.map((row) => columns.map((column) => row[column] ?? null)),
      metaData: {
        morePagesAvailable: more,
        resultsAvailable: available,
        resultsReturned: rows.length,
        columns: columns.map((name) => ({ name, sortable: true, filterable: true, reportDataType: 'STRING' })),
      },
    },
  };
}

export const anOrderRow = (more: Record<string, unknown> = {}) => ({
  orderId: 322,
  orderTypeId: 1,
  contactId: 200,
  orderStatusId: 3,
  createdOn: '2026-01-05T10:00:00.000-06:00',
  customerRef: '#0001',
  updatedOn: null,
  parentOrderId: 0,
  externalRef: 'abc123-100',
  installedIntegrationInstanceId: 13,
  warehouseId: 2,
  departmentId: 4,
  ...more,
});
