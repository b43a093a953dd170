import type { Account } from '../account';
import type { Product } from './records';
import { column, type SearchSource } from '../search/columns';

export const PRODUCT_SEARCH: SearchSource = {
  name: 'product-search',
  columns: [
    column('productId', 'IDSET', { referenceData: ['productCategoryMembership'] }),
    column('productName', 'SEARCH_STRING'),
    column('SKU', 'STRING'),
    column('barcode', 'STRING'),
    column('EAN', 'STRING'),
    column('UPC', 'STRING'),
    column('ISBN', 'STRING'),
    column('MPN', 'STRING'),
    column('stockTracked', 'BOOLEAN'),
    column('salesChannelName', 'STRING', { filterable: false }),
    column('createdOn', 'PERIOD'),
    column('updatedOn', 'PERIOD'),
    column('brightpearlCategoryCode', 'IDSET', { sortable: false }),
    column('productGroupId', 'INTEGER'),
    column('brandId', 'IDSET'),
    column('productTypeId', 'IDSET'),
    column('productStatus', 'STRING'),
    column('primarySupplierId', 'IDSET'),
  ],
  filters: [],
  references: (rows) => ({
    productCategoryMembership: Object.fromEntries(rows.map((row) => [row['productId'], row['categoryIds']])),
  }),
};

export function indexProduct(account: Account, product: Product): void {
  const { ean, upc, isbn, mpn, productGroupId } = product.details;
  account.index('product-search', product.id, {
    productId: product.id,
    productName: product.name,
    SKU: product.sku,
    barcode: product.barcode,
    EAN: ean ?? null,
    UPC: upc ?? null,
    ISBN: isbn ?? null,
    MPN: mpn ?? null,
    stockTracked: product.stockTracked,
    salesChannelName: 'Brightpearl',
    createdOn: product.createdOn,
    updatedOn: product.updatedOn,
    brightpearlCategoryCode: product.categories[0] ?? null,
    categoryIds: product.categories,
    productGroupId: productGroupId ?? null,
    brandId: product.brandId,
    productTypeId: product.productTypeId,
    productStatus: product.status,
    primarySupplierId: null,
  });
}
