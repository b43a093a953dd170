/** What the shop's staff do to price lists in the control panel: a second writer beside the API. */
import { z } from 'zod';
import { readControlBody } from '../../core/control';
import type { Route, SimRequest } from '../../core/http';
import type { SimContext } from '../context';
import { controlPost } from '../control-routes';
import type { Fields } from '../state';
import { recordKey, type PriceList } from './price-book';
import { assignPriceList, createPriceList, deletePriceList, deleteRecords, setRecords } from './price-changes';
import { priceListSchema } from './price-lists';
import { readRecord } from './price-record-input';

export interface PriceControl {
  /** Answers the list's id. */
  readonly addPriceList: (list: Fields) => number;
  readonly deletePriceList: (id: number) => void;
  /** One record, in the vendor's fields; by `variant_id` or `sku`. */
  readonly setPriceRecord: (listId: number, record: Fields) => void;
  readonly deletePriceRecord: (listId: number, variantId: number, currency: string) => void;
  /** To `customer_group_id`, `channel_id` or both. */
  readonly assignPriceList: (listId: number, to: PriceListTarget) => void;
}

interface PriceListTarget {
  readonly customer_group_id?: number | undefined;
  readonly channel_id?: number | undefined;
}

const fields = z.record(z.string(), z.unknown());
const id = z.number().int();
const targetSchema = z
  .strictObject({ customer_group_id: id.optional(), channel_id: id.optional() })
  .refine(({ customer_group_id, channel_id }) => (customer_group_id ?? channel_id) !== undefined, 'For whom?');
const keySchema = z.strictObject({ variant_id: id, currency: z.string() });

export function createPriceControl(context: SimContext): PriceControl {
  return {
    addPriceList: (given) => {
      const parsed = priceListSchema.extend({ id: id.optional() }).parse(given);
      return createPriceList(context, parsed).id;
    },
    deletePriceList: (listId) => deletePriceList(context, theList(context, listId)),
    setPriceRecord: (listId, given) => {
      const change = readRecord(context, given);
      if ('fieldErrors' in change) throw new Error(`The record is not valid: ${JSON.stringify(change.fieldErrors)}`);
      setRecords(context, theList(context, listId), [change], 'record');
    },
    deletePriceRecord: (listId, variantId, currency) => {
      const list = theList(context, listId);
      const record = list.records.get(recordKey(variantId, currency));
      if (!record) throw new Error(`Price list ${listId} has no price of variant ${variantId} in ${currency}`);
      deleteRecords(context, list, [record], 'record');
    },
    assignPriceList: (listId, { customer_group_id: group = null, channel_id: channel = null }) =>
      void assignPriceList(context, {
        priceListId: theList(context, listId).id,
        customerGroupId: group,
        channelId: channel,
      }),
  };
}

export function priceControlRoutes(control: PriceControl): Route[] {
  const idOf = ({ params }: SimRequest): number => Number(params['id']);
  return [
    controlPost('price-lists', (request) => ({ id: control.addPriceList(readControlBody(fields, request)) })),
    controlPost('price-lists/{id}/delete', (request) => control.deletePriceList(idOf(request))),
    controlPost('price-lists/{id}/records', (request) =>
      control.setPriceRecord(idOf(request), readControlBody(fields, request)),
    ),
    controlPost('price-lists/{id}/records/delete', (request) => {
      const { variant_id, currency } = readControlBody(keySchema, request);
      control.deletePriceRecord(idOf(request), variant_id, currency);
    }),
    controlPost('price-lists/{id}/assign', (request) =>
      control.assignPriceList(idOf(request), readControlBody(targetSchema, request)),
    ),
  ];
}

function theList({ state }: SimContext, listId: number): PriceList {
  const list = state.priceLists.get(listId);
  if (!list) throw new Error(`There is no price list ${listId}`);
  return list;
}
