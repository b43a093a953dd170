import type { Account } from '../account';
import type { Product } from '../records';

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
