/** Prices of a product by price list (`GET /product-service/product-price`). */
import { z } from 'zod';
import { decimalString } from './sales-order';

export const productPriceSchema = z.object({
  productId: z.number().int(),
  priceLists: z.array(
    z.object({
      priceListId: z.number().int(),
      /** By minimum quantity; `{}` is no price, which is not a price of 0. */
      quantityPrice: z.record(z.string().regex(/^\d+$/), decimalString).nullish(),
    }),
  ),
});

type ProductPriceAnswer = z.infer<typeof productPriceSchema>;

/** By minimum quantity, lowest first: what one unit costs from there on, as a decimal string. */
export type BpPriceBreaks = ReadonlyMap<number, string>;

/** By price list. A list that is missing has no price for the product. */
export type BpPrices = ReadonlyMap<number, BpPriceBreaks>;

export const pricesOf = ({ priceLists }: ProductPriceAnswer): BpPrices =>
  new Map(
    priceLists.flatMap(({ priceListId, quantityPrice }) => {
      const breaks = Object.entries(quantityPrice ?? {}).map(([quantity, price]) => [Number(quantity), price] as const);
      return breaks.length === 0 ? [] : [[priceListId, new Map(breaks.sort(([a], [b]) => a - b))] as const];
    }),
  );
