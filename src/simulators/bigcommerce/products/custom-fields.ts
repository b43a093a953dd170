/** Custom fields of products (V3): pairs of name and value that shoppers see. */
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer, v3Error, v3Invalid, v3List, v3NotFound } from '../answers';
import type { Product } from '../catalog-book';
import { touchProduct } from '../catalog-changes';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import { addCustomField, customFieldSchema, MOST_CUSTOM_FIELDS, type CustomField } from './custom-field-book';
import { withProduct } from './product-lookup';

const FIELDS = '/v3/catalog/products/{id}/custom-fields';
const FIELD = `${FIELDS}/{fieldId}`;

export const customFieldRoutes = (context: SimContext): BigCommerceRoute[] => {
  const route = (
    method: string,
    path: string,
    act: (product: Product, request: SimRequest) => SimResponse,
  ): BigCommerceRoute => ({
    method,
    path,
    scopes: method === 'GET' ? SCOPES.productsRead : SCOPES.productsWrite,
    handle: (request) => withProduct(context, request, (product) => act(product, request)),
  });
  return [
    route('GET', FIELDS, ({ customFields }, request) => v3List(customFields, request, context.switches)),
    route('POST', FIELDS, (product, { body }) => write(context, product, body)),
    route('PUT', FIELD, (product, { body, params }) => {
      const field = product.customFields.find(({ id }) => id === Number(params['fieldId']));
      return field ? write(context, product, body, field) : v3NotFound();
    }),
    route('DELETE', FIELD, (product, { params }) => remove(context, product, Number(params['fieldId']))),
  ];
};

function write(context: SimContext, product: Product, body: unknown, own?: CustomField): SimResponse {
  const parsed = (own ? customFieldSchema.partial() : customFieldSchema).safeParse(body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const { name = own?.name ?? '', value = own?.value ?? '' } = parsed.data;
  if (!own && product.customFields.length >= MOST_CUSTOM_FIELDS) {
    return v3Error(422, `A product has at most ${MOST_CUSTOM_FIELDS} custom fields.`);
  }
  // "Every name-value pair must be unique inside a product."
  if (product.customFields.some((other) => other !== own && other.name === name && other.value === value)) {
    return v3Error(422, 'The product has a custom field of this name and value.');
  }
  const field = own ? Object.assign(own, { name, value }) : addCustomField(context, product, { name, value });
  announce(context, product);
  return v3Answer({ ...field });
}

function remove(context: SimContext, product: Product, fieldId: number): SimResponse {
  const place = product.customFields.findIndex(({ id }) => id === fieldId);
  if (place < 0) return v3NotFound();
  product.customFields.splice(place, 1);
  announce(context, product);
  return { status: 204 };
}

function announce(context: SimContext, product: Product): void {
  touchProduct(context, product);
  context.events.product(product.id, 'updated');
}
