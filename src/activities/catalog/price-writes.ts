/** A planned record as the store takes it. */
import type { Refused } from '../../bigcommerce/batches';
import type { ProductPriceWrite, VariantPriceWrite } from '../../bigcommerce/catalog-prices';
import type { PriceWrite } from '../../bigcommerce/price-upsert';
import type { PriceUpsert } from '../../mapping/prices/types';
import type { ShownPriceRow } from '../../store/shown-prices';
import { toBcTiers } from './shown-rows';

/** Whether a record is to lose something that it has. */
export function loses(shown: ShownPriceRow | undefined, { record }: PriceUpsert): boolean {
  if (!shown) return false;
  const { salePrice, retailPrice, tiers } = shown.prices;
  return (
    (salePrice !== null && record.salePrice === null) ||
    (retailPrice !== null && record.retailPrice === null) ||
    (tiers.length > 0 && record.tiers.length === 0)
  );
}

export function toProduct(shown: ShownPriceRow | undefined, upsert: PriceUpsert): ProductPriceWrite {
  const { price, ...others } = changesOf(upsert);
  return {
    productId: shown?.productId ?? 0,
    ...others,
    ...(price === undefined || price === null ? {} : { price }),
  };
}

/** Those that the store refused, by variant. */
export function refusedOf<Write>(
  upserts: readonly PriceUpsert[],
  refused: readonly Refused<Write>[],
  variantIdOf: (write: Write) => number,
): ReadonlyMap<number, Refused<PriceUpsert>> {
  const reasons = new Map(refused.map(({ write, reason }) => [variantIdOf(write), reason]));
  return new Map(
    upserts.flatMap((write) => {
      const reason = reasons.get(write.variantId);
      return reason === undefined ? [] : [[write.variantId, { write, reason }]];
    }),
  );
}

export const toRecord = ({ variantId, target, record }: PriceUpsert): PriceWrite => ({
  variantId,
  currency: target.currency,
  // A plan has no record of a list without a price (RECORD_WITHOUT_PRICE).
  price: record.price ?? '',
  ...(record.salePrice === null ? {} : { salePrice: record.salePrice }),
  ...(record.retailPrice === null ? {} : { retailPrice: record.retailPrice }),
  ...(record.tiers.length === 0 ? {} : { tiers: toBcTiers(record.tiers) }),
});

export const toVariant = (upsert: PriceUpsert): VariantPriceWrite => ({
  variantId: upsert.variantId,
  ...changesOf(upsert),
});

/** Only what differs: the rest of the product is the merchant's. */
function changesOf({
  record,
  changed,
}: PriceUpsert): Partial<Pick<typeof record, 'price' | 'salePrice' | 'retailPrice'>> {
  return {
    ...(changed.includes('price') ? { price: record.price } : {}),
    ...(changed.includes('salePrice') ? { salePrice: record.salePrice } : {}),
    ...(changed.includes('retailPrice') ? { retailPrice: record.retailPrice } : {}),
  };
}
