/** Lines added, changed and removed: lines keep their ids, and changed ones lose their discounts. */
import { money, type Money } from '../../../domain/money';
import { baseVariantOf } from '../catalog-book';
import type { SimContext } from '../context';
import { completeLine, quantityOf } from '../order-fields';
import { allConsignments, linesOf, textOf, type Fields, type LineItem, type StoredOrder } from '../state';
import type { LineEdit } from './edit-input';
import { digitsOf, overridePrice, priceLine, taxLikeOthers, type UnitPrice } from './line-money';
import { figure } from './totals';

export interface LineEditRules {
  /** The control panel keeps discounts where no price is set by hand, the API drops them. */
  readonly keepsDiscounts: boolean;
}

/** Why the edits cannot be made; undefined when they can. */
export function refuseLines(context: SimContext, order: StoredOrder, edits: readonly LineEdit[]): string | undefined {
  for (const edit of edits) {
    const refusal = edit.id === undefined ? refuseNewLine(context, edit) : refuseChange(context, order, edit);
    if (refusal) return refusal;
    if ((edit.price_ex_tax === undefined) !== (edit.price_inc_tax === undefined)) {
      return 'price_ex_tax and price_inc_tax go together.';
    }
    if (edit.name !== undefined && edit.name_customer !== undefined && edit.name !== edit.name_customer) {
      return 'name and name_customer must be the same.';
    }
  }
  return undefined;
}

function refuseNewLine({ state }: SimContext, edit: LineEdit): string | undefined {
  if (!edit.quantity) return 'A new product needs a quantity.';
  if (edit.product_id) {
    const product = state.catalog.product(edit.product_id);
    if (!product) return `There is no product ${edit.product_id}.`;
    const variant = edit.variant_id === undefined ? baseVariantOf(product) : state.catalog.variant(edit.variant_id);
    return variant?.product === product ? undefined : `Product ${edit.product_id} needs one of its variants.`;
  }
  if (!(edit.name ?? edit.name_customer ?? edit.name_merchant)) return 'A custom product needs a name.';
  return edit.price_ex_tax === undefined ? 'A custom product needs its prices.' : undefined;
}

function refuseChange({ switches }: SimContext, order: StoredOrder, { id, quantity }: LineEdit): string | undefined {
  const line = linesOf(order).find((candidate) => candidate.id === id);
  if (!line) return `The order has no product ${id}.`;
  const shipped = Number(line['quantity_shipped']);
  if (quantity === undefined || quantity >= shipped || switches.editBelowShipped === 'accepted') return undefined;
  return `${shipped} of the product ${id} are shipped.`;
}

/** Makes the edits; they were found possible. */
export function editLines(
  context: SimContext,
  order: StoredOrder,
  edits: readonly LineEdit[],
  rules: LineEditRules,
): void {
  for (const edit of edits) {
    const line = linesOf(order).find((candidate) => candidate.id === edit.id);
    if (!line) addLine(context, order, edit);
    else if (edit.quantity === 0) removeLine(order, line);
    else changeLine(context, order, line, { edit, rules });
  }
  countItems(order);
}

function addLine(context: SimContext, order: StoredOrder, edit: LineEdit): void {
  const [address] = order.consignments.shipping;
  const place = address ?? allConsignments(order.consignments)[0];
  if (!place) throw new Error(`Order ${order.id} has no consignment to add a product to`);
  const product = context.state.catalog.product(edit.product_id ?? 0);
  const variant = product && (context.state.catalog.variant(edit.variant_id ?? 0) ?? baseVariantOf(product));
  const price = money(Number(variant?.fields['price'] ?? product?.fields['price'] ?? 0));
  const line: LineItem = {
    ...completeLine({
      order_address_id: address?.['id'] ?? 0,
      product_id: product?.id ?? 0,
      variant_id: variant?.id ?? 0,
      name: product?.fields['name'],
      sku: variant?.sku ?? product?.sku ?? '',
      base_price: price.toFixed(4),
      ...textsOf(edit),
      quantity: edit.quantity,
    }),
    order_id: order.id,
    id: context.state.claimId('line'),
  };
  place.line_items.push(line);
  const override = priceOf(edit);
  if (override) overridePrice(context, order, line, override);
  else {
    taxLikeOthers(context, order, line);
    priceLine(order, line);
  }
}

/** A removed line takes what was bundled with it along; its discounts and taxes go too. */
function removeLine(order: StoredOrder, line: LineItem): void {
  const gone = linesOf(order).filter(({ id, parent_order_product_id: parent }) => id === line.id || parent === line.id);
  for (const part of gone) dropDiscounts(order, part);
  const ids = gone.map(({ id }) => id);
  for (const consignment of allConsignments(order.consignments)) {
    consignment.line_items = consignment.line_items.filter(({ id }) => !ids.includes(id));
  }
  order.taxes = order.taxes.filter((row) => !ids.map(String).includes(textOf(row['order_product_id'])));
}

function changeLine(
  context: SimContext,
  order: StoredOrder,
  line: LineItem,
  { edit, rules }: { readonly edit: LineEdit; readonly rules: LineEditRules },
): void {
  const override = priceOf(edit);
  if (override || !rules.keepsDiscounts) dropDiscounts(order, line);
  const { quantity = line['quantity'] } = edit;
  Object.assign(line, catalogFields(context, edit), textsOf(edit), { quantity });
  if (override) overridePrice(context, order, line, override);
  else priceLine(order, line);
}

/** Another product or variant in the place of the one there was, at the price that stands. */
function catalogFields({ state }: SimContext, { product_id: productId, variant_id: variantId }: LineEdit): Fields {
  const variant = variantId === undefined ? undefined : state.catalog.variant(variantId);
  const product = variant?.product ?? (productId === undefined ? undefined : state.catalog.product(productId));
  const chosen = variant ?? (product && baseVariantOf(product));
  return product && chosen ? { product_id: product.id, variant_id: chosen.id, sku: chosen.sku || product.sku } : {};
}

const priceOf = ({ price_ex_tax: ex, price_inc_tax: inc }: LineEdit): UnitPrice | undefined =>
  ex && inc ? { ex, inc } : undefined;

/** `name` and `name_customer` are one; a new line's name stands for the merchant's too. */
function textsOf({ id, name, name_customer, name_merchant, sku, upc }: LineEdit): Fields {
  const customer = name ?? name_customer ?? (id === undefined ? name_merchant : undefined);
  const merchant = name_merchant ?? (id === undefined ? customer : undefined);
  const texts = { name: customer, name_customer: customer, name_merchant: merchant, sku, upc };
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
}

/** What a line took of the order's discounts comes off them again. */
function dropDiscounts(order: StoredOrder, line: LineItem): void {
  for (const { amount, code } of line['applied_discounts'] as Fields[]) {
    const field = code === null || code === undefined ? 'discount_amount' : 'coupon_discount';
    order.header[field] = atLeastZero(figure(order.header[field]).minus(figure(amount))).toFixed(4);
    const coupon = order.coupons.find((candidate) => candidate['code'] === code);
    if (coupon) {
      coupon['discount'] = atLeastZero(figure(coupon['discount']).minus(figure(amount)))
        .toDP(digitsOf(order))
        .toNumber();
    }
  }
  order.coupons = order.coupons.filter(({ discount }) => !figure(discount).isZero());
  line['applied_discounts'] = [];
}

const atLeastZero = (amount: Money): Money => (amount.lt(0) ? money(0) : amount);

function countItems(order: StoredOrder): void {
  const lines = linesOf(order);
  for (const consignment of order.consignments.shipping)
    consignment['items_total'] = quantityOf(consignment.line_items);
  order.header['items_total'] = quantityOf(lines);
  order.header['order_is_digital'] = lines.length > 0 && lines.every((line) => line['type'] === 'digital');
}
