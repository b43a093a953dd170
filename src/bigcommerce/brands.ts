/** Brands (V3). */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV3 } from './lists';
import { integer, text } from './schemas/common';
import type { CallOptions } from './transport';

const BRANDS = '/v3/catalog/brands';

const brandSchema = z.object({ id: integer, name: text });
export type BcBrand = z.infer<typeof brandSchema>;

export const brandsResource = (http: HttpClient) => ({
  list: (options: CallOptions = {}): Promise<BcBrand[]> => listV3(http, { path: BRANDS, row: brandSchema, ...options }),

  /** Names are unique: a second one is a `conflict`. */
  async create(name: string, { signal }: CallOptions = {}): Promise<BcBrand> {
    const answer = z.object({ data: brandSchema });
    return (await http.request({ method: 'POST', path: BRANDS, body: { name }, answer, signal })).body.data;
  },
});
