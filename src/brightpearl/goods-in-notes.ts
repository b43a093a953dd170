/** Goods-in notes: what customers send back on a sales credit, and what it is worth. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { chunkIds, formatIdSet, MAX_IDS, noneIfNotFound } from './id-set';
import { newId, submit } from './messages';
import { decimalString } from './schemas/sales-order';
import { read, type CallOptions, type SendOptions } from './transport';

/** Goods of one row of the credit. */
export interface GoodsIn {
  readonly productId: number;
  /** The credit's row: the field keeps the name that it has for purchase orders. */
  readonly purchaseOrderRowId: number;
  readonly quantity: number;
  readonly destinationLocationId: number;
  /** Of one unit, in the account's base currency. */
  readonly productValue: { readonly currency: string; readonly value: string };
}

export interface GoodsInInput {
  readonly warehouseId: number;
  readonly receivedOn: string;
  /** Unique in the account. */
  readonly userBatchReference: string;
  readonly goodsMoved: readonly GoodsIn[];
}

const notesSchema = z.record(z.string(), z.object({ userBatchReference: z.string().nullish() }));

const priceSchema = z.object({
  productId: z.number().int(),
  priceLists: z.array(z.object({ priceListId: z.number().int(), quantityPrice: z.record(z.string(), decimalString) })),
});

const pathOf = (creditId: number): string => `/warehouse-service/order/${creditId}/goods-note/goods-in`;

export const goodsInResource = (http: HttpClient) => ({
  /** Not idempotent but by its batch reference, which is refused a second time. Gives the id of the first note. */
  create: (creditId: number, { goodsMoved, ...note }: GoodsInInput, options?: SendOptions): Promise<number> => {
    const body = { transfer: false, ...note, goodsMoved };
    return submit(http, { method: 'POST', path: pathOf(creditId), body, answer: newId }, options);
  },

  /** Of an order or credit, by id. */
  async ofOrder(
    orderId: number,
    { signal }: CallOptions = {},
  ): Promise<readonly { readonly id: number; readonly reference: string }[]> {
    const notes = await noneIfNotFound(read(http, { path: pathOf(orderId), response: notesSchema, signal }));
    return Object.entries(notes ?? {}).map(([id, note]) => ({
      id: Number(id),
      reference: note.userBatchReference ?? '',
    }));
  },

  /** The location of a warehouse that takes goods in, or keeps them apart. */
  location: (warehouseId: number, kind: 'default' | 'quarantine', { signal }: CallOptions = {}): Promise<number> => {
    const path = `/warehouse-service/warehouse/${warehouseId}/location/${kind}`;
    return read(http, { path, response: z.coerce.number().int(), signal });
  },

  /** Price of one unit by product; those without a price in the list are absent. */
  async unitPrices(
    priceListId: number,
    productIds: Iterable<number>,
    { signal }: CallOptions = {},
  ): Promise<ReadonlyMap<number, string>> {
    const prices = new Map<number, string>();
    for (const chunk of chunkIds(productIds, MAX_IDS)) {
      const path = `/product-service/product-price/${formatIdSet(chunk)}/price-list/${priceListId}`;
      const found = await noneIfNotFound(read(http, { path, response: z.array(priceSchema), signal }));
      for (const { productId, priceLists } of found ?? []) {
        const price = priceLists.find((list) => list.priceListId === priceListId)?.quantityPrice['1'];
        if (price !== undefined) prices.set(productId, price);
      }
    }
    return prices;
  },
});
