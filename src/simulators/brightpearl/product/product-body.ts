/** A product as the API takes it, for POST and PUT alike: what is left out stays as it is. */
import { z } from 'zod';
import type { Account } from '../account';
import { idField } from '../endpoint';
import {
  checkBrand,
  checkedCategory,
  checkedCollection,
  checkedSeason,
  checkedType,
  checkSku,
  taxCodeOf,
} from './product-checks';
import type { DetailChanges, ProductChanges } from './products';
import type { Product } from './records';

/** Of the numbers that are printed as a bar code. */
const IDENTIFIER_LENGTH = 14;

const text = z.string().nullish();
const code = z.string().max(IDENTIFIER_LENGTH, `must have ${IDENTIFIER_LENGTH} characters at most`).nullish();
const html = z.object({ text: z.string().nullish() }).nullish();
const size = z.number().min(0).nullish();

const salesChannel = z.object({
  salesChannelName: z.literal('Brightpearl'),
  productName: z.string().min(1).nullish(),
  productCondition: z.enum(['new', 'used', 'refurbished']).nullish(),
  categories: z
    .array(z.object({ categoryCode: idField }))
    .min(1)
    .nullish(),
  description: html,
  shortDescription: html,
});

export const identityBody = z.object({ sku: text, isbn: code, ean: code, upc: code, mpn: text, barcode: text });

export const productBody = z.object({
  brandId: idField.nullish(),
  collectionId: idField.nullish(),
  productTypeId: idField.nullish(),
  identity: identityBody.nullish(),
  featured: z.boolean().nullish(),
  stock: z
    .object({
      stockTracked: z.boolean().nullish(),
      weight: z.object({ magnitude: size }).nullish(),
      dimensions: z.object({ length: size, height: size, width: size, volume: size }).nullish(),
    })
    .nullish(),
  financialDetails: z.object({ taxCode: z.object({ id: idField.nullish(), code: text }).nullish() }).nullish(),
  salesChannels: z.array(salesChannel).min(1).nullish(),
  variations: z.array(z.object({ optionId: idField, optionValueId: idField })).nullish(),
  seasonIds: z.array(idField).nullish(),
});

export type ProductBody = z.output<typeof productBody>;

/** What a body changes of a product, `before` being as it is or would be without the body. */
export function changesOf(account: Account, body: ProductBody, before: Product): ProductChanges {
  const [channel] = body.salesChannels ?? [];
  const { sku, barcode, ...identifiers } = identifiersOf(body);
  const brandId = body.brandId ?? before.brandId;
  checkBrand(account, brandId);
  return {
    sku,
    barcode,
    brandId,
    name: channel?.productName ?? undefined,
    productTypeId: checkedType(account, body.productTypeId ?? before.productTypeId),
    categories: channel?.categories?.map(({ categoryCode }) => checkedCategory(account, categoryCode)),
    stockTracked: body.stock?.stockTracked ?? undefined,
    taxCode: taxCodeOf(account, body.financialDetails?.taxCode),
    details: { ...identifiers, ...detailsOf(account, body, before, brandId) },
  };
}

function detailsOf(account: Account, body: ProductBody, before: Product, brandId: number): DetailChanges {
  const [channel] = body.salesChannels ?? [];
  const { dimensions } = before.details;
  return {
    collectionId: body.collectionId ? checkedCollection(account, body.collectionId, brandId) : undefined,
    featured: body.featured ?? undefined,
    weight: body.stock?.weight?.magnitude ?? undefined,
    dimensions: { ...dimensions, ...given(body.stock?.dimensions ?? {}) },
    condition: channel?.productCondition ?? undefined,
    description: channel?.description?.text ?? undefined,
    shortDescription: channel?.shortDescription?.text ?? undefined,
    seasonIds: body.seasonIds?.map((id) => checkedSeason(account, id)),
    variations: body.variations ?? undefined,
  };
}

function identifiersOf({ identity }: ProductBody) {
  const { sku, barcode, isbn, ean, upc, mpn } = given(identity ?? {});
  if (sku !== undefined) checkSku(sku);
  return { sku, barcode, isbn, ean, upc, mpn };
}

/** What has a value. */
const given = <T extends object>(values: T): { [Key in keyof T]?: NonNullable<T[Key]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as {
    [Key in keyof T]?: NonNullable<T[Key]>;
  };
