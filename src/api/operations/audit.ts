/** The audit trail: every request that was made, with its answer. */
import { z } from 'zod';
import { auditPage } from '../answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { cursor, given, instant, limit, yes } from './common';

const order = z
  .string()
  .regex(/^[a-z0-9]{1,40}\/[1-9]\d{0,14}$/, 'must be an order like abc123/10423')
  .transform((text) => ({ storeHash: text.split('/')[0] ?? '', orderId: Number(text.split('/')[1]) }));

const auditQuery = z.object({
  order: order.optional().describe('store/order'),
  scope: z.string().max(60).optional().describe('Store hash or account code'),
  from: instant.optional(),
  until: instant.optional(),
  failed: yes.optional().describe('1: only those that did not succeed'),
  limit: limit(50, 500),
  cursor: cursor.optional(),
});

export const auditOperations = ({ records }: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/audit',
    summary: 'List exchanges with both systems, newest first',
    query: auditQuery,
    answer: auditPage,
    handle: async ({ query: { limit, ...filter } }) => {
      const { rows, next } = await records.listExchanges({ ...given(filter), limit });
      return { exchanges: [...rows], next };
    },
  }),
];
