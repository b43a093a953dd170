/** Brands (V3). Products can name theirs by id, or by a name that is made a brand if there is none. */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer, v3Error, v3Invalid, v3List } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import type { Fields } from '../state';

export interface Brand {
  readonly id: number;
  readonly name: string;
}

const brandSchema = z.object({ name: z.string().min(1).max(255) });

export const brandRoutes = (context: SimContext): BigCommerceRoute[] => [
  {
    method: 'GET',
    path: '/v3/catalog/brands',
    scopes: SCOPES.productsRead,
    handle: (request) => list(context, request),
  },
  {
    method: 'POST',
    path: '/v3/catalog/brands',
    scopes: SCOPES.productsWrite,
    handle: (request) => create(context, request),
  },
];

function list({ state, switches }: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const ids = query.get('id:in')?.split(',');
  const like = query.get('name:like')?.toLowerCase();
  const rows = [...state.brands.values()].filter(
    ({ id, name }) =>
      (ids?.includes(String(id)) ?? true) &&
      (query.get('name') ?? name) === name &&
      (like === undefined || name.toLowerCase().includes(like)),
  );
  return v3List(rows, request, switches, { view: brandView });
}

function create(context: SimContext, { body }: SimRequest): SimResponse {
  const parsed = brandSchema.safeParse(body);
  if (!parsed.success) return v3Invalid(parsed.error);
  if (brandNamed(context, parsed.data.name)) {
    return v3Error(409, 'The brand conflicts with another brand.', { name: 'The name is in use' });
  }
  return v3Answer(brandView(addBrand(context, parsed.data.name)));
}

const brandNamed = ({ state }: SimContext, name: string): Brand | undefined =>
  [...state.brands.values()].find((brand) => brand.name.toLowerCase() === name.toLowerCase());

function addBrand({ state }: SimContext, name: string): Brand {
  const brand = { id: state.claimId('brand'), name };
  state.brands.set(brand.id, brand);
  return brand;
}

/** "If the brand already exists, the request adds the product to the brand. If not, the product is saved and the brand is created." */
export function withBrand(context: SimContext, { brand_name: name, ...given }: Fields): Fields {
  if (typeof name !== 'string' || name === '') return given;
  return { ...given, brand_id: (brandNamed(context, name) ?? addBrand(context, name)).id };
}

const brandView = ({ id, name }: Brand): Fields => ({
  id,
  name,
  page_title: '',
  meta_keywords: [],
  meta_description: '',
  image_url: '',
  search_keywords: '',
  custom_url: { url: `/brands/${encodeURIComponent(name)}.html`, is_customized: false },
});
