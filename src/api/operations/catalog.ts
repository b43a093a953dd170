/** Both catalogs: what does not match, and comparing them anew. */
import { z } from 'zod';
import { begunAnswer } from '../answers';
import { auditAnswer } from '../catalog-answers';
import type { AuditAnswer } from '../catalog-answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { findingsCsv } from '../report-csv';
import { ACTOR_HEADER, actorOf, recorded } from './actions';
import { limit, storeParams, unknownStore } from './common';

const filter = { kind: z.string().max(60).optional().describe('Only of this kind') };

export const catalogOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/catalog/:store/findings.csv',
    summary: 'What does not match in the catalogs of both sides, for spreadsheets',
    params: storeParams,
    query: z.object(filter),
    answer: z.string(),
    answerType: 'text/csv',
    handle: async ({ params: { store }, query: { kind } }) =>
      findingsCsv((await showAudit(deps, store, kind, Number.POSITIVE_INFINITY)).findings),
  }),
  endpoint({
    method: 'get',
    path: '/catalog/:store',
    summary: 'Show what does not match in the catalogs of both sides, as they were compared last',
    params: storeParams,
    query: z.object({ ...filter, limit: limit(100, 5_000) }),
    answer: auditAnswer,
    handle: ({ params: { store }, query }) => showAudit(deps, store, query.kind, query.limit),
  }),
  endpoint({
    method: 'post',
    path: '/catalog/:store/audit',
    summary: 'Begin to compare the catalogs of both sides',
    params: storeParams,
    headers: ACTOR_HEADER,
    answer: begunAnswer,
    handle: async ({ params: { store }, header }) => {
      if (!deps.stores.has(store)) throw unknownStore(store);
      const action = { actor: actorOf(header('x-actor')), action: 'audit', subject: store, details: {} };
      await recorded(deps, action, () => deps.catalog.begin(store));
      return { store, started: true as const };
    },
  }),
];

async function showAudit(
  { stores, catalog }: Pick<ApiDeps, 'stores' | 'catalog'>,
  store: string,
  kind: string | undefined,
  most: number,
): Promise<AuditAnswer> {
  if (!stores.has(store)) throw unknownStore(store);
  const accounts = catalog.accountsOf(store);
  const audits = await catalog.records.audits(store, accounts);
  const all = audits.flatMap(({ rows }) => rows);
  const counts: Record<string, number> = {};
  for (const finding of all) counts[finding.kind] = (counts[finding.kind] ?? 0) + 1;
  return {
    store,
    accounts: [...accounts],
    audits: audits.map(({ rows: _rows, ...audit }) => audit),
    counts,
    findings: all.filter((finding) => kind === undefined || finding.kind === kind).slice(0, most),
  };
}
