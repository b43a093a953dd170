/** Price lists and whom they are assigned to (V3). */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer, v3Error, v3Invalid, v3NotFound } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import { limited } from '../concurrency';
import { v3CursorList } from '../cursor-lists';
import type { Fields } from '../state';
import type { PriceList, PriceListAssignment } from './price-book';
import { changePriceList, createPriceList, deletePriceList } from './price-changes';

export const priceListSchema = z.object({ name: z.string().min(1), active: z.boolean().default(true) });

/** "Limit of 1 concurrent request." */
const MOST_DELETIONS = 1;

export const priceListRoutes = (context: SimContext): BigCommerceRoute[] => {
  const read = (path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method: 'GET',
    path: `/v3/pricelists${path}`,
    scopes: SCOPES.productsRead,
    handle,
  });
  const write = (method: string, path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method,
    path: `/v3/pricelists${path}`,
    scopes: SCOPES.productsWrite,
    handle,
  });
  const remove = (request: SimRequest): SimResponse =>
    withPriceList(context, request, (list) => {
      deletePriceList(context, list);
      return { status: 204 };
    });
  return [
    read('', (request) => list(context, request)),
    write('POST', '', (request) => create(context, request)),
    read('/assignments', (request) => listAssignments(context, request)),
    read('/{listId}', (request) => withPriceList(context, request, (found) => v3Answer(listView(found)))),
    write('PUT', '/{listId}', (request) => withPriceList(context, request, (found) => update(context, request, found))),
    write('DELETE', '/{listId}', limited(context, MOST_DELETIONS, remove)),
  ];
};

export function withPriceList(
  { state }: SimContext,
  { params }: SimRequest,
  act: (list: PriceList) => SimResponse,
): SimResponse {
  const found = state.priceLists.get(Number(params['listId']));
  return found ? act(found) : v3NotFound('The price list was not found.');
}

function list(context: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const ids = query.get('id:in')?.split(',');
  const like = query.get('name:like')?.toLowerCase();
  const rows = [...context.state.priceLists.values()].filter(
    ({ id, name }) =>
      (ids?.includes(String(id)) ?? true) &&
      (query.get('name') ?? name) === name &&
      (like === undefined || name.toLowerCase().includes(like)),
  );
  rows.sort((a, b) => a.id - b.id);
  return v3CursorList(rows, request, context.switches, { keyOf: ({ id }) => id, view: listView });
}

function create(context: SimContext, request: SimRequest): SimResponse {
  const parsed = priceListSchema.safeParse(request.body);
  if (!parsed.success) return v3Invalid(parsed.error);
  return refuseName(context, parsed.data.name) ?? v3Answer(listView(createPriceList(context, parsed.data)));
}

function update(context: SimContext, request: SimRequest, found: PriceList): SimResponse {
  const parsed = priceListSchema.extend({ active: z.boolean().default(found.active) }).safeParse(request.body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const refusal = refuseName(context, parsed.data.name, found);
  if (refusal) return refusal;
  changePriceList(context, found, parsed.data);
  return v3Answer(listView(found));
}

const refuseName = ({ state }: SimContext, name: string, own?: PriceList): SimResponse | undefined =>
  [...state.priceLists.values()].some((known) => known !== own && known.name === name)
    ? v3Error(409, 'The price list conflicts with another price list.', { name: 'The name is in use' })
    : undefined;

const listView = ({ id, name, active, createdAt, modifiedAt }: PriceList): Fields => ({
  id,
  name,
  active,
  date_created: createdAt,
  date_modified: modifiedAt,
});

const ASSIGNMENT_FIELDS = ['id', 'price_list_id', 'customer_group_id', 'channel_id'];

function listAssignments(context: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const rows = [...context.state.priceListAssignments.values()].filter((assignment) => {
    const view = assignmentView(assignment);
    return ASSIGNMENT_FIELDS.every((field) => {
      const wanted = query.get(field) ?? query.get(`${field}:in`);
      return wanted === null || wanted.split(',').includes(String(view[field]));
    });
  });
  return v3CursorList(rows, request, context.switches, { keyOf: ({ id }) => id, view: assignmentView });
}

/** Of what it is not for, nothing is said. */
const assignmentView = ({ id, priceListId, customerGroupId, channelId }: PriceListAssignment): Fields => ({
  id,
  price_list_id: priceListId,
  ...(customerGroupId === null ? {} : { customer_group_id: customerGroupId }),
  ...(channelId === null ? {} : { channel_id: channelId }),
});
