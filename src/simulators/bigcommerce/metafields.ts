/** Metafields of orders and of products (V3): each belongs to the API account that made it. */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../core/http';
import { v3Answer, v3Error, v3Invalid, v3List, v3NotFound } from './answers';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';
import { isoSeconds } from './dates';
import { touchOrder } from './order-changes';
import type { Metafield } from './state';

/** Per resource and client: https://developer.bigcommerce.com/docs/rest-management/orders/order-metafields */
const MOST_METAFIELDS = 250;

const fieldsSchema = z.strictObject({
  permission_set: z.enum(['app_only', 'read', 'write', 'read_and_sf_access', 'write_and_sf_access']),
  namespace: z.string().min(1).max(64),
  key: z.string().min(1).max(64),
  value: z.string().min(1).max(65_535),
  description: z.string().max(255).default(''),
});

type Resource = Metafield['resource'];

export const metafieldRoutes = (context: SimContext): BigCommerceRoute[] => [
  ...routesOf(context, 'order', '/v3/orders', { read: SCOPES.ordersRead, write: SCOPES.ordersWrite }),
  ...routesOf(context, 'product', '/v3/catalog/products', { read: SCOPES.productsRead, write: SCOPES.productsWrite }),
];

interface Access {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

function routesOf(context: SimContext, type: Resource['type'], base: string, scopes: Access): BigCommerceRoute[] {
  const route = (
    method: string,
    path: string,
    handle: (request: SimRequest, resource: Resource) => SimResponse,
  ): BigCommerceRoute => ({
    method,
    path: `${base}${path}`,
    scopes: method === 'GET' ? scopes.read : scopes.write,
    handle: (request) => handle(request, { type, id: Number(request.params['id']) }),
  });
  const one = '/{id}/metafields/{metafieldId}';
  return [
    route('GET', '/metafields', (request) =>
      list(
        context,
        request,
        visible(context, request).filter(({ resource }) => resource.type === type),
      ),
    ),
    route('GET', '/{id}/metafields', (request, resource) => listOf(context, request, resource)),
    route('POST', '/{id}/metafields', (request, resource) => create(context, request, resource)),
    route('GET', one, (request, resource) =>
      withMetafield(context, request, { resource, access: 'read' }, (field) => v3Answer(shown(field))),
    ),
    route('PUT', one, (request, resource) =>
      withMetafield(context, request, { resource, access: 'write' }, (field) => update(context, request, field)),
    ),
    route('DELETE', one, (request, resource) =>
      withMetafield(context, request, { resource, access: 'write' }, (field) => remove(context, field)),
    ),
  ];
}

/** Own ones, and those of others unless private. */
const visible = (context: SimContext, request: SimRequest): Metafield[] => {
  const { clientId } = context.clients.of(request);
  return [...context.state.metafields.values()].filter(
    (field) => field.clientId === clientId || field.permission_set !== 'app_only',
  );
};

function listOf(context: SimContext, request: SimRequest, resource: Resource): SimResponse {
  if (!exists(context, resource)) return v3NotFound();
  return list(
    context,
    request,
    visible(context, request).filter((field) => isOf(field, resource)),
  );
}

const exists = ({ state }: SimContext, { type, id }: Resource): boolean =>
  type === 'order' ? state.orders.has(id) : state.catalog.product(id) !== undefined;

const isOf = ({ resource }: Metafield, { type, id }: Resource): boolean => resource.type === type && resource.id === id;

function list(context: SimContext, request: SimRequest, fields: readonly Metafield[]): SimResponse {
  const { query } = request;
  const anyOf = (name: string) => query.get(name)?.split(',');
  const wanted = (field: Metafield): boolean =>
    (query.get('key') ?? field.key) === field.key &&
    (query.get('namespace') ?? field.namespace) === field.namespace &&
    (anyOf('key:in')?.includes(field.key) ?? true) &&
    (anyOf('namespace:in')?.includes(field.namespace) ?? true) &&
    (anyOf('resource_id:in')?.includes(String(field.resource.id)) ?? true);
  const rows = fields.filter(wanted).map(shown);
  return v3List(query.get('direction') === 'desc' ? rows.reverse() : rows, request, context.switches);
}

function create(context: SimContext, request: SimRequest, resource: Resource): SimResponse {
  if (!exists(context, resource)) return v3NotFound();
  const parsed = fieldsSchema.safeParse(request.body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const { clientId } = context.clients.of(request);
  const own = [...context.state.metafields.values()].filter(
    (field) => isOf(field, resource) && field.clientId === clientId,
  );
  const { namespace, key } = parsed.data;
  if (own.some((field) => field.namespace === namespace && field.key === key)) {
    return v3Error(409, 'The metafield conflicts with another metafield: namespace and key are in use.');
  }
  if (own.length >= MOST_METAFIELDS) {
    return v3Error(422, `No more than ${MOST_METAFIELDS} metafields per ${resource.type} and client.`);
  }
  const now = context.clock.now();
  const id = context.state.claimId('metafield');
  const field: Metafield = { id, resource, clientId, createdAt: now, modifiedAt: now, ...parsed.data };
  context.state.metafields.set(id, field);
  announce(context, field, 'created');
  return v3Answer(shown(field));
}

function update(context: SimContext, request: SimRequest, field: Metafield): SimResponse {
  const parsed = fieldsSchema.partial().safeParse(request.body);
  if (!parsed.success) return v3Invalid(parsed.error);
  Object.assign(field, parsed.data, { modifiedAt: context.clock.now() });
  announce(context, field, 'updated');
  return v3Answer(shown(field));
}

function remove(context: SimContext, field: Metafield): SimResponse {
  context.state.metafields.delete(field.id);
  announce(context, field, 'deleted');
  return { status: 204 };
}

function announce(context: SimContext, field: Metafield, event: 'created' | 'updated' | 'deleted'): void {
  context.events.metafield(field, event);
  const order = field.resource.type === 'order' ? context.state.orders.get(field.resource.id) : undefined;
  if (order && context.switches.metafieldWritesFireOrderUpdated) touchOrder(context, order);
}

function withMetafield(
  context: SimContext,
  request: SimRequest,
  { resource, access }: { readonly resource: Resource; readonly access: 'read' | 'write' },
  act: (field: Metafield) => SimResponse,
): SimResponse {
  const { metafieldId } = request.params;
  const field = visible(context, request).find(
    (candidate) => String(candidate.id) === metafieldId && isOf(candidate, resource),
  );
  if (!field) return v3NotFound('A metafield was not found with this query.');
  const own = field.clientId === context.clients.of(request).clientId;
  if (access === 'write' && !own && !field.permission_set.startsWith('write')) {
    return v3Error(403, 'The metafield belongs to another API account.');
  }
  return act(field);
}

const shown = (field: Metafield) => ({
  id: field.id,
  permission_set: field.permission_set,
  namespace: field.namespace,
  key: field.key,
  value: field.value,
  description: field.description,
  resource_type: field.resource.type,
  resource_id: field.resource.id,
  date_created: isoSeconds(field.createdAt),
  date_modified: isoSeconds(field.modifiedAt),
  owner_client_id: field.clientId,
});
