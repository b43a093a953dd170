/** Goods-in notes: what customers send back on a sales credit, and what it is worth. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { noneIfNotFound } from './id-set';
import { newId, submit } from './messages';
import { readPrices } from './prices';
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
    options: CallOptions = {},
  ): Promise<ReadonlyMap<number, string>> {
    const found = await readPrices(http, productIds, [priceListId], options);
    return new Map(
      [...found].flatMap(([productId, prices]) => {
        const price = prices.get(priceListId)?.get(1);
        return price === undefined ? [] : [[productId, price] as const];
      }),
    );
  },
});
