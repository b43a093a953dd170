import { z } from 'zod';
import type { SimRequest, SimResponse } from '../core/http';
import { v3Answer, v3Error, v3Invalid, v3List, v3NotFound } from './answers';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';
import { unixSeconds } from './dates';
import { isKnownScope } from './event-scopes';
import type { Hook } from './state';

/** Per store, client and scope: https://developer.bigcommerce.com/docs/integrations/webhooks */
const HOOKS_PER_SCOPE = 10;

const hookFields = z.object({
  scope: z.string().min(1),
  destination: z.string().min(1),
  is_active: z.boolean().optional(),
  headers: z.record(z.string(), z.string()).nullish(),
});
type HookFields = z.output<typeof hookFields>;

/** `/v3/hooks`: every account sees and changes its own hooks only. */
export const hookRoutes = (context: SimContext): BigCommerceRoute[] => {
  const route = (method: string, path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method,
    path,
    scopes: SCOPES.default,
    handle,
  });
  return [
    route('GET', '/v3/hooks', (request) => listHooks(context, request)),
    route('POST', '/v3/hooks', (request) => createHook(context, request)),
    route('GET', '/v3/hooks/{id}', (request) => withHook(context, request, (hook) => shown(context, hook))),
    route('PUT', '/v3/hooks/{id}', (request) =>
      withHook(context, request, (hook) => updateHook(context, request, hook)),
    ),
    route('DELETE', '/v3/hooks/{id}', (request) => withHook(context, request, (hook) => deleteHook(context, hook))),
  ];
};

/** The last retry of a callback failed: its hook is switched off, and nothing is sent again. */
export function deactivateHook(context: Pick<SimContext, 'state' | 'clock'>, hookId: number): void {
  const hook = context.state.hooks.get(hookId);
  if (!hook) return;
  hook.isActive = false;
  hook.updatedAt = context.clock.now();
}

const ownHooks = (context: SimContext, request: SimRequest): Hook[] => {
  const { clientId } = context.clients.of(request);
  return [...context.state.hooks.values()].filter((hook) => hook.clientId === clientId);
};

function listHooks(context: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const wanted = (hook: Hook): boolean =>
    (query.get('scope') ?? hook.scope) === hook.scope &&
    (query.get('destination') ?? hook.destination) === hook.destination &&
    (query.get('is_active') ?? String(hook.isActive)) === String(hook.isActive);
  const rows = ownHooks(context, request).filter(wanted);
  return v3List(
    rows.map((hook) => fieldsOf(context, hook)),
    request,
    context.switches,
  );
}

function createHook(context: SimContext, request: SimRequest): SimResponse {
  const parsed = hookFields.safeParse(request.body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const refused = refuseFields(context, request, parsed.data);
  if (refused) return refused;
  const hook = storeHook(context, context.clients.of(request).clientId, parsed.data);
  return shown(context, hook);
}

function storeHook(context: SimContext, clientId: string, fields: HookFields): Hook {
  const now = context.clock.now();
  const hook: Hook = {
    id: context.state.claimId('hook'),
    clientId,
    createdAt: now,
    updatedAt: now,
    worksFrom: new Date(now.getTime() + context.switches.hookActivationDelayMs),
    scope: fields.scope,
    destination: fields.destination,
    isActive: fields.is_active ?? context.switches.hooksActiveByDefault,
    headers: fields.headers ?? null,
  };
  context.state.hooks.set(hook.id, hook);
  return hook;
}

function updateHook(context: SimContext, request: SimRequest, hook: Hook): SimResponse {
  const parsed = hookFields.partial().safeParse(request.body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const { scope = hook.scope, destination = hook.destination, is_active: isActive = hook.isActive } = parsed.data;
  const refused = refuseFields(context, request, { scope, destination }, hook.id);
  if (refused) return refused;
  const { headers = hook.headers } = parsed.data;
  Object.assign(hook, { scope, destination, isActive, headers, updatedAt: context.clock.now() });
  return shown(context, hook);
}

function deleteHook(context: SimContext, hook: Hook): SimResponse {
  context.state.hooks.delete(hook.id);
  return shown(context, hook);
}

function withHook(context: SimContext, request: SimRequest, act: (hook: Hook) => SimResponse): SimResponse {
  const hook = ownHooks(context, request).find(({ id }) => String(id) === request.params['id']);
  return hook ? act(hook) : v3NotFound(`Webhook with id [${request.params['id']}] not found`);
}

function refuseFields(
  context: SimContext,
  request: SimRequest,
  { scope, destination }: Pick<HookFields, 'scope' | 'destination'>,
  ownId?: number,
): SimResponse | undefined {
  if (!isKnownScope(scope)) return v3Error(400, `The scope '${scope}' is not known.`);
  if (!isAllowedDestination(context, destination)) {
    return v3Error(422, 'JSON data is missing or invalid', { destination: 'Must be https on port 443.' });
  }
  const sameScope = ownHooks(context, request).filter((hook) => hook.scope === scope && hook.id !== ownId);
  if (sameScope.some((hook) => hook.destination === destination)) {
    return v3Error(422, 'A webhook with this scope and destination already exists.');
  }
  if (sameScope.length >= HOOKS_PER_SCOPE) return v3Error(403, `No more than ${HOOKS_PER_SCOPE} webhooks per scope.`);
  return undefined;
}

function isAllowedDestination(context: SimContext, destination: string): boolean {
  if (!URL.canParse(destination)) return false;
  const url = new URL(destination);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (context.allowHttpWebhooks && loopback) return true;
  return url.protocol === 'https:' && url.port === '';
}

const fieldsOf = (context: SimContext, hook: Hook) => ({
  id: hook.id,
  client_id: hook.clientId,
  store_hash: context.storeHash,
  scope: hook.scope,
  destination: hook.destination,
  headers: hook.headers,
  is_active: hook.isActive,
  created_at: unixSeconds(hook.createdAt),
  updated_at: unixSeconds(hook.updatedAt),
});

const shown = (context: SimContext, hook: Hook): SimResponse => v3Answer(fieldsOf(context, hook));
