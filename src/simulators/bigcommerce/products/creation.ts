/** Making products with their variants, and single variants, through the API (V3). */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer } from '../answers';
import type { Product } from '../catalog-book';
import { addProduct, addVariant, gainOptions } from '../catalog-changes';
import { productViewer, variantViewer } from '../catalog-views';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import { nameConflict, referenceConflict, skuConflict } from './conflicts';
import { choiceKey, choicesOf } from './option-book';
import { withProduct } from './product-lookup';
import { newProductSchema, variantChangeSchema } from './product-input';
import { withBrand } from './brands';
import { answerOf, refusal, refusalOf, type Refusal } from './refusals';

/** "600 SKUs per product limit." */
const MOST_VARIANTS = 600;

export const creationRoutes = (context: SimContext): BigCommerceRoute[] => {
  const post = (path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method: 'POST',
    path: `/v3/catalog${path}`,
    scopes: SCOPES.productsWrite,
    handle,
  });
  return [
    post('/products', (request) => createProduct(context, request)),
    post('/products/{id}/variants', (request) =>
      withProduct(context, request, (product) => createVariant(context, product, request)),
    ),
  ];
};

const choiceByName = z.object({ option_display_name: z.string().min(1).max(255), label: z.string().min(1).max(255) });
const choiceById = z.object({ id: z.number().int(), option_id: z.number().int() });
const rowsSchema = z.array(variantChangeSchema.extend({ option_values: z.array(choiceByName).min(1) })).optional();
const newVariantSchema = variantChangeSchema.extend({
  sku: z.string().min(1).max(255),
  option_values: z.array(choiceById).min(1),
});

type VariantRows = NonNullable<z.output<typeof rowsSchema>>;

function createProduct(context: SimContext, { body }: SimRequest): SimResponse {
  const parsed = newProductSchema.extend({ variants: rowsSchema }).safeParse(body);
  if (!parsed.success) return answerOf(refusalOf(parsed.error).refusal);
  const { variants = [], ...given } = parsed.data;
  const problem =
    nameConflict(context, given.name) ??
    referenceConflict(context, given) ??
    skuConflict(context, given.sku) ??
    refuseRows(context, variants);
  if (problem) return answerOf(problem.refusal);
  const product = addProduct(context, { ...withBrand(context, given), variants });
  context.events.product(product.id, 'created');
  for (const variant of product.variants) context.events.sku(variant, 'created');
  const query = new URLSearchParams('include=variants,options,custom_fields');
  return v3Answer(productViewer(context, query)(product));
}

/** Every variant has a value of each option, no two the same ones. */
function refuseRows(context: SimContext, rows: VariantRows): { refusal: Refusal } | undefined {
  if (rows.length > MOST_VARIANTS) return invalid('variants', `A product has at most ${MOST_VARIANTS} variants`);
  const shapes = new Set(rows.map((row) => namesIn(row).join('\n')));
  if (shapes.size > 1) return invalid('variants', 'The variants have different options');
  const combinations = new Set(rows.map((row) => JSON.stringify(row.option_values.map(({ label }) => label))));
  if (combinations.size < rows.length) return invalid('variants', 'Two variants have the same option values');
  const skus = rows.flatMap(({ sku }) => (sku ? [sku.toLowerCase()] : []));
  if (new Set(skus).size < skus.length) return invalid('variants', 'Two variants have the same SKU');
  return rows.map(({ sku }) => skuConflict(context, sku)).find(Boolean);
}

const namesIn = ({ option_values }: VariantRows[number]): string[] =>
  option_values.map(({ option_display_name }) => option_display_name);

function createVariant(context: SimContext, product: Product, { body }: SimRequest): SimResponse {
  const parsed = newVariantSchema.safeParse(body);
  if (!parsed.success) return answerOf(refusalOf(parsed.error).refusal);
  const problem = skuConflict(context, parsed.data.sku) ?? refuseChoices(context, product, parsed.data.option_values);
  if (problem) return answerOf(problem.refusal);
  if (!product.hasOptions) gainOptions(context, product);
  const variant = addVariant(context, product, parsed.data);
  context.events.sku(variant, 'created');
  return v3Answer(variantViewer(context, new URLSearchParams())(variant));
}

function refuseChoices(
  context: SimContext,
  product: Product,
  given: readonly z.output<typeof choiceById>[],
): { refusal: Refusal } | undefined {
  if (product.hasOptions && product.variants.length >= MOST_VARIANTS) {
    return invalid('product_id', `A product has at most ${MOST_VARIANTS} variants`);
  }
  const isKnown = given.every(({ id, option_id }) =>
    product.options.some((option) => option.id === option_id && option.values.some((value) => value.id === id)),
  );
  const named = new Set(given.map(({ option_id }) => option_id));
  if (!isKnown || named.size !== product.options.length || given.length !== named.size) {
    return invalid('option_values', 'One value of each option of the product is required');
  }
  const key = choiceKey(choicesOf(context, product, given));
  const isTaken = product.variants.some(({ choices }) => choiceKey(choices) === key);
  return isTaken
    ? refusal(409, 'The variant conflicts with another one.', { option_values: 'They are in use' })
    : undefined;
}

const invalid = (field: string, reason: string): { refusal: Refusal } =>
  refusal(422, 'The product was not valid.', { [field]: reason });
