/** What seeds and staff say of a product beside its SKU, stock and prices. */
import { z } from 'zod';
import type { Account } from '../account';
import type { PatchOperation } from '../order/order-patch';
import { patchProductFields } from './product-custom-fields';
import type { DetailChanges, ProductChanges } from './products';
import type { ChannelTexts, Product } from './records';

const size = z.number().min(0);

const channelTexts = z.strictObject({
  productName: z.string().optional(),
  description: z.string().optional(),
  shortDescription: z.string().optional(),
  availableToSellOnChannel: z.boolean().optional(),
  sellWhenNoStock: z.boolean().optional(),
});

export const staffFields = z.strictObject({
  name: z.string().optional(),
  barcode: z.string().optional(),
  taxCode: z.string().optional(),
  brandId: z.number().int().optional(),
  productTypeId: z.number().int().optional(),
  categories: z.array(z.number().int()).min(1).optional(),
  stockTracked: z.boolean().optional(),
  status: z.enum(['LIVE', 'DISCONTINUED', 'ARCHIVED']).optional(),
  description: z.string().optional(),
  shortDescription: z.string().optional(),
  condition: z.enum(['new', 'used', 'refurbished']).optional(),
  weight: size.optional(),
  dimensions: z.strictObject({ length: size, height: size, width: size, volume: size.default(0) }).optional(),
  isbn: z.string().optional(),
  ean: z.string().optional(),
  upc: z.string().optional(),
  mpn: z.string().optional(),
  collectionId: z.number().int().optional(),
  featured: z.boolean().optional(),
  seasonIds: z.array(z.number().int()).optional(),
  variations: z.array(z.strictObject({ optionId: z.number().int(), optionValueId: z.number().int() })).optional(),
  /** By code; null takes the value away. */
  customFields: z.record(z.string(), z.unknown()).optional(),
  /** By channel id: what the channel has of its own. Replaces what it had. */
  channels: z.record(z.string().regex(/^\d+$/), channelTexts).optional(),
});

type StaffFields = z.output<typeof staffFields>;

/** Custom fields are apart: {@link setStaffCustomFields}. */
export function changesByStaff(given: StaffFields, channels: ReadonlyMap<number, ChannelTexts>): ProductChanges {
  const { name, barcode, taxCode, brandId, productTypeId, categories, stockTracked, status } = given;
  return {
    name,
    barcode,
    taxCode,
    brandId,
    productTypeId,
    categories,
    stockTracked,
    status,
    details: detailsByStaff(given, channels),
  };
}

function detailsByStaff(given: StaffFields, channels: ReadonlyMap<number, ChannelTexts>): DetailChanges {
  const { description, shortDescription, condition, weight, dimensions, isbn, ean, upc, mpn } = given;
  const { collectionId, featured, seasonIds, variations } = given;
  const own = Object.entries(given.channels ?? {}).map(([id, texts]) => [Number(id), texts] as const);
  return {
    description,
    shortDescription,
    condition,
    weight,
    dimensions,
    isbn,
    ean,
    upc,
    mpn,
    collectionId,
    featured,
    seasonIds,
    variations,
    channels: own.length === 0 ? undefined : new Map([...channels, ...own]),
  };
}

export function setStaffCustomFields(account: Account, product: Product, { customFields = {} }: StaffFields): void {
  const has = product.details.customFields;
  const operations = Object.entries(customFields).flatMap(([code, value]): PatchOperation[] => {
    if (value !== null) return [{ op: 'add', path: `/${code}`, value }];
    return has.has(code) ? [{ op: 'remove', path: `/${code}` }] : [];
  });
  if (operations.length > 0) patchProductFields(account, product, operations);
}
