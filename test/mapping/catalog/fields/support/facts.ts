/** A Brightpearl product of which a test says only what matters. */
import type { fieldRulesSchema } from '../../../../../src/mapping/catalog/fields/rule-schema';
import type { ProductFacts } from '../../../../../src/mapping/catalog/fields/types';
import type { z } from 'zod';

export type Facts = Partial<ProductFacts>;
export type FieldRulesInput = z.input<typeof fieldRulesSchema>;

export const facts = (more: Facts = {}): ProductFacts => ({
  productId: 1,
  sku: 'A',
  status: 'LIVE',
  name: '',
  description: '',
  shortDescription: '',
  weight: '',
  width: '',
  height: '',
  length: '',
  brand: '',
  ean: '',
  upc: '',
  mpn: '',
  isbn: '',
  barcode: '',
  categories: [],
  customFields: {},
  ...more,
});
