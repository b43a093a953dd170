import { z } from 'zod';
import { fileSchema } from './file-schema';

/** The JSON Schema of connector.yaml, as editors want it: what may be written, before defaults are filled in. */
export function connectorJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(fileSchema, { io: 'input', unrepresentable: 'any', target: 'draft-7', reused: 'ref' });
  return { ...schema, title: 'BigCommerce-Brightpearl connector configuration' };
}
