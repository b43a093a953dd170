/** Sends what was planned of a store's products, ten at a time; what one of them is refused keeps no other back. */
import { Context } from '@temporalio/activity';
import { MAX_PRODUCT_WRITES } from '../../bigcommerce/product-batch';
import type { BcProduct } from '../../bigcommerce/schemas/product';
import type { CatalogAccountStep } from '../../domain/catalog-types';
import { RemoteError } from '../../domain/remote-error';
import { fieldName } from '../../mapping/catalog/fields/rule-schema';
import type { FieldChange } from '../../mapping/catalog/fields/types';
import { inChunks } from '../../store/chunks';
import type { NewCatalogIssue } from '../../store/catalog-issues';
import type { CatalogDeps } from './deps';
import type { PlannedProduct } from './plan-products';
import { writtenFields } from './shown-fields';

export interface Brands {
  /** By id. */
  readonly names: Map<number, string>;
  /** By name. */
  readonly ids: Map<string, number>;
}

interface ProductToSend extends PlannedProduct {
  readonly shown: BcProduct;
}

export async function readBrands(deps: CatalogDeps, storeHash: string): Promise<Brands> {
  const brands = await deps.bigcommerce(storeHash).brands.list();
  return {
    names: new Map(brands.map(({ id, name }) => [id, name])),
    ids: new Map(brands.map(({ id, name }) => [name, id])),
  };
}

/** Gives what was refused. What agrees is noted, too: a later edit of it is an edit. */
export async function sendProductFields(
  deps: CatalogDeps,
  scope: CatalogAccountStep,
  planned: readonly ProductToSend[],
  brands: Brands,
): Promise<NewCatalogIssue[]> {
  const same = planned.filter(({ changes }) => changes.length === 0);
  await note(deps, scope, same);
  const refused: NewCatalogIssue[] = [];
  for (const some of inChunks(
    planned.filter(({ changes }) => changes.length > 0),
    MAX_PRODUCT_WRITES,
  )) {
    await makeBrands(deps, scope.storeHash, some, brands);
    await note(deps, scope, some);
    refused.push(...(await send(deps, scope.storeHash, some, brands)));
    Context.current().heartbeat();
  }
  return refused;
}

/** `written` as it was before: what is pending joins it when the store shows it. */
const note = (deps: CatalogDeps, scope: CatalogAccountStep, products: readonly ProductToSend[]): Promise<void> =>
  deps.store.followedProducts.put(
    scope,
    products.map(({ productId, written, changes }) => {
      const pending = Object.fromEntries(
        changes.map(({ field, from, to }) => [fieldName(field), { sent: to, before: from }]),
      );
      const settled = Object.fromEntries(Object.entries(written).filter(([field]) => !(field in pending)));
      return { productId, written: settled, pending };
    }),
  );

/** Names are unique: whoever made it first has made it for all. */
async function makeBrands(
  deps: CatalogDeps,
  storeHash: string,
  products: readonly ProductToSend[],
  { names, ids }: Brands,
): Promise<void> {
  const wanted = products.flatMap(({ changes }) =>
    changes.flatMap(({ field, to }) => (field === 'brand' && typeof to === 'string' && !ids.has(to) ? [to] : [])),
  );
  for (const name of new Set(wanted)) {
    const brand = await deps.bigcommerce(storeHash).brands.create(name);
    names.set(brand.id, brand.name);
    ids.set(name, brand.id);
  }
}

async function send(
  deps: CatalogDeps,
  storeHash: string,
  products: readonly ProductToSend[],
  { ids }: Brands,
): Promise<NewCatalogIssue[]> {
  const client = deps.bigcommerce(storeHash).products;
  const writes = products.flatMap(({ productId, changes }) => {
    const fields = writtenFields(changes, ids);
    return Object.keys(fields).length === 0 ? [] : [{ productId, ...fields }];
  });
  const outcome = await client.update(writes);
  const refused = outcome.map(({ write, reason }) => refusal(write.productId, reason));
  for (const { productId, changes, shown } of products) {
    for (const change of changes) {
      const reason = await setCustomField(deps, storeHash, shown, change);
      if (reason !== undefined) refused.push(refusal(productId, reason));
    }
  }
  return refused;
}

/** Gives the store's words where it does not take it. */
async function setCustomField(
  deps: CatalogDeps,
  storeHash: string,
  shown: BcProduct,
  { field, to }: FieldChange,
): Promise<string | undefined> {
  if (typeof field === 'string') return undefined;
  const { products } = deps.bigcommerce(storeHash);
  const { id } = shown.customFields.find(({ name }) => name === field.customField) ?? {};
  try {
    if (typeof to === 'string') await products.setCustomField(shown.id, { id, name: field.customField, value: to });
    else if (id !== undefined) await products.removeCustomField(shown.id, id);
    return undefined;
  } catch (error) {
    if (error instanceof RemoteError && REFUSALS.includes(error.kind)) return error.message;
    throw error;
  }
}

const REFUSALS: readonly RemoteError['kind'][] = ['invalid', 'conflict', 'not-found'];

const refusal = (productId: number, reason: string): NewCatalogIssue => ({
  code: 'PRODUCT_REFUSED',
  subject: `product ${productId}: what was sent`,
  message: `Product ${productId}: the store does not take what was sent: ${reason}. Correct the product, as these words say.`,
});
