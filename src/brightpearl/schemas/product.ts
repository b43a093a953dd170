/** Products as they are read and made (`/product-service/product`), and as the search lists them. */
import { z } from 'zod';
import { customFieldsSchema } from './custom-fields';
import { decimalString } from './sales-order';
import { words } from './words';

const id = z.number().int();

export const productRowSchema = z
  .object({
    productId: id,
    productName: words,
    SKU: z.string().nullable(),
    EAN: words,
    UPC: words,
    ISBN: words,
    MPN: words,
    barcode: words,
    stockTracked: z.boolean(),
    productStatus: words,
    productGroupId: id.nullish(),
    brandId: id.nullish(),
    productTypeId: id.nullish(),
    createdOn: z.string().nullish(),
    updatedOn: z.string().nullish(),
  })
  .transform(({ SKU, EAN, UPC, ISBN, MPN, productName, productStatus, ...row }) => ({
    ...row,
    sku: SKU ?? '',
    ean: EAN,
    upc: UPC,
    isbn: ISBN,
    mpn: MPN,
    name: productName,
    /** `LIVE`, `DISCONTINUED` or `ARCHIVED`. */
    status: productStatus,
  }));

export type BpProductRow = z.infer<typeof productRowSchema>;

const htmlSchema = z
  .object({ text: words })
  .nullish()
  .transform((html) => html?.text ?? '');

const salesChannelSchema = z.object({
  productName: words,
  productCondition: words,
  categories: z.array(z.object({ categoryCode: z.coerce.number().int() })).nullish(),
  description: htmlSchema,
  shortDescription: htmlSchema,
  availableToSellOnChannel: z.boolean().nullish(),
});

const measure = decimalString.nullish().transform((value) => value ?? '0');

const stockSchema = z
  .object({
    stockTracked: z.boolean(),
    weight: z.object({ magnitude: measure }).nullish(),
    dimensions: z.object({ length: measure, height: measure, width: measure }).nullish(),
  })
  .transform(({ weight, dimensions, stockTracked }) => ({
    stockTracked,
    /** In the account's unit, which its configuration names; `0` where nobody entered any. */
    weight: weight?.magnitude ?? '0',
    dimensions: dimensions ?? { length: '0', height: '0', width: '0' },
  }));

const compositionSchema = z.object({
  bundle: z.boolean(),
  bundleComponents: z.array(z.object({ productId: id, productQuantity: z.coerce.number() })).nullish(),
});

/** Names as they are now: options and values can be renamed. */
const variationSchema = z.object({ optionId: id, optionName: words, optionValueId: id, optionValue: words });

export const productSchema = z
  .object({
    id,
    brandId: id.nullish(),
    collectionId: id.nullish(),
    productTypeId: id.nullish(),
    /** Of the variants of one thing, which are products of their own. */
    productGroupId: id.nullish(),
    /** Identifiers that are missing are empty. */
    identity: z.object({ sku: words, ean: words, upc: words, isbn: words, mpn: words, barcode: words }),
    featured: z.boolean().nullish(),
    stock: stockSchema,
    financialDetails: z.object({ taxCode: z.object({ id: id.nullish(), code: words }).nullish() }).nullish(),
    salesChannels: z.array(salesChannelSchema).nullish(),
    composition: compositionSchema,
    variations: z.array(variationSchema).nullish(),
    seasonIds: z.array(id).nullish(),
    /** Only where they were asked for. */
    customFields: customFieldsSchema.nullish(),
    status: z.string().nullish(),
    nominalCodeSales: z.string().nullish(),
    updatedOn: z.string().nullish(),
  })
  .transform(({ salesChannels, variations, seasonIds, ...product }) => {
    const [channel] = salesChannels ?? [];
    return {
      ...product,
      /** Of the channel that was asked for, which has the default one's where it has none of its own. */
      name: channel?.productName ?? '',
      description: channel?.description ?? '',
      shortDescription: channel?.shortDescription ?? '',
      /** `new`, `used` or `refurbished`. */
      condition: channel?.productCondition ?? '',
      /** Undefined for the default channel. */
      sellable: channel?.availableToSellOnChannel ?? undefined,
      variations: variations ?? [],
      seasonIds: seasonIds ?? [],
      /** Brightpearl category ids, of all channels together. */
      categories: [
        ...new Set((salesChannels ?? []).flatMap(({ categories }) => categories ?? []).map((one) => one.categoryCode)),
      ],
    };
  });

export type BpProduct = z.infer<typeof productSchema>;

interface Html {
  readonly languageCode: 'en';
  readonly text: string;
  readonly format: 'HTML_FRAGMENT';
}

/** What a new product needs, by the documentation and by recorded requests, and what makes it stock-tracked; then what it can have. */
export interface ProductInput {
  readonly brandId: number;
  /** Of the brand. */
  readonly collectionId?: number;
  readonly productTypeId: number;
  /** The SKU has at most 32 characters, the numbers of bar codes 14. */
  readonly identity: {
    readonly sku: string;
    readonly ean?: string;
    readonly upc?: string;
    readonly isbn?: string;
    readonly mpn?: string;
    readonly barcode?: string;
  };
  readonly stock: {
    readonly stockTracked: boolean;
    readonly weight?: { readonly magnitude: number };
    readonly dimensions?: { readonly length: number; readonly height: number; readonly width: number };
  };
  readonly financialDetails: { readonly taxCode: { readonly id: number; readonly code: string } };
  /** There is only this one. */
  readonly salesChannels: readonly [
    {
      readonly salesChannelName: 'Brightpearl';
      readonly productName: string;
      readonly categories: readonly { readonly categoryCode: string }[];
      readonly description?: Html;
      readonly shortDescription?: Html;
    },
  ];
  /** At most four, of options that the product type has. */
  readonly variations?: readonly { readonly optionId: number; readonly optionValueId: number }[];
  readonly seasonIds?: readonly number[];
}
