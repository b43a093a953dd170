import { z } from 'zod';
import type { Account } from '../account';
import { idField } from '../endpoint';
import { badRequest } from '../failure';
import type { Product } from '../records';
import { BRANDS } from '../seeds/brands';
import { addProduct } from './products';

const SKU_LENGTH = 32;
/** The only one that the account has. */
const PRODUCT_TYPE_ID = 1;

const text = z.string().nullish();

export const newProductBody = z.object({
  brandId: idField.nullish(),
  productTypeId: idField.nullish(),
  identity: z.object({ sku: text, barcode: text }).nullish(),
  stock: z.object({ stockTracked: z.boolean().nullish() }).nullish(),
  financialDetails: z.object({ taxCode: z.object({ id: idField.nullish(), code: text }).nullish() }).nullish(),
  salesChannels: z
    .array(
      z.object({
        salesChannelName: z.literal('Brightpearl'),
        productName: z.string().min(1),
        categories: z.array(z.object({ categoryCode: idField })).min(1),
      }),
    )
    .min(1),
});

type NewProductBody = z.output<typeof newProductBody>;

/** Stores a new product. Nothing makes a SKU unique, so the same body twice makes two. */
export function createProduct(account: Account, body: NewProductBody): Product {
  const { brandId, productTypeId, identity, stock, financialDetails } = body;
  const [channel] = body.salesChannels;
  const sku = identity?.sku ?? '';
  if (brandId === null || brandId === undefined) throw badRequest('PRDC-014', 'You must supply a brand ID.');
  if (!BRANDS.some(({ id }) => id === brandId)) throw badRequest('PRDC-901', `There is no brand ${brandId}`);
  if ((productTypeId ?? PRODUCT_TYPE_ID) !== PRODUCT_TYPE_ID) {
    throw badRequest('PRDC-902', `There is no product type ${productTypeId}`);
  }
  if (sku.length > SKU_LENGTH) throw badRequest('PRDC-903', `The SKU must have ${SKU_LENGTH} characters at most`);
  const now = account.now();
  const product: Product = {
    id: account.state.nextId('product'),
    sku,
    name: channel?.productName ?? '',
    barcode: identity?.barcode ?? '',
    brandId,
    categories: channel?.categories.map(({ categoryCode }) => categoryCode) ?? [],
    stockTracked: stock?.stockTracked ?? false,
    bundle: [],
    taxCode: taxCodeOf(account, financialDetails?.taxCode),
    nominalCodeSales: '4000',
    status: 'LIVE',
    prices: new Map(),
    createdOn: now,
    updatedOn: now,
  };
  addProduct(account, product);
  return product;
}

/** By id, else by code; the account's first where none is given. */
function taxCodeOf(account: Account, given: NonNullable<NewProductBody['financialDetails']>['taxCode']): string {
  const { taxCodes } = account.state.lists;
  if (!given) return taxCodes[0]?.code ?? '';
  const found = taxCodes.find(({ id, code }) => (given.id ? id === given.id : code === given.code));
  if (!found) throw badRequest('PRDC-904', `There is no tax code ${given.id ?? given.code}`);
  return found.code;
}
