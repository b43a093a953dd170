/** Categories and their trees (V3). A store begins with one tree, number 1, of its default channel. */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer, v3Error, v3List } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import type { Fields } from '../state';

export interface Category {
  readonly id: number;
  readonly treeId: number;
  /** 0 at the top of its tree. */
  readonly parentId: number;
  readonly name: string;
  readonly isVisible: boolean;
}

const TREES = [{ id: 1, name: 'Default catalog tree', channels: [1] }];
const MOST_CATEGORIES = 50;

const rowSchema = z.object({
  name: z.string().min(1).max(50),
  tree_id: z.number().int().optional(),
  parent_id: z.number().int().optional(),
  is_visible: z.boolean().default(true),
});

export const categoryRoutes = (context: SimContext): BigCommerceRoute[] => {
  const read = (path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method: 'GET',
    path,
    scopes: SCOPES.productsRead,
    handle,
  });
  return [
    read('/v3/catalog/trees', (request) => v3List(TREES, request, context.switches)),
    read('/v3/catalog/trees/categories', (request) => list(context, request)),
    {
      method: 'POST',
      path: '/v3/catalog/trees/categories',
      scopes: SCOPES.productsWrite,
      handle: (request) => create(context, request),
    },
  ];
};

function list({ state, switches }: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const like = query.get('name:like')?.toLowerCase();
  const isIn = (filter: string, id: number): boolean => query.get(filter)?.split(',').includes(String(id)) ?? true;
  const rows = [...state.categories.values()].filter(
    ({ id, treeId, parentId, name }) =>
      isIn('category_id:in', id) &&
      isIn('tree_id:in', treeId) &&
      isIn('parent_id:in', parentId) &&
      (query.get('name') ?? name) === name &&
      (like === undefined || name.toLowerCase().includes(like)),
  );
  return v3List(rows, request, switches, { view: categoryView });
}

/** All of them or, of a list with a bad one, none. */
function create(context: SimContext, { body }: SimRequest): SimResponse {
  const rows = z.array(rowSchema).min(1).max(MOST_CATEGORIES).safeParse(body);
  if (!rows.success) return refuse(rows.error.issues.map(({ path, message }) => [path.join('.') || 'body', message]));
  const problems = rows.data.flatMap((row, place): [string, string][] => {
    const problem = refuseRow(context, row);
    return problem === undefined ? [] : [[`${place}`, problem]];
  });
  if (problems.length > 0) return refuse(problems);
  const made = rows.data.map((row) => addCategory(context, row));
  return { ...v3Answer(made.map(categoryView), { total: made.length, success: made.length, failed: 0 }), status: 201 };
}

const refuse = (problems: readonly (readonly [string, string])[]): SimResponse => ({
  status: 422,
  body: {
    errors: v3Error(422, 'The category was not valid.', Object.fromEntries(problems)).body,
    meta: { total: problems.length, success: 0, failed: problems.length },
  },
});

type Row = z.output<typeof rowSchema>;

/** "Name is unique with respect to the category's siblings." */
function refuseRow({ state }: SimContext, { name, tree_id, parent_id = 0 }: Row): string | undefined {
  if (parent_id === 0 && tree_id === undefined) return 'tree_id or parent_id is required';
  if (parent_id !== 0 && !state.categories.has(parent_id)) return 'The parent was not found';
  if (parent_id === 0 && !TREES.some(({ id }) => id === tree_id)) return 'The tree was not found';
  const siblings = [...state.categories.values()].filter(({ parentId }) => parentId === parent_id);
  return siblings.some((sibling) => sibling.name === name) ? 'The name is in use' : undefined;
}

function addCategory({ state }: SimContext, { name, tree_id, parent_id = 0, is_visible }: Row): Category {
  const treeId = state.categories.get(parent_id)?.treeId ?? tree_id ?? 1;
  const category = { id: state.claimId('category'), treeId, parentId: parent_id, name, isVisible: is_visible };
  state.categories.set(category.id, category);
  return category;
}

const categoryView = ({ id, treeId, parentId, name, isVisible }: Category): Fields => ({
  category_id: id,
  tree_id: treeId,
  parent_id: parentId,
  name,
  description: '',
  sort_order: 0,
  is_visible: isVisible,
  url: { path: `/${encodeURIComponent(name.toLowerCase())}/`, is_customized: false },
});
