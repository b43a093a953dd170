/** Makes the order of a `POST /v2/orders`: the caller's prices are taken as they are, nothing is taxed or promoted. */
import { z } from 'zod';
import { money, sum, ZERO, type Money } from '../../domain/money';
import { baseVariantOf } from './catalog-book';
import type { SimContext } from './context';
import type { OrderParts } from './order-ingest';
import type { Fields } from './state';
import { isStatusId } from './statuses';

const amount = z.union([z.string(), z.number()]).transform((value) => money(value));

const productSchema = z.strictObject({
  product_id: z.number().int().optional(),
  variant_id: z.number().int().optional(),
  name: z.string().min(1).optional(),
  sku: z.string().optional(),
  upc: z.string().optional(),
  quantity: z.number().int().min(1),
  price_ex_tax: amount.optional(),
  price_inc_tax: amount.optional(),
});
type ProductInput = z.output<typeof productSchema>;

const addressSchema = z.record(z.string(), z.unknown());

const bodySchema = z.strictObject({
  products: z.array(productSchema).min(1),
  billing_address: addressSchema,
  shipping_addresses: z.array(addressSchema).max(1).optional(),
  status_id: z.number().refine(isStatusId).default(1),
  customer_id: z.number().int().min(0).default(0),
  channel_id: z.number().int().default(1),
  default_currency_code: z.string().length(3).optional(),
  shipping_cost_ex_tax: amount.optional(),
  shipping_cost_inc_tax: amount.optional(),
  payment_method: z.string().default(''),
  staff_notes: z.string().default(''),
  customer_message: z.string().default(''),
  external_order_id: z.string().default(''),
  external_source: z.string().nullable().default(null),
  date_created: z.string().optional(),
});
type Body = z.output<typeof bodySchema>;

interface ComposedLine {
  readonly fields: Fields;
  readonly ex: Money;
  readonly inc: Money;
}

/** The order's parts, or the message of the 400 that refuses the body. */
export function composeApiOrder(
  context: SimContext,
  body: unknown,
): { readonly parts: OrderParts } | { readonly refusal: string } {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return { refusal: refusalOf(parsed.error) };
  const unpriced = parsed.data.products.find((product) => priceOf(context, product) === undefined);
  if (unpriced) return { refusal: "The required field 'price_ex_tax' was not supplied." };
  const lines = parsed.data.products.map((product, index) => composeLine(context, product, index + 1));
  return { parts: { order: headerOf(context, parsed.data, lines), taxes: taxesOf(lines) } };
}

function refusalOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys') return `The field '${issue.keys[0]}' is not supported by this resource.`;
  const field = issue?.path.join('.') ?? '';
  const missing = issue?.code === 'invalid_type' && issue.message.includes('undefined');
  return missing ? `The required field '${field}' was not supplied.` : `The field '${field}' is invalid.`;
}

/** Unit price ex and inc tax: both given, or the catalog's price. */
function priceOf({ state }: SimContext, product: ProductInput): { ex: Money; inc: Money } | undefined {
  if (product.price_ex_tax && product.price_inc_tax) return { ex: product.price_ex_tax, inc: product.price_inc_tax };
  const known = product.product_id === undefined ? undefined : state.catalog.product(product.product_id);
  const price = known && money(Number(known.fields['price'] ?? 0));
  return price && { ex: price, inc: price };
}

function composeLine(context: SimContext, product: ProductInput, id: number): ComposedLine {
  const price = priceOf(context, product) ?? { ex: ZERO, inc: ZERO };
  const known = product.product_id === undefined ? undefined : context.state.catalog.product(product.product_id);
  const [ex, inc] = [price.ex.times(product.quantity), price.inc.times(product.quantity)];
  const fields = {
    id,
    product_id: product.product_id ?? 0,
    variant_id: product.variant_id ?? (known && baseVariantOf(known)?.id) ?? 0,
    name: product.name ?? known?.fields['name'],
    sku: product.sku ?? known?.sku ?? '',
    upc: product.upc ?? '',
    quantity: product.quantity,
    base_price: price.ex.toFixed(4),
    base_total: ex.toFixed(4),
    ...sides('price', price.ex, price.inc),
    ...sides('total', ex, inc),
    discounted_total_inc_tax: inc.toFixed(4),
  };
  return { fields, ex, inc };
}

function headerOf(context: SimContext, body: Body, lines: readonly ComposedLine[]): Fields {
  const { products: _products, shipping_addresses: addresses, ...given } = body;
  const ex = sum(lines.map((line) => line.ex));
  const inc = sum(lines.map((line) => line.inc));
  const [shipEx, shipInc] = [body.shipping_cost_ex_tax ?? ZERO, body.shipping_cost_inc_tax ?? ZERO];
  const currency = body.default_currency_code ?? context.profile.currencies[0].code;
  const shipping = { ...sides('cost', shipEx, shipInc), base_cost: shipEx.toFixed(4), shipping_method: 'None' };
  return {
    ...given,
    currency_code: currency,
    default_currency_code: currency,
    store_default_currency_code: context.profile.currencies[0].code,
    is_tax_inclusive_pricing: false,
    ...sides('subtotal', ex, inc),
    base_shipping_cost: shipEx.toFixed(4),
    ...sides('shipping_cost', shipEx, shipInc),
    ...sides('total', ex.plus(shipEx), inc.plus(shipInc)),
    order_source: 'external',
    tax_provider_id: '',
    consignments: {
      shipping: [
        { ...(addresses?.[0] ?? body.billing_address), ...shipping, line_items: lines.map(({ fields }) => fields) },
      ],
    },
  };
}

/** Tax is the difference of the caller's own prices. */
const taxesOf = (lines: readonly ComposedLine[]): Fields[] =>
  lines
    .filter(({ ex, inc }) => !inc.eq(ex))
    .map(({ fields, ex, inc }) => ({
      name: 'API Tax Override',
      class: 'API Tax Override',
      rate: ex.isZero() ? '0.0000' : inc.minus(ex).div(ex).times(100).toFixed(4),
      line_amount: inc.minus(ex).toFixed(4),
      order_product_id: fields['id'],
      line_item_type: 'item',
    }));

const sides = (name: string, ex: Money, inc: Money): Fields => ({
  [`${name}_ex_tax`]: ex.toFixed(4),
  [`${name}_inc_tax`]: inc.toFixed(4),
  [`${name}_tax`]: inc.minus(ex).toFixed(4),
});
