/** Which Brightpearl product a line is, and what its row is called. */
import type { BcOrderProduct } from '../bigcommerce/schemas/order';
import { issue, type Issue } from '../domain/issues';
import { placedLines } from './charges';
import type { RouteRules } from './rules';
import { cutText, singleLine } from './text-limits';
import type { Amendments, MappingContext, OrderSnapshot, ProductRef } from './types';

/** Ours: Brightpearl documents no limit for the name of a row. */
const ROW_NAME_LIMIT = 250;

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
  const lines = goodsOf(snapshot).map((line) => effectiveSku(line, amendments, rules));
  const skus = [...lines, rules.placeholderSku ?? ''].filter((sku) => sku !== '');
  return [...new Set(skus)];
}

const goodsOf = ({ order }: OrderSnapshot): BcOrderProduct[] =>
  placedLines(order)
    .map(({ line }) => line)
    .filter((line) => line.type !== 'giftcertificate');

/** A person's ruling, else the route's alias, else the line's own SKU without outer spaces. */
function effectiveSku(line: BcOrderProduct, amendments: Amendments, rules: Pick<RouteRules, 'skuAliases'>): string {
  const amended = amendments.skuByLine?.[`line-${line.id}`] ?? amendments.skuByLine?.[String(line.id)];
  if (amended !== undefined) return amended.trim();
  const sku = line.sku.trim();
  return rules.skuAliases[sku] ?? sku;
}

/** By SKU; several products of one SKU are never guessed between. */
export function chooseProduct(line: BcOrderProduct, orderId: number, ctx: MappingContext): ProductChoice {
  const sku = effectiveSku(line, ctx.amendments, ctx.rules);
  const isCustom = sku === '' && line.product_id === 0;
  if (isCustom) return withoutProduct(line, sku, orderId, ctx, ctx.rules.customLines);
  const [product, ...others] = sku === '' ? [] : (ctx.products.get(sku) ?? []);
  if (others.length > 0) return { ok: false, issue: duplicateSku(line, sku, orderId, others.length + 1) };
  if (product) return { ok: true, product, placeholder: false };
  return withoutProduct(line, sku, orderId, ctx, ctx.rules.unknownSku);
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
  if (rule !== 'placeholder') return { ok: false, issue: unknownSku(line, sku, orderId, subject) };
  const placeholderSku = ctx.rules.placeholderSku ?? '';
  const [product] = ctx.products.get(placeholderSku) ?? [];
  if (product) return { ok: true, product, placeholder: true, notice: `${subject}: booked on ${placeholderSku}` };
  const problem = `${subject}, nor is the placeholder ${placeholderSku}`;
  return { ok: false, issue: unknownSku(line, sku, orderId, problem) };
}

const unknownSku = (line: BcOrderProduct, sku: string, orderId: number, subject: string): Issue =>
  issue(
    'UNKNOWN_SKU',
    `Order ${orderId}: ${subject}. Create the product, or amend the line to a known SKU, then retry.`,
    { subject: `line-${line.id}`, details: { lineId: line.id, sku, quantity: line.quantity } },
  );

const duplicateSku = (line: BcOrderProduct, sku: string, orderId: number, count: number): Issue =>
  issue(
    'DUPLICATE_SKU',
    `Order ${orderId}: ${count} Brightpearl products have the SKU ${sku} of line ${line.id}. Make the SKU unique, then retry.`,
    { subject: `line-${line.id}`, details: { lineId: line.id, sku, count } },
  );

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
