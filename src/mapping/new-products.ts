/** Products that Brightpearl is to get because an order sells them: the rule `unknownSku: create`. */
import type { ProductInput } from '../brightpearl/schemas/product';
import { issue, type Issue } from '../domain/issues';
import { goodsOf, whyNotCreated } from './products';
import { cutText, singleLine } from './text-limits';
import type { MappingContext, OrderPlan, OrderSnapshot, ProductLookup, ProductRef } from './types';

/** Ours: what Brightpearl documents of a product's name says no limit. */
export const PRODUCT_NAME_LIMIT = 250;

export interface NewProduct {
  readonly sku: string;
  readonly name: string;
}

/**
 * SKUs of lines that no product has, each once, under the name of its first line without the options chosen. None for an
 * order that is in Brightpearl already: what its lines were booked on was settled then.
 */
export function newProductsOf(snapshot: OrderSnapshot, ctx: MappingContext): NewProduct[] {
  if (ctx.rules.unknownSku !== 'create' || (ctx.posted ?? []).length > 0) return [];
  const bySku = new Map<string, NewProduct>();
  for (const { line, sku } of goodsOf(snapshot, ctx.amendments, ctx.rules)) {
    const isKnown = sku === '' || bySku.has(sku) || (ctx.products.get(sku) ?? []).length > 0;
    if (isKnown || whyNotCreated(line, sku) !== undefined) continue;
    bySku.set(sku, { sku, name: cutText(singleLine(line.name) || sku, PRODUCT_NAME_LIMIT).text });
  }
  return [...bySku.values()];
}

/** The products as if the new ones were there, to see whether the order can go on with them. No real id is negative. */
export const withStandIns = (
  products: ProductLookup,
  wanted: readonly NewProduct[],
  { newProduct }: MappingContext['rules'],
): ProductLookup => {
  const stockTracked = newProduct?.stockTracked ?? false;
  const standIns = wanted.map(({ sku }, index): [string, ProductRef[]] => [
    sku,
    [{ productId: -1 - index, sku, stockTracked, bundle: false }],
  ]);
  return new Map([...products, ...standIns]);
};

/** Those of the new products that rows of the plan stand on: a part of a bundle, for one, has no row of its own. */
export function standInsOf({ salesOrders }: OrderPlan, wanted: readonly NewProduct[]): NewProduct[] {
  const used = new Set(salesOrders.flatMap(({ draft }) => draft.rows.map(({ productId }) => productId)));
  return wanted.filter((_, index) => used.has(-1 - index));
}

export type ProductDraft =
  { readonly ok: true; readonly product: ProductInput } | { readonly ok: false; readonly issue: Issue };

/** What is sent to Brightpearl. */
export function draftProduct({ sku, name }: NewProduct, { key, rules, account }: MappingContext): ProductDraft {
  const { newProduct } = rules;
  const taxCode = account.taxCodes.find(({ id }) => id === newProduct?.taxCodeId);
  if (!newProduct || !taxCode) {
    const message = `Order ${key.orderId}: account ${account.code} has no tax code with the id ${newProduct?.taxCodeId}, which a product for the SKU ${sku} needs. Correct newProduct.taxCodeId of the route, then retry.`;
    return { ok: false, issue: issue('NO_TAX_CODE', message, { subject: sku }) };
  }
  return {
    ok: true,
    product: {
      brandId: newProduct.brandId,
      productTypeId: newProduct.productTypeId,
      identity: { sku },
      stock: { stockTracked: newProduct.stockTracked },
      financialDetails: { taxCode: { id: taxCode.id, code: taxCode.code } },
      salesChannels: [
        {
          salesChannelName: 'Brightpearl',
          productName: name,
          categories: newProduct.categoryCodes.map((categoryCode) => ({ categoryCode })),
        },
      ],
    },
  };
}
