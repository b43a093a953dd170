/** Reports of compares and checks: the list, one with all its rows, and one for spreadsheets. */
import { z } from 'zod';
import { reportList } from '../answers';
import type { ShownReport } from '../answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import { stockCompareCsv } from '../report-csv';
import { reportAnswer } from '../stock-answers';
import { given, limit } from './common';

const reportParams = z.object({ id: z.uuid('must be the id of a report') });

export const reportOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/reports',
    summary: 'List reports of nightly compares and checks, newest first',
    query: z.object({
      kind: z.string().max(60).optional(),
      scope: z.string().max(60).optional(),
      limit: limit(10, 100),
    }),
    answer: reportList,
    handle: async ({ query: { limit, ...filter } }) => ({
      reports: [...(await deps.records.listReports({ ...given(filter), limit }))],
    }),
  }),
  // Before the path without the ending, which would take it for a part of the id.
  endpoint({
    method: 'get',
    path: '/reports/:id.csv',
    summary: 'One report of a stock compare, for spreadsheets',
    params: reportParams,
    answer: z.string(),
    answerType: 'text/csv',
    handle: async ({ params: { id } }) => {
      const { kind, rows } = await reportOf(deps, id);
      if (kind !== 'stock-compare') throw new HttpProblem(409, `Only a stock-compare comes as CSV; this is a ${kind}`);
      return stockCompareCsv(rows);
    },
  }),
  endpoint({
    method: 'get',
    path: '/reports/:id',
    summary: 'One report with all its rows',
    params: reportParams,
    answer: reportAnswer,
    handle: ({ params: { id } }) => reportOf(deps, id),
  }),
];

async function reportOf({ records }: ApiDeps, id: string): Promise<ShownReport> {
  const report = await records.findReport(id);
  if (!report)
    throw new HttpProblem(404, `No report ${id}: none of that id was made, or it is too old, or not begun yet`);
  return report;
}
