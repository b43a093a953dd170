/** Rules about SKUs that Brightpearl does not have, and what products are made with where they are to be made. */
import { z } from 'zod';
import { id } from './rule-values';

export const unknownSkuSchema = z
  .enum(['hold', 'placeholder', 'text', 'create'])
  .default('hold')
  .describe(
    'A SKU that Brightpearl does not have. hold: the order waits; placeholder: books on `placeholderSku`; text: a ' +
      'free-text row, never allocated; create: a product is made in Brightpearl, as `newProduct` says.',
  );

const categoryCode = z.union([z.string().min(1), z.int()]).transform(String);

export const newProductSchema = z
  .strictObject({
    brandId: id.describe('Brightpearl brand id.'),
    productTypeId: id.describe('Brightpearl product type id.'),
    categoryCodes: z.array(categoryCode).min(1).describe('Codes (ids) of Brightpearl categories, one at least.'),
    taxCodeId: id.describe('Id of the Brightpearl tax code of the product; rows of orders follow `tax` all the same.'),
    stockTracked: z.boolean().describe('true: stock is kept of such products, and reserved; false: as for services.'),
  })
  .describe('What products that `unknownSku: create` makes are made with. SKU and name are those of the order line.');

interface ProductRules {
  readonly unknownSku: string;
  readonly customLines: string;
  readonly placeholderSku?: string | undefined;
  readonly newProduct?: object | undefined;
}

/** Whether the SKU to book on is there, where a rule needs it. */
export const hasPlaceholder = ({ unknownSku, customLines, placeholderSku }: ProductRules): boolean =>
  placeholderSku !== undefined || (unknownSku !== 'placeholder' && customLines !== 'placeholder');

/** Whether it is said what products are made with, where they are to be made. */
export const hasNewProduct = ({ unknownSku, newProduct }: ProductRules): boolean =>
  newProduct !== undefined || unknownSku !== 'create';

export const PLACEHOLDER_MISSING = 'Give the SKU to book on: `unknownSku` or `customLines` is placeholder';
export const NEW_PRODUCT_MISSING = `Give ${Object.keys(newProductSchema.shape).join(', ')}: \`unknownSku\` is create`;
