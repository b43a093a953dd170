/** The custom fields that a product has. */
import { z } from 'zod';
import type { Product } from '../catalog-book';
import type { SimContext } from '../context';
import type { Fields } from '../state';

export interface CustomField {
  readonly id: number;
  name: string;
  value: string;
}

/** "200 custom fields per product limit. 250 characters per custom field limit." */
export const MOST_CUSTOM_FIELDS = 200;
const text = z.string().min(1).max(250);
export const customFieldSchema = z.object({ name: text, value: text });
export const customFieldRows = z
  .array(customFieldSchema.extend({ id: z.number().int().optional() }))
  .max(MOST_CUSTOM_FIELDS);

/** Of a write of the product: those with an id are changed, others come in addition. */
export function writeCustomFields(context: SimContext, product: Product, rows: unknown): void {
  for (const { id, name, value } of (rows ?? []) as (Omit<CustomField, 'id'> & { readonly id?: number })[]) {
    const known = product.customFields.find((field) => field.id === id);
    if (known) Object.assign(known, { name, value });
    else addCustomField(context, product, { name, value });
  }
}

export function addCustomField({ state }: SimContext, product: Product, given: Omit<CustomField, 'id'>): CustomField {
  const field = { id: state.claimId('customField'), ...given };
  product.customFields.push(field);
  return field;
}

export const customFieldViews = ({ customFields }: Product): Fields[] => customFields.map((field) => ({ ...field }));
