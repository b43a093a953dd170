import { badRequest, invalidPatch } from './failure';
import type { PatchOperation } from './order/order-patch';
import type { CustomField } from './seeds/custom-fields';

/**
 * Applies a JSON Patch to a record's custom fields and answers all of them. `add` sets or changes; `replace` fails on an
 * empty field. A text of digits alone comes back as a number, as it does on live accounts.
 */
export function patchCustomFields(
  fields: readonly CustomField[],
  values: Map<string, unknown>,
  operations: readonly PatchOperation[],
): Record<string, unknown> {
  const patched = new Map(values);
  for (const { op, path, value } of operations) {
    const field = fields.find(({ code }) => `/${code}` === path);
    if (!field) throw badRequest('CMNC-911', `There is no custom field ${path.slice(1)}`);
    if (op !== 'add' && !patched.has(field.code)) throw invalidPatch(op, path);
    if (op === 'remove') patched.delete(field.code);
    else patched.set(field.code, storedValue(field, value));
  }
  values.clear();
  for (const [code, value] of patched) values.set(code, value);
  return customFieldsView(values);
}

export const customFieldsView = (values: ReadonlyMap<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(values);

function storedValue(field: CustomField, value: unknown): unknown {
  if (field.type === 'SELECT') return chosenOption(field, value);
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

function chosenOption(field: CustomField, value: unknown): unknown {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  const option = field.options.find((candidate) => candidate.id === id);
  if (!option) throw badRequest('CMNC-912', `${field.code} takes the id of one of its options`);
  return option;
}

export const customFieldMetadata = (field: CustomField) => ({
  id: field.id,
  code: field.code,
  name: field.name,
  customFieldType: field.type,
  required: false,
  ...(field.type === 'SELECT' && { options: Object.fromEntries(field.options.map((option) => [option.id, option])) }),
});
