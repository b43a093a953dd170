/** Customer groups (V2). A rule of a group can name its price list. */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../core/http';
import { v2Answer, v2List, v2NotFound } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import { rfc2822 } from '../dates';
import type { Fields } from '../state';

export const groupSchema = z.strictObject({
  id: z.number().int().positive().optional(),
  name: z.string().min(1),
  is_default: z.boolean().default(false),
  is_group_for_guests: z.boolean().default(false),
  /** Of its rule; others are given as `discount_rules`. */
  price_list_id: z.number().int().optional(),
  discount_rules: z.array(z.record(z.string(), z.unknown())).default([]),
});

export const groupRoutes = (context: SimContext): BigCommerceRoute[] => {
  const read = (path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method: 'GET',
    path: `/v2/customer_groups${path}`,
    scopes: SCOPES.customersRead,
    handle,
  });
  return [
    read('', (request) => list(context, request)),
    read('/{id}', ({ params }) => {
      const group = context.state.customerGroups.get(Number(params['id']));
      return group ? v2Answer(group) : v2NotFound();
    }),
  ];
};

function list({ state, switches }: SimContext, request: SimRequest): SimResponse {
  const name = request.query.get('name');
  const groups = [...state.customerGroups.values()].filter((group) => name === null || group['name'] === name);
  groups.sort((a, b) => Number(a['id']) - Number(b['id']));
  return v2List(groups, request, switches);
}

/** Answers its id. */
export function addCustomerGroup({ state, clock }: SimContext, given: z.input<typeof groupSchema>): number {
  const { price_list_id: priceListId, discount_rules: rules, ...group } = groupSchema.parse(given);
  const id = state.claimId('customerGroup', group.id);
  const now = rfc2822(clock.now());
  const document: Fields = {
    ...group,
    id,
    category_access: { type: 'all' },
    discount_rules: priceListId === undefined ? rules : [{ type: 'price_list', price_list_id: priceListId }, ...rules],
    date_created: now,
    date_modified: now,
  };
  state.customerGroups.set(id, document);
  return id;
}
