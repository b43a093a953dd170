/** The catalog (V3). Everything sellable is a variant; the product list finds main SKUs only, so variants are asked. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV3 } from './lists';
import { integer, text } from './schemas/common';
import type { CallOptions } from './transport';

const variantSchema = z.object({ id: integer, product_id: integer, sku: text });

export type BcVariant = z.infer<typeof variantSchema>;

export const catalogResource = (http: HttpClient) => ({
  /** None, one, or several: imports and copies leave duplicate SKUs. Orphans (product 0) are left out. */
  async variantsBySku(sku: string, { signal }: CallOptions = {}): Promise<BcVariant[]> {
    const found = await listV3(http, { path: '/v3/catalog/variants', query: { sku }, row: variantSchema, signal });
    return found.filter((variant) => variant.product_id > 0);
  },
});
