import type { Account } from '../account';
import { Decimal, fourDigits } from '../decimals';
import type { Product } from './records';
import type { PriceList } from '../seeds/operations';

/** A product on each of the lists; an empty map is no price, which is not a price of zero. */
export const productPriceView = (account: Account, product: Product, lists: readonly PriceList[]) => ({
  productId: product.id,
  priceLists: lists.map((list) => ({
    priceListId: list.id,
    ...currencyOf(account, list),
    quantityPrice: quantityPrice(account, product, list),
  })),
});

function quantityPrice(account: Account, product: Product, list: PriceList): Record<string, string> {
  const breaks = product.prices.get(list.id);
  if (!breaks) return {};
  const factor = list.gross && account.switches.grossListPrices === 'gross' ? taxFactor(account, product) : ONE;
  return Object.fromEntries([...breaks].map(([quantity, price]) => [quantity, fourDigits(price.times(factor))]));
}

const ONE = new Decimal(1);

function taxFactor(account: Account, { taxCode }: Product): Decimal {
  const rate = account.state.lists.taxCodes.find(({ code }) => code === taxCode)?.rate ?? 0;
  return ONE.plus(new Decimal(rate).div(100));
}

export function priceListView(account: Account, list: PriceList) {
  const { currencyCode, currencyId } = currencyOf(account, list);
  return {
    id: list.id,
    name: { languageCode: 'en', text: list.name, format: 'PLAINTEXT' },
    code: list.code,
    currencyCode,
    currencySymbol: account.state.lists.currencies.find(({ code }) => code === currencyCode)?.symbol,
    currencyId,
    priceListTypeCode: list.typeCode,
    gross: list.gross,
  };
}

function currencyOf(account: Account, list: PriceList) {
  const { currencies, baseCurrency } = account.state.lists;
  const currencyCode = list.currencyCode ?? baseCurrency;
  return { currencyCode, currencyId: currencies.find(({ code }) => code === currencyCode)?.id };
}
