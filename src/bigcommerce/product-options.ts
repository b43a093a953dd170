/** Variant options of a product and their values (V3). Renaming them or changing their order leaves the variants alone. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV3 } from './lists';
import { PRODUCTS } from './product-reads';
import { integer, text } from './schemas/common';
import type { CallOptions } from './transport';

const sortOrder = integer.nullish().transform((order) => order ?? 0);

const valueSchema = z
  .object({ id: integer, label: text, sort_order: sortOrder })
  .transform((row) => ({ valueId: row.id, label: row.label, sortOrder: row.sort_order }));

const optionSchema = z
  .object({
    id: integer,
    display_name: text,
    type: text,
    sort_order: sortOrder,
    option_values: z.array(valueSchema).nullish(),
  })
  .transform((row) => ({
    optionId: row.id,
    displayName: row.display_name,
    type: row.type,
    sortOrder: row.sort_order,
    values: row.option_values ?? [],
  }));

export type BcOption = z.infer<typeof optionSchema>;
export type BcOptionValue = z.infer<typeof valueSchema>;

interface OptionChange {
  /** At most 255 characters. */
  readonly displayName?: string | undefined;
  readonly sortOrder?: number | undefined;
}

export interface NewOption extends OptionChange {
  readonly displayName: string;
  /** How the storefront shows it. */
  readonly type: 'radio_buttons' | 'rectangles' | 'dropdown' | 'swatch';
  /** At least one, at most 250. */
  readonly values: readonly NewOptionValue[];
}

export interface NewOptionValue {
  readonly label: string;
  readonly sortOrder: number;
}

export const productOptionsResource = (http: HttpClient) => ({
  list: (productId: number, options: CallOptions = {}): Promise<BcOption[]> =>
    listV3(http, { path: pathOf(productId), row: optionSchema, ...options }),

  /** Its display name is unique in the product: a second one is a `conflict`. */
  create: (
    productId: number,
    { displayName, type, sortOrder: order, values }: NewOption,
    options: CallOptions = {},
  ): Promise<BcOption> =>
    write(http, optionSchema, 'POST', pathOf(productId), {
      body: { type, ...optionRow({ displayName, sortOrder: order }), option_values: values.map(valueRow) },
      ...options,
    }),

  update: (productId: number, optionId: number, change: OptionChange, options: CallOptions = {}): Promise<BcOption> =>
    write(http, optionSchema, 'PUT', `${pathOf(productId)}/${optionId}`, { body: optionRow(change), ...options }),

  addValue: (
    productId: number,
    optionId: number,
    value: NewOptionValue,
    options: CallOptions = {},
  ): Promise<BcOptionValue> =>
    write(http, valueSchema, 'POST', `${pathOf(productId)}/${optionId}/values`, { body: valueRow(value), ...options }),

  /** Label and place go together: the description requires both. */
  updateValue: (
    productId: number,
    optionId: number,
    { valueId, ...value }: BcOptionValue,
    options: CallOptions = {},
  ): Promise<BcOptionValue> =>
    write(http, valueSchema, 'PUT', `${pathOf(productId)}/${optionId}/values/${valueId}`, {
      body: valueRow(value),
      ...options,
    }),
});

const pathOf = (productId: number): string => `${PRODUCTS}/${productId}/options`;

const optionRow = ({ displayName, sortOrder: order }: OptionChange): object => ({
  ...(displayName !== undefined && { display_name: displayName }),
  ...(order !== undefined && { sort_order: order }),
});

const valueRow = ({ label, sortOrder: order }: NewOptionValue): object => ({ label, sort_order: order });

async function write<T>(
  http: HttpClient,
  row: z.ZodType<T>,
  method: 'POST' | 'PUT',
  path: string,
  { body, signal }: CallOptions & { readonly body: object },
): Promise<T> {
  return (await http.request({ method, path, body, answer: z.object({ data: row }), signal })).body.data;
}
