/** What the store answers about a price, as it is kept, and as the arithmetic takes it. */
import type { BcPricedProduct } from '../../bigcommerce/catalog-prices';
import type { BcPriceRecord, BcPriceTier } from '../../bigcommerce/schemas/price-record';
import type { PriceTarget, RecordPrices, ShownRecord } from '../../mapping/prices/types';
import type { NewShownPrice, ShownPriceRow } from '../../store/shown-prices';

/**
 * A variant without a price of its own is sold at its product's, and one without a sale price at its product's sale price: "if
 * this value is null, the product's sale price will be used".
 */
export const ofProduct = (target: string, product: BcPricedProduct): NewShownPrice[] =>
  product.variants.map(({ variantId, isBase, price, salePrice, retailPrice }) => ({
    target,
    variantId,
    productId: product.productId,
    isBase,
    taxClassId: product.taxClassId,
    prices: {
      price: price ?? null,
      salePrice: salePrice ?? null,
      retailPrice: retailPrice ?? null,
      tiers: [],
      ...(price === undefined && product.price !== undefined ? { calculated: product.price } : {}),
      ...(isBase || product.salePrice === undefined ? {} : { productSale: product.salePrice }),
    },
  }));

export const ofRecord = (
  target: string,
  { variantId, productId, price, salePrice, retailPrice, tiers = [] }: BcPriceRecord,
): NewShownPrice => ({
  target,
  variantId,
  productId,
  isBase: false,
  taxClassId: 0,
  prices: {
    price,
    salePrice: salePrice ?? null,
    retailPrice: retailPrice ?? null,
    tiers: tiers.map(({ from, to, type, amount }) => ({ from, to, kind: type, amount })),
  },
});

export const toShown = (target: PriceTarget, { variantId, prices }: ShownPriceRow): ShownRecord => ({
  target,
  variantId,
  ...prices,
});

/** BigCommerce's word for "no limit". */
const NO_LIMIT = 2_147_483_647;

export const toBcTiers = (tiers: RecordPrices['tiers']): BcPriceTier[] =>
  tiers.map(({ from, to, kind, amount }) => ({ from, to: to ?? NO_LIMIT, type: kind, amount }));
