/** The product that a request is about. */
import type { SimRequest, SimResponse } from '../../core/http';
import { v3NotFound } from '../answers';
import type { Product } from '../catalog-book';
import type { SimContext } from '../context';

export function withProduct(
  { state }: SimContext,
  { params }: SimRequest,
  act: (product: Product) => SimResponse,
): SimResponse {
  const product = state.catalog.product(Number(params['id']));
  return product ? act(product) : v3NotFound();
}
