import type { Account } from '../account';
import { customFieldsView } from '../custom-fields';
import type { Channel } from '../seeds/operations';
import type { Product, ProductDetails } from './records';

export interface ProductShown {
  /** The sales channel that is asked for in place of the default one. */
  readonly channel?: Channel | undefined;
  /** `includeOptional`. */
  readonly optional: ReadonlySet<string>;
}

export function productView(account: Account, product: Product, { channel, optional }: ProductShown) {
  const { taxCodes, warehouses } = account.state.lists;
  const taxCode = taxCodes.find(({ code }) => code === product.taxCode);
  const { details } = product;
  return {
    id: product.id,
    brandId: product.brandId,
    collectionId: details.collectionId,
    productTypeId: product.productTypeId,
    identity: identity(product),
    productGroupId: details.productGroupId,
    featured: details.featured,
    stock: {
      stockTracked: product.stockTracked,
      weight: { magnitude: details.weight },
      dimensions: details.dimensions,
    },
    financialDetails: { taxable: (taxCode?.rate ?? 0) > 0, taxCode: { id: taxCode?.id, code: product.taxCode } },
    salesChannels: [channel ? otherChannel(product, channel) : defaultChannel(product)],
    composition: composition(product),
    ...(details.variations.length > 0 && { variations: variations(account, details) }),
    ...(optional.has('customFields') && { customFields: customFieldsView(details.customFields) }),
    ...(optional.has('nullCustomFields') && { nullCustomFields: emptyFields(account, details) }),
    createdOn: account.time(product.createdOn),
    updatedOn: account.time(product.updatedOn),
    warehouses: Object.fromEntries(warehouses.map(({ id }) => [id, NO_STOCK_RULES])),
    nominalCodeStock: '1001',
    nominalCodePurchases: '5000',
    nominalCodeSales: product.nominalCodeSales,
    seasonIds: details.seasonIds,
    reporting: {},
    status: product.status,
    salesPopupMessage: '',
    warehousePopupMessage: '',
    version: product.updatedOn,
  };
}

/** Identifiers that nobody ever set are left out; one that was emptied stays, empty. */
const identity = ({ sku, barcode, details: { isbn, ean, upc, mpn } }: Product) => ({
  sku,
  isbn,
  ean,
  upc,
  mpn,
  barcode,
});

const NO_STOCK_RULES = { defaultLocationId: 0, overflowLocationId: 0, reorderLevel: 0, reorderQuantity: 0 };

const html = (text: string) => ({ languageCode: 'en', text, format: 'HTML_FRAGMENT' });

const defaultChannel = ({ name, categories, details }: Product) => ({
  salesChannelName: 'Brightpearl',
  productName: name,
  productCondition: details.condition,
  categories: categories.map((id) => ({ categoryCode: String(id) })),
  description: html(details.description),
  shortDescription: html(details.shortDescription),
});

function otherChannel(product: Product, channel: Channel) {
  const own = product.details.channels.get(channel.id) ?? {};
  const shown = defaultChannel(product);
  return {
    ...shown,
    salesChannelName: channel.name,
    productName: own.productName ?? shown.productName,
    description: own.description === undefined ? shown.description : html(own.description),
    shortDescription: own.shortDescription === undefined ? shown.shortDescription : html(own.shortDescription),
    availableToSellOnChannel: own.availableToSellOnChannel ?? true,
    sellWhenNoStock: own.sellWhenNoStock ?? false,
  };
}

const composition = ({ bundle }: Product) =>
  bundle.length === 0
    ? { bundle: false }
    : {
        bundle: true,
        bundleComponents: bundle.map(({ productId, quantity }) => ({ productId, productQuantity: quantity })),
      };

/** By the names that options and values have now. */
function variations({ state: { attributes } }: Account, details: ProductDetails) {
  return details.variations.map(({ optionId, optionValueId }) => ({
    optionId,
    optionName: attributes.options.get(optionId)?.name,
    optionValueId,
    optionValue: attributes.optionValues.get(optionValueId)?.name,
  }));
}

const emptyFields = (account: Account, { customFields }: ProductDetails): string[] =>
  account.state.lists.productCustomFields.flatMap(({ code }) => (customFields.has(code) ? [] : [code]));
