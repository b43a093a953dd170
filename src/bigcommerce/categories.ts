/** Categories and their trees (V3). Each storefront can have a tree of its own. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV3 } from './lists';
import { integer, text } from './schemas/common';
import type { CallOptions } from './transport';

const CATEGORIES = '/v3/catalog/trees/categories';

const categorySchema = z
  .object({ category_id: integer, tree_id: integer, parent_id: integer, name: text })
  .transform((row) => ({
    categoryId: row.category_id,
    treeId: row.tree_id,
    /** 0 at the top of its tree. */
    parentId: row.parent_id,
    name: row.name,
  }));

export type BcCategory = z.infer<typeof categorySchema>;
export type NewCategory = Omit<BcCategory, 'categoryId'>;

const treeSchema = z
  .object({ id: integer, name: text, channels: z.array(integer).nullish() })
  .transform(({ id, name, channels }) => ({ treeId: id, name, channelIds: channels ?? [] }));

export type BcCategoryTree = z.infer<typeof treeSchema>;

export const categoriesResource = (http: HttpClient) => ({
  trees: (options: CallOptions = {}): Promise<BcCategoryTree[]> =>
    listV3(http, { path: '/v3/catalog/trees', row: treeSchema, ...options }),

  list: (options: CallOptions = {}): Promise<BcCategory[]> =>
    listV3(http, { path: CATEGORIES, row: categorySchema, ...options }),

  /** The name, at most 50 characters, is unique among its siblings: a second one is `invalid`. */
  async create({ treeId, parentId, name }: NewCategory, { signal }: CallOptions = {}): Promise<BcCategory> {
    const place = parentId === 0 ? { tree_id: treeId } : { parent_id: parentId };
    const answer = z.object({ data: z.tuple([categorySchema]) });
    const body = [{ name, ...place }];
    return (await http.request({ method: 'POST', path: CATEGORIES, body, answer, signal })).body.data[0];
  },
});
