/** Mappings that people set over the configuration file's rules, and what they free. */
import { z } from 'zod';
import { MAPPING_KINDS, mappingKindSchema } from '../../domain/mapping-kinds';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Call, Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import { changedMapping, mappingAnswer, mappingHistory, mappingList } from '../mapping-answers';
import { actorOf, hasBegun, idempotencyKeyOf, KEY_HEADER, recordedOnce } from './actions';
import { unknownStore } from './common';

const source = z.string().trim().min(1).max(250);

const key = {
  kind: mappingKindSchema,
  source: source.describe('SKU, method or class, as the store writes it'),
  store: z.string().max(40).optional().describe('Hash; absent: every store'),
  account: z.string().max(40).optional().describe('Code; absent: every account'),
};
const reason = z.string().trim().max(250).optional().describe('Why, for the record; no personal data');

const setBody = z.strictObject({
  ...key,
  target: z.record(z.string(), z.unknown()).describe('By its kind, like {"sku": "MUG-BLUE"}'),
  reason,
});
const unsetBody = z.strictObject({ ...key, reason });
const idParams = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'must be the id of a mapping')
    .transform(Number),
});

export const mappingOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/mappings',
    summary: 'List the mappings that apply, with the rules of the file that they go before',
    query: z.object({ kind: mappingKindSchema.optional() }),
    answer: mappingList,
    handle: async ({ query: { kind } }) => {
      const mappings = await deps.mappings.records.list();
      return { mappings: mappings.filter((one) => kind === undefined || one.kind === kind) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/mappings/history',
    summary: 'List every version of one mapping, newest first',
    query: z.object(key),
    answer: mappingHistory,
    handle: async ({ query }) => ({ versions: [...(await deps.mappings.records.history(query))] }),
  }),
  endpoint({
    method: 'get',
    path: '/mappings/:id',
    summary: 'Show one version of a mapping, and how far the freeing of what waited for it is',
    params: idParams,
    answer: mappingAnswer,
    handle: async ({ params: { id } }) => {
      const found = await deps.mappings.records.find(id);
      if (found) return found;
      throw new HttpProblem(404, `There is no mapping ${id}`);
    },
  }),
  endpoint({
    method: 'put',
    path: '/mappings',
    summary: 'Set a mapping, and free all that waits for it',
    body: setBody,
    headers: KEY_HEADER,
    answer: changedMapping,
    handle: (call) => change(deps, call, targetOf(call.body)),
  }),
  endpoint({
    method: 'delete',
    path: '/mappings',
    summary: "Remove a mapping: the file's rule applies again, and what waits is looked at anew",
    body: unsetBody,
    headers: KEY_HEADER,
    answer: changedMapping,
    handle: (call) => change(deps, call, null),
  }),
];

async function change(
  deps: ApiDeps,
  { body, header }: Call<undefined, undefined, z.output<typeof unsetBody>>,
  target: Readonly<Record<string, unknown>> | null,
): Promise<z.input<typeof changedMapping>> {
  const { kind, source: from, store, account, reason: why } = body;
  if (store !== undefined && !deps.stores.has(store)) throw unknownStore(store);
  if (account !== undefined && !deps.accounts.has(account)) {
    throw new HttpProblem(404, `No account "${account}" is configured; give its code`);
  }
  const actor = actorOf(header('x-actor'));
  const action = {
    actor,
    action: target === null ? 'unset-mapping' : 'set-mapping',
    subject: 'connector',
    details: { kind, source: from, store: store ?? null, account: account ?? null, target },
    key: idempotencyKeyOf(header('idempotency-key')),
  };
  return recordedOnce(deps, action, changedMapping, async () => {
    const { records, client } = deps.mappings;
    const changed = await records.change({ key: { kind, source: from, store, account }, target, actor, reason: why });
    if (!changed)
      throw new HttpProblem(404, `No such mapping of ${kind} "${from}" is set; list them to see their scopes`);
    return { ...changed, started: await hasBegun(() => client.start(changed.mapping.id)) };
  });
}

function targetOf({ kind, target }: z.output<typeof setBody>): Readonly<Record<string, unknown>> {
  const parsed = (MAPPING_KINDS[kind].target as z.ZodType<Record<string, unknown>>).safeParse(target);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${['target', ...path].join('.')}: ${message}`);
  throw new HttpProblem(400, `A ${kind} does not map to that. ${problems.join('; ')}`);
}
