/** Orders of every type: search, status, notes, custom fields (`/order-service/order`). */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { noneIfNotFound } from './id-set';
import { newId, nothing, submit } from './messages';
import { walkPeriod } from './period-walk';
import { formatPeriod, searchAll, type Period } from './search';
import { read, type CallOptions, type SendOptions } from './transport';

/** The same in every account. */
export const ORDER_TYPES = { salesOrder: 1, purchaseOrder: 2, salesCredit: 3, purchaseCredit: 4 } as const;
type OrderTypeId = (typeof ORDER_TYPES)[keyof typeof ORDER_TYPES];

const reference = z
  .union([z.string(), z.number()])
  .nullable()
  .transform((value) => (value === null ? null : String(value)));

/** Keys that we filter by must be columns of the answer: a missing one would read as "no such order". */
const orderRowSchema = z
  .object({
    orderId: z.number().int(),
    orderTypeId: z.number().int(),
    contactId: z.number().nullish(),
    orderStatusId: z.number().int(),
    customerRef: reference,
    externalRef: reference,
    installedIntegrationInstanceId: z.number().nullable(),
    parentOrderId: z.number().nullish(),
    /** Order-search calls the channel so. */
    departmentId: z.number().nullish(),
    createdOn: z.string(),
    /** Null for orders never changed since they were created. */
    updatedOn: z.string().nullable(),
  })
  .transform(({ departmentId, ...row }) => ({ ...row, channelId: departmentId }));

export type BpOrderRow = z.infer<typeof orderRowSchema>;

export interface OrderSearch {
  readonly orderTypeId: OrderTypeId;
  readonly externalRef?: string;
  /** The order's `ref`; neither unique nor safe from edits. */
  readonly customerRef?: string;
  readonly installedIntegrationInstanceId?: number;
  /** Orders that staff split off this one. */
  readonly parentOrderId?: number;
  readonly contactId?: number;
  readonly updatedOn?: Period;
  readonly createdOn?: Period;
}

export interface OrderWalk extends CallOptions {
  readonly orderTypeId: OrderTypeId;
  /** `updatedOn` misses orders never changed since they were created: walk both. */
  readonly by: 'updatedOn' | 'createdOn';
  readonly since: Date;
}

const noteSchema = z.object({ noteId: z.number().int(), text: z.string(), isPublic: z.boolean().nullish() });

const referenceSchema = z.object({ reference: reference.nullish() });
const customFieldsSchema = z.record(z.string(), z.unknown());

export type BpOrderNote = z.infer<typeof noteSchema>;

export interface NoteInput {
  readonly text: string;
  /** Whether customers see it in the portal. @default false */
  readonly isPublic?: boolean;
}

const SEARCH = '/order-service/order-search';
const pathOf = (id: number): string => `/order-service/order/${id}`;

export const ordersResource = (http: HttpClient) => ({
  /** By the index, which lags: "not found" proves nothing about an order just sent. */
  async search({ updatedOn, createdOn, ...exact }: OrderSearch, { signal }: CallOptions = {}): Promise<BpOrderRow[]> {
    const periods = {
      ...(updatedOn && { updatedOn: formatPeriod(updatedOn) }),
      ...(createdOn && { createdOn: formatPeriod(createdOn) }),
    };
    const rows = await searchAll(http, {
      path: SEARCH,
      filters: { ...exact, ...periods },
      row: orderRowSchema,
      signal,
    });
    return rows.filter((row) => matches(row, exact));
  },

  /** Every order changed, or created, since a moment. */
  walk: ({ orderTypeId, by, since, signal }: OrderWalk): AsyncGenerator<BpOrderRow[], void, undefined> =>
    walkPeriod(http, {
      path: SEARCH,
      dateFilter: by,
      filters: { orderTypeId },
      since,
      row: orderRowSchema,
      versionOf: (row) => `${row.orderId}@${row.updatedOn ?? row.createdOn}`,
      signal,
    }),

  /** Refused with `invalid` where Brightpearl's rules forbid it, as cancelling an order that has a payment. */
  setStatus: (id: number, orderStatusId: number, options?: CallOptions): Promise<void> =>
    submit(http, { method: 'PUT', path: `${pathOf(id)}/status`, body: { orderStatusId }, answer: nothing }, options),

  /** Not idempotent: look through `notes` for a marker first. */
  addNote: (id: number, { text, isPublic = false }: NoteInput, options?: SendOptions): Promise<number> =>
    submit(http, { method: 'POST', path: `${pathOf(id)}/note`, body: { text, isPublic }, answer: newId }, options),

  async notes(id: number, { signal }: CallOptions = {}): Promise<BpOrderNote[]> {
    const reading = read(http, { path: `${pathOf(id)}/note`, response: z.array(noteSchema), signal });
    return (await noneIfNotFound(reading)) ?? [];
  },

  /** What the order is called by its customer or supplier; empty without one, undefined for an order that is gone. */
  async reference(id: number, { signal }: CallOptions = {}): Promise<string | undefined> {
    const found = await noneIfNotFound(read(http, { path: pathOf(id), response: z.array(referenceSchema), signal }));
    return found?.[0]?.reference ?? undefined;
  },

  /** By code; those that are empty are absent. A text of digits comes back as a number. */
  async customFields(id: number, { signal }: CallOptions = {}): Promise<Readonly<Record<string, unknown>>> {
    const reading = read(http, { path: `${pathOf(id)}/custom-field`, response: customFieldsSchema, signal });
    return (await noneIfNotFound(reading)) ?? {};
  },

  /** Sets or changes: `add` does both, `replace` fails on an empty field. A select takes `{id}`. */
  async setCustomFields(
    id: number,
    fields: Readonly<Record<string, string | number | boolean | { readonly id: number }>>,
    { signal }: CallOptions = {},
  ): Promise<void> {
    const body = Object.entries(fields).map(([code, value]) => ({ op: 'add', path: `/${code}`, value }));
    await http.request({ method: 'PATCH', path: `${pathOf(id)}/custom-field`, body, answer: nothing, signal });
  },
});

const EXACT = [
  'orderTypeId',
  'externalRef',
  'customerRef',
  'installedIntegrationInstanceId',
  'parentOrderId',
  'contactId',
] as const;

/** Filters have been ignored in silence: a row that is not what was asked for is none. */
function matches(row: BpOrderRow, exact: Omit<OrderSearch, 'updatedOn' | 'createdOn'>): boolean {
  return EXACT.every((key) => exact[key] === undefined || row[key] === exact[key]);
}
