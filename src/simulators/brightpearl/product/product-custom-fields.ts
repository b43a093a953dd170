import type { Route } from '../../core/http';
import type { Account } from '../account';
import { customFieldMetadata, customFieldsView, patchCustomFields } from '../custom-fields';
import { endpoint, param, readBody, response } from '../endpoint';
import { notFound } from '../failure';
import { readIdSet } from '../id-set';
import { listing } from '../listing';
import { patchBody, type PatchOperation } from '../order/order-patch';
import { productIn, productModified } from './products';
import type { Product } from './records';

export const productCustomFieldRoutes = (account: Account): Route[] => [
  ...listing(account, {
    path: '/product-service/product/custom-field-meta-data',
    title: 'Custom Field Metadata',
    items: () => account.state.lists.productCustomFields,
    idOf: ({ id }) => id,
    view: customFieldMetadata,
  }),
  endpoint('GET', '/product-service/product/{id}/custom-field', (request) =>
    response(customFieldsView(known(account, param(request, 'id')).details.customFields)),
  ),
  endpoint('PATCH', '/product-service/product/{id}/custom-field', (request) => {
    const product = known(account, param(request, 'id'));
    const operations = readBody(patchBody, request, 'PRDC-915');
    const fields = patchProductFields(account, product, operations);
    if (account.switches.customFieldsModifyProduct) productModified(account, product);
    return response(fields);
  }),
  /** A product that does not exist and one without any look alike. */
  endpoint('GET', '/product-service/product-custom-field/{ids}', (request) => {
    const ids = [...readIdSet(param(request, 'ids')).ids()];
    const fields = (id: number) => account.state.products.get(id)?.details.customFields ?? new Map<string, unknown>();
    return response(Object.fromEntries(ids.map((id) => [id, customFieldsView(fields(id))])));
  }),
];

export function patchProductFields(
  account: Account,
  product: Product,
  operations: readonly PatchOperation[],
): Record<string, unknown> {
  const customFields = new Map(product.details.customFields);
  const fields = patchCustomFields(account.state.lists.productCustomFields, customFields, operations);
  product.details = { ...product.details, customFields };
  return fields;
}

function known(account: Account, id: string): Product {
  const product = productIn(account, id);
  if (!product) throw notFound('No Product Found');
  return product;
}
