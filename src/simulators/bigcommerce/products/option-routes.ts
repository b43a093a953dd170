/** Variant options and their values (V3). Renaming them or changing their order leaves the variants as they are. */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer, v3Error, v3Invalid, v3List, v3NotFound } from '../answers';
import type { Product } from '../catalog-book';
import { touchProduct } from '../catalog-changes';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import { withProduct } from './product-lookup';
import {
  bySortOrder,
  newOption,
  newValue,
  optionView,
  valueView,
  type OptionValue,
  type ProductOption,
} from './option-book';

/** "250 option values per option limit." */
const MOST_VALUES = 250;

const whole = z.number().int();
const valueFields = {
  label: z.string().min(1).max(255),
  sort_order: whole,
  is_default: z.boolean().optional(),
  value_data: z.unknown().optional(),
};
const valueSchema = z.object(valueFields);
/** "Required" for PUT as well, says the schema; the text requires nothing. */
const valueChangeSchema = valueSchema.partial();
const optionFields = {
  display_name: z.string().min(1).max(255),
  type: z.enum(['radio_buttons', 'rectangles', 'dropdown', 'product_list', 'product_list_with_images', 'swatch']),
  sort_order: whole.optional(),
};
const optionSchema = z.object({ ...optionFields, option_values: z.array(valueSchema).min(1).max(MOST_VALUES) });
const optionChangeSchema = z.object(optionFields).partial();

const OPTIONS = '/v3/catalog/products/{id}/options';
const OPTION = `${OPTIONS}/{optionId}`;
const VALUES = `${OPTION}/values`;
const VALUE = `${VALUES}/{valueId}`;

export const optionRoutes = (context: SimContext): BigCommerceRoute[] => {
  const read = (path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method: 'GET',
    path,
    scopes: SCOPES.productsRead,
    handle,
  });
  const write = (method: string, path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method,
    path,
    scopes: SCOPES.productsWrite,
    handle,
  });
  const listed = (request: SimRequest, rows: readonly unknown[]): SimResponse =>
    v3List(rows, request, context.switches);
  return [
    read(OPTIONS, (request) =>
      withProduct(context, request, (product) =>
        listed(
          request,
          bySortOrder(product.options).map((option) => optionView(product.id, option)),
        ),
      ),
    ),
    write('POST', OPTIONS, (request) =>
      withProduct(context, request, (product) => createOption(context, product, request.body)),
    ),
    read(OPTION, (request) =>
      withOption(context, request, (option, product) => v3Answer(optionView(product.id, option))),
    ),
    write('PUT', OPTION, (request) =>
      withOption(context, request, (option, product) => changeOption(context, product, option, request.body)),
    ),
    read(VALUES, (request) =>
      withOption(context, request, ({ values }) => listed(request, bySortOrder(values).map(valueView))),
    ),
    write('POST', VALUES, (request) =>
      withOption(context, request, (option, product) => createValue(context, product, option, request.body)),
    ),
    write('PUT', VALUE, (request) =>
      withOption(context, request, (option, product) => {
        const value = option.values.find(({ id }) => id === Number(request.params['valueId']));
        return value ? changeValue(context, product, { option, value, body: request.body }) : v3NotFound();
      }),
    ),
  ];
};

function createOption(context: SimContext, product: Product, body: unknown): SimResponse {
  const parsed = optionSchema.safeParse(body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const conflict = nameConflict(product, parsed.data.display_name);
  if (conflict) return conflict;
  const option = newOption(context, product.id, parsed.data);
  product.options.push(option);
  announce(context, product);
  return v3Answer(optionView(product.id, option));
}

function changeOption(context: SimContext, product: Product, option: ProductOption, body: unknown): SimResponse {
  if ((body as { option_values?: unknown }).option_values !== undefined) {
    return v3Error(501, 'Values are written one by one: a whole list of them is not modeled.');
  }
  const parsed = optionChangeSchema.safeParse(body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const { display_name: displayName = option.displayName, type = option.type, sort_order } = parsed.data;
  const conflict = nameConflict(product, displayName, option);
  if (conflict) return conflict;
  Object.assign(option, { displayName, type, sortOrder: sort_order ?? option.sortOrder });
  announce(context, product);
  return v3Answer(optionView(product.id, option));
}

function createValue(context: SimContext, product: Product, option: ProductOption, body: unknown): SimResponse {
  const parsed = valueSchema.safeParse(body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const conflict = labelConflict(option, parsed.data.label);
  if (conflict) return conflict;
  if (option.values.length >= MOST_VALUES) {
    return v3Error(422, `An option has at most ${MOST_VALUES} values.`, { option_values: 'There are too many' });
  }
  const value = newValue(context, parsed.data);
  option.values.push(value);
  announce(context, product);
  return v3Answer(valueView(value));
}

interface ValueChange {
  readonly option: ProductOption;
  readonly value: OptionValue;
  readonly body: unknown;
}

function changeValue(context: SimContext, product: Product, { option, value, body }: ValueChange): SimResponse {
  const parsed = valueChangeSchema.safeParse(body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const { label = value.label, sort_order, is_default, value_data } = parsed.data;
  const conflict = labelConflict(option, label, value);
  if (conflict) return conflict;
  Object.assign(value, {
    label,
    sortOrder: sort_order ?? value.sortOrder,
    isDefault: is_default ?? value.isDefault,
    valueData: value_data ?? value.valueData,
  });
  announce(context, product);
  return v3Answer(valueView(value));
}

const nameConflict = ({ options }: Product, name: string, own?: ProductOption): SimResponse | undefined =>
  options.some((other) => other !== own && other.displayName.toLowerCase() === name.toLowerCase())
    ? v3Error(409, 'The option conflicts with another option.', { display_name: 'The name is in use' })
    : undefined;

const labelConflict = ({ values }: ProductOption, label: string, own?: OptionValue): SimResponse | undefined =>
  values.some((other) => other !== own && other.label.toLowerCase() === label.toLowerCase())
    ? v3Error(422, 'The option value is not valid.', { label: 'The label is in use' })
    : undefined;

/** `store/option/updated` is about overrides of a channel or locale, which the simulator does not have. */
function announce(context: SimContext, product: Product): void {
  touchProduct(context, product);
  context.events.product(product.id, 'updated');
}

const withOption = (
  context: SimContext,
  request: SimRequest,
  act: (option: ProductOption, product: Product) => SimResponse,
): SimResponse =>
  withProduct(context, request, (product) => {
    const option = product.options.find(({ id }) => id === Number(request.params['optionId']));
    return option ? act(option, product) : v3NotFound();
  });
