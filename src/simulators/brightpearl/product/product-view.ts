import type { Account } from '../account';
import { fourDigits } from '../decimals';
import type { Product } from '../records';
import type { PriceList } from '../seeds/operations';

export function productView(account: Account, product: Product) {
  const { taxCodes, warehouses } = account.state.lists;
  const taxCode = taxCodes.find(({ code }) => code === product.taxCode);
  return {
    id: product.id,
    brandId: product.brandId,
    productTypeId: 1,
    identity: { sku: product.sku, barcode: product.barcode },
    featured: false,
    stock: {
      stockTracked: product.stockTracked,
      weight: { magnitude: 0 },
      dimensions: { length: 0, height: 0, width: 0, volume: 0 },
    },
    financialDetails: { taxable: (taxCode?.rate ?? 0) > 0, taxCode: { id: taxCode?.id, code: product.taxCode } },
    salesChannels: [salesChannel(product)],
    composition: composition(product),
    createdOn: account.time(product.createdOn),
    updatedOn: account.time(product.updatedOn),
    warehouses: Object.fromEntries(warehouses.map(({ id }) => [id, NO_STOCK_RULES])),
    nominalCodeStock: '1001',
    nominalCodePurchases: '5000',
    nominalCodeSales: product.nominalCodeSales,
    seasonIds: [],
    reporting: {},
    status: product.status,
    salesPopupMessage: '',
    warehousePopupMessage: '',
    version: product.updatedOn,
  };
}

const NO_STOCK_RULES = { defaultLocationId: 0, overflowLocationId: 0, reorderLevel: 0, reorderQuantity: 0 };

const EMPTY_TEXT = { languageCode: 'en', text: '', format: 'HTML_FRAGMENT' };

const salesChannel = (product: Product) => ({
  salesChannelName: 'Brightpearl',
  productName: product.name,
  productCondition: 'new',
  categories: product.categories.map((id) => ({ categoryCode: String(id) })),
  description: EMPTY_TEXT,
  shortDescription: EMPTY_TEXT,
});

const composition = ({ bundle }: Product) =>
  bundle.length === 0
    ? { bundle: false }
    : {
        bundle: true,
        bundleComponents: bundle.map(({ productId, quantity }) => ({ productId, productQuantity: quantity })),
      };

/** All of a product's price lists; an empty map is no price, which is not a price of zero. */
export const productPriceView = (account: Account, product: Product, lists: readonly PriceList[]) => ({
  productId: product.id,
  priceLists: lists.map((list) => ({
    priceListId: list.id,
    ...baseCurrency(account),
    quantityPrice: quantityPrice(product, list.id),
  })),
});

function quantityPrice(product: Product, priceListId: number): Record<string, string> {
  const price = product.prices.get(priceListId);
  return price === undefined ? {} : { '1': fourDigits(price) };
}

export function priceListView(account: Account, list: PriceList) {
  const { currencyCode, currencyId } = baseCurrency(account);
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

function baseCurrency(account: Account) {
  const { currencies, baseCurrency: currencyCode } = account.state.lists;
  return { currencyCode, currencyId: currencies.find(({ code }) => code === currencyCode)?.id };
}
