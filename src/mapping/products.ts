/** Which Brightpearl product a line is, and what its row is called. */
import type { BcOrderProduct } from '../bigcommerce/schemas/order';
import { issue, type Issue } from '../domain/issues';
import { placedLines } from './charges';
import type { RouteRules } from './rules';
import { shellWord } from './shell-word';
import { cutText, singleLine } from './text-limits';
import type { Amendments, MappingContext, OrderSnapshot, ProductRef } from './types';

/** Ours: Brightpearl documents no limit for the name of a row. */
const ROW_NAME_LIMIT = 250;

/** Documented by Brightpearl for the SKU of a new product (product POST). */
export const NEW_SKU_LIMIT = 32;

/** A line's product; without one the line becomes a free-text row. */
export type ProductChoice =
  | { readonly ok: true; readonly product?: ProductRef; readonly placeholder: boolean; readonly notice?: string }
  | { readonly ok: false; readonly issue: Issue };

/** All SKUs of the order that have to be looked up in Brightpearl, each once. */
export function skusOf(
  snapshot: OrderSnapshot,
  amendments: Amendments,
  rules: Pick<RouteRules, 'skuAliases' | 'placeholderSku'>,
): string[] {
  const lines = goodsOf(snapshot, amendments, rules).map(({ sku }) => sku);
  const skus = [...lines, rules.placeholderSku ?? ''].filter((sku) => sku !== '');
  return [...new Set(skus)];
}

/** The order's lines but for gift certificates, each with the SKU that it is looked up by; "" where it has none. */
export const goodsOf = (
  { order }: OrderSnapshot,
  amendments: Amendments,
  rules: Pick<RouteRules, 'skuAliases'>,
): { readonly line: BcOrderProduct; readonly sku: string }[] =>
  placedLines(order)
    .filter(({ line }) => line.type !== 'giftcertificate')
    .map(({ line }) => ({ line, sku: effectiveSku(line, amendments, rules) }));

/** A person's ruling, else the route's alias, else the line's own SKU without outer spaces. */
export function effectiveSku(
  line: Pick<BcOrderProduct, 'id' | 'sku'>,
  amendments: Pick<Amendments, 'skuByLine'>,
  rules: Pick<RouteRules, 'skuAliases'>,
): string {
  const amended = amendedSku(line, amendments);
  if (amended !== undefined) return amended.trim();
  const sku = line.sku.trim();
  return rules.skuAliases[sku] ?? sku;
}

const amendedSku = (
  { id }: Pick<BcOrderProduct, 'id'>,
  { skuByLine }: Pick<Amendments, 'skuByLine'>,
): string | undefined => skuByLine?.[`line-${id}`] ?? skuByLine?.[String(id)];

/** By SKU; several products of one SKU are never guessed between. */
export function chooseProduct(line: BcOrderProduct, orderId: number, ctx: MappingContext): ProductChoice {
  const sku = effectiveSku(line, ctx.amendments, ctx.rules);
  const isCustom = sku === '' && line.product_id === 0;
  if (isCustom) return withoutProduct(line, sku, orderId, ctx, ctx.rules.customLines);
  const products = sku === '' ? [] : (ctx.products.get(sku) ?? []);
  if (products.length > 1) return { ok: false, issue: duplicateSku(line, sku, orderId, ctx, products) };
  const [product] = products;
  if (product) return { ok: true, product, placeholder: false, ...createdNotice(line, sku, ctx) };
  return withoutProduct(line, sku, orderId, ctx, ctx.rules.unknownSku);
}

/** What was made by rule somebody may want to complete: it has no price, no supplier and no stock. */
const createdNotice = (line: BcOrderProduct, sku: string, { created = [] }: MappingContext): { notice?: string } =>
  created.includes(sku)
    ? { notice: `the SKU ${sku} of line ${line.id} was not in Brightpearl: created as a new product` }
    : {};

/**
 * Why `unknownSku: create` makes no product of a SKU; undefined where it does. One that a person or an alias gave is meant
 * to be known: a slip of the pen would become a product.
 */
export function whyNotCreated(line: BcOrderProduct, sku: string): string | undefined {
  if (sku !== line.sku.trim()) return "products are made of the store's own SKUs only";
  return sku.length > NEW_SKU_LIMIT ? `no new product can have more than ${NEW_SKU_LIMIT} characters` : undefined;
}

function withoutProduct(
  line: BcOrderProduct,
  sku: string,
  orderId: number,
  ctx: MappingContext,
  rule: RouteRules['unknownSku'],
): ProductChoice {
  const subject = sku === '' ? `line ${line.id} has no SKU` : `the SKU ${sku} of line ${line.id} is not in Brightpearl`;
  if (rule === 'text') return { ok: true, placeholder: false, notice: `${subject}: booked as a free-text row` };
  if (rule !== 'placeholder') {
    const reason = rule === 'create' && sku !== '' ? whyNotCreated(line, sku) : undefined;
    const problem = reason === undefined ? subject : `${subject}, and ${reason}`;
    return { ok: false, issue: unknownSku(line, sku, orderId, ctx, problem) };
  }
  const placeholderSku = ctx.rules.placeholderSku ?? '';
  const [product] = ctx.products.get(placeholderSku) ?? [];
  if (product) return { ok: true, product, placeholder: true, notice: `${subject}: booked on ${placeholderSku}` };
  const problem = `${subject}, nor is the placeholder ${placeholderSku}`;
  return { ok: false, issue: unknownSku(line, sku, orderId, ctx, problem) };
}

const unknownSku = (line: BcOrderProduct, sku: string, orderId: number, ctx: MappingContext, subject: string): Issue =>
  issue(
    'UNKNOWN_SKU',
    `Order ${orderId}: ${subject}. Create the product, or amend the line to a known SKU, then retry.${orMake(line, sku, ctx)}${orMap(line, ctx)}`,
    { subject: `line-${line.id}`, details: { lineId: line.id, sku, quantity: line.quantity } },
  );

const duplicateSku = (
  line: BcOrderProduct,
  sku: string,
  orderId: number,
  ctx: MappingContext,
  products: readonly ProductRef[],
): Issue =>
  issue(
    'DUPLICATE_SKU',
    `Order ${orderId}: ${products.length} Brightpearl products have the SKU ${sku} of line ${line.id}. Make the SKU unique, then retry.${orMap(line, ctx)}`,
    {
      subject: `line-${line.id}`,
      details: { lineId: line.id, sku, count: products.length, productIds: products.map(({ productId }) => productId) },
    },
  );

/** Of a variant of the store, under its own SKU. */
function orMake(line: BcOrderProduct, sku: string, { key, account, amendments }: MappingContext): string {
  const isOwn = line.product_id > 0 && sku !== '' && sku === line.sku.trim();
  if (!isOwn || amendedSku(line, amendments) !== undefined) return '';
  const command = `connector products create --store ${key.storeHash} --account ${account.code} --sku ${shellWord(sku)}`;
  return ` Or have it made of its variant with "${command}".`;
}

/** Nothing can be mapped of a line without a SKU, and what a person ruled about one line wins over every mapping. */
function orMap(line: BcOrderProduct, { amendments }: MappingContext): string {
  const sku = line.sku.trim();
  if (sku === '' || amendedSku(line, amendments) !== undefined) return '';
  const command = `connector mappings set product ${shellWord(sku)} --to <Brightpearl SKU>`;
  return ` Or say which product it is, which frees all that wait for it: ${command}`;
}

/** Chosen options and modifiers in words: `Colour: Red; Engraving: For A.`. "" when there are none. */
export const optionsText = (line: BcOrderProduct): string =>
  line.product_options
    .map((option) => {
      const name = singleLine(option.display_name || option.name);
      const value = singleLine(option.display_value || option.value);
      return name && value ? `${name}: ${value}` : name || value;
    })
    .filter((text) => text !== '')
    .join('; ');

/**
 * The name to send, or undefined where the product's own is to be used. Brightpearl takes a name beside a product id and
 * shows it instead of the product's.
 */
export function rowName(
  line: BcOrderProduct,
  choice: ProductChoice & { ok: true },
  rules: RouteRules,
): string | undefined {
  const options = rules.options === 'name' ? optionsText(line) : '';
  if (choice.product && !choice.placeholder && options === '') return undefined;
  const sku = line.sku.trim();
  const shownSku = (!choice.product || choice.placeholder) && sku !== '' ? ` [${sku}]` : '';
  const name = `${singleLine(line.name) || 'Custom item'}${shownSku}${options === '' ? '' : ` (${options})`}`;
  return cutText(name, ROW_NAME_LIMIT).text;
}
