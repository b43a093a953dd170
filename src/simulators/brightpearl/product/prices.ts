/** What products cost on which price list, as the API, staff and seeds write it. */
import { z } from 'zod';
import type { Account } from '../account';
import type { Decimal } from '../decimals';
import { decimalField, idField } from '../endpoint';
import { badRequest } from '../failure';
import type { PriceBreaks, Prices, Product } from './records';
import { productModified } from './products';

const PRICE_DECIMALS = 4;
const NO_PRICE: PriceBreaks = new Map();

/** By minimum quantity: what one unit costs from there on. */
const quantityPrice = z
  .record(z.string().regex(/^[1-9]\d*$/, 'is no quantity'), decimalField)
  .transform((prices): PriceBreaks => {
    const breaks = Object.entries(prices).map(([quantity, price]) => [Number(quantity), stored(price)] as const);
    return new Map(breaks.sort(([a], [b]) => a - b));
  });

const stored = (price: Decimal): Decimal => price.toDecimalPlaces(PRICE_DECIMALS);

export const putPricesBody = z
  .object({ priceLists: z.array(z.object({ priceListId: idField, quantityPrice })).min(1) })
  .transform(({ priceLists }): Prices => new Map(priceLists.map((list) => [list.priceListId, list.quantityPrice])));

/** As staff and seeds write a price: of any quantity, by minimum quantity, or null for none. */
const writtenPrice = z.union([
  decimalField.transform((price): PriceBreaks => new Map([[1, stored(price)]])),
  quantityPrice,
  z.null().transform(() => NO_PRICE),
]);

/** By price list id. */
export const writtenPrices = z
  .record(z.string().regex(/^\d+$/), writtenPrice)
  .transform((prices): Prices => new Map(Object.entries(prices).map(([list, breaks]) => [Number(list), breaks])));

/** A list that is named gets these prices and no others; an empty map leaves it without any. */
export function setPrices(account: Account, product: Product, changes: Prices): void {
  checkPrices(account, changes);
  const kept = [...product.prices].filter(([listId]) => !changes.has(listId));
  product.prices = new Map([...kept, ...[...changes].filter(([, breaks]) => breaks.size > 0)]);
  if (account.switches.pricesModifyProduct) productModified(account, product);
}

export function checkPrices(account: Account, prices: Prices): void {
  for (const [listId, breaks] of prices) {
    if (!account.state.lists.priceLists.some(({ id }) => id === listId)) {
      throw badRequest('PRDC-905', `There is no price list ${listId}`);
    }
    if ([...breaks.values()].some((price) => price.isNegative())) {
      throw badRequest('PRDC-906', `A price of price list ${listId} is below 0`);
    }
  }
}
