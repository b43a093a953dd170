/** Products as the shop describes them (V3): read whole, changed field by field, and made with their variants. */
import { z } from 'zod';
import { RemoteError } from '../domain/remote-error';
import type { HttpClient } from '../http/http-client';
import { type BatchOutcome } from './batches';
import { MULTI_STATUS, partialSchema, sendProducts, sendVariants, wordsOf } from './product-batch';
import { productRow, variantRow, type ProductFields, type VariantFields } from './product-fields';
import { PRODUCTS, productReads, type WalkOptions } from './product-reads';
import { customFieldSchema, productSchema, variantSchema, type BcCustomField, type BcProduct } from './schemas/product';
import { integer } from './schemas/common';
import type { CallOptions, SendOptions } from './transport';

export interface ProductWrite extends ProductFields {
  readonly productId: number;
}

export interface VariantWrite extends VariantFields {
  readonly variantId: number;
}

export interface NewProduct extends ProductFields {
  readonly name: string;
  readonly weight: string;
  readonly price: string;
  /** What stock is kept of. */
  readonly tracking: 'none' | 'product' | 'variant';
  /** At most 600, each with a value of every option; without any it is a plain product. */
  readonly variants?: readonly NewVariant[];
}

export interface NewVariant extends VariantFields {
  /** By the names of option and value, which are made with the product. */
  readonly choices: readonly { readonly option: string; readonly value: string }[];
}

/** Of a product that has its options already. */
export interface AddedVariant extends VariantFields {
  readonly sku: string;
  readonly choices: readonly { readonly optionId: number; readonly valueId: number }[];
}

export interface CreatedProduct {
  readonly productId: number;
  readonly variants: readonly { readonly variantId: number; readonly sku: string }[];
  /** What of it was not saved, in the store's words; undefined when all was. */
  readonly incomplete: string | undefined;
}

const FIELDS =
  'name,sku,description,weight,width,height,depth,brand_id,categories,upc,gtin,mpn,is_visible,base_variant_id,date_modified';

const createdVariant = z.object({ id: integer, sku: z.string() });
const createdSchema = z.intersection(
  partialSchema,
  z.object({ data: z.object({ id: integer, variants: z.array(createdVariant).nullish() }) }),
);

export function productsResource(http: HttpClient) {
  const reads = productReads(http, {
    fields: FIELDS,
    include: 'variants,custom_fields',
    product: productSchema,
    variant: variantSchema,
  });
  return {
    /** Every product, with its variants and custom fields: ⌈products / 250⌉ requests. */
    walk: (options: WalkOptions = {}): AsyncGenerator<BcProduct[], void, undefined> => reads.walk(options),

    /** What was deleted is missing. */
    byIds: (productIds: readonly number[], options: CallOptions = {}): Promise<BcProduct[]> =>
      reads.byIds(productIds, options),

    /** Changes at most 10 products. Can be repeated. @throws RangeError before anything is sent, when there are more */
    update: (writes: readonly ProductWrite[], options: CallOptions = {}): Promise<BatchOutcome<ProductWrite>> =>
      sendProducts(http, writes, ({ productId, ...fields }) => ({ id: productId, ...productRow(fields) }), options),

    /** As {@link update}, of variants: at most 50. Of a base variant the fields are its product's. */
    updateVariants: (
      writes: readonly VariantWrite[],
      { signal }: CallOptions = {},
    ): Promise<BatchOutcome<VariantWrite>> =>
      sendVariants(http, writes, ({ variantId, ...fields }) => ({ id: variantId, ...variantRow(fields) }), { signal }),

    /** Not idempotent, but names and SKUs are unique: a second one is a `conflict`. */
    async create(
      { variants = [], tracking, ...fields }: NewProduct,
      { signal, beforeSend }: SendOptions = {},
    ): Promise<CreatedProduct> {
      const rows = variants.map(({ choices, ...own }) => ({
        ...variantRow(own),
        option_values: choices.map(({ option, value }) => ({ option_display_name: option, label: value })),
      }));
      const body = {
        type: 'physical',
        inventory_tracking: tracking,
        ...productRow(fields),
        ...(rows.length > 0 && { variants: rows }),
      };
      const request = { method: 'POST', path: PRODUCTS, body, answer: createdSchema, signal, beforeSend } as const;
      const { status, body: created } = await http.request(request);
      return {
        productId: created.data.id,
        variants: (created.data.variants ?? []).map(({ id, sku }) => ({ variantId: id, sku })),
        incomplete: status === MULTI_STATUS ? wordsOf(created, request) : undefined,
      };
    },

    /** Its id. Not idempotent, but SKU and choices are unique: a second one is a `conflict`. */
    async addVariant(
      productId: number,
      { choices, ...fields }: AddedVariant,
      { signal, beforeSend }: SendOptions = {},
    ): Promise<number> {
      const option_values = choices.map(({ optionId, valueId }) => ({ option_id: optionId, id: valueId }));
      const path = `${PRODUCTS}/${productId}/variants`;
      const answer = z.object({ data: z.object({ id: integer }) });
      const body = { ...variantRow(fields), option_values };
      return (await http.request({ method: 'POST', path, body, answer, signal, beforeSend })).body.data.id;
    },

    /**
     * Sets the value of a custom field that was read, or makes one. The same name may occur several times, the same name
     * and value not.
     */
    async setCustomField(
      productId: number,
      field: Omit<BcCustomField, 'id'> & { readonly id?: number | undefined },
      { signal }: CallOptions = {},
    ): Promise<BcCustomField> {
      const { id, ...body } = field;
      const base = `${PRODUCTS}/${productId}/custom-fields`;
      const [method, path] = id === undefined ? (['POST', base] as const) : (['PUT', `${base}/${id}`] as const);
      const answer = z.object({ data: customFieldSchema });
      return (await http.request({ method, path, body, answer, signal })).body.data;
    },

    /** One that is gone is removed already. */
    async removeCustomField(productId: number, id: number, { signal }: CallOptions = {}): Promise<void> {
      const path = `${PRODUCTS}/${productId}/custom-fields/${id}`;
      try {
        await http.request({ method: 'DELETE', path, answer: z.unknown(), signal });
      } catch (error) {
        if (!(error instanceof RemoteError && error.kind === 'not-found')) throw error;
      }
    },
  };
}
