/** Sends what was planned of a store's products, ten at a time; what one of them is refused keeps no other back. */
import { fold } from '../../mapping/rule-values';
import { Context } from '@temporalio/activity';
import { MAX_PRODUCT_WRITES } from '../../bigcommerce/product-batch';
import type { BcProduct } from '../../bigcommerce/schemas/product';
import type { CatalogAccountStep } from '../../domain/catalog-types';
import { taken } from '../../mapping/catalog/fields/pending';
import { fieldName } from '../../mapping/catalog/fields/rule-schema';
import type { FieldChange } from '../../mapping/catalog/fields/types';
import { inChunks } from '../../store/chunks';
import type { NewCatalogIssue } from '../../store/catalog-issues';
import type { CatalogDeps } from './deps';
import type { PlannedProduct } from './plan-products';
import { writtenFields } from './shown-fields';
import { makeBrands, type Brands } from './store-brands';
import { unlessRefused } from './unless-refused';

interface ProductToSend extends PlannedProduct {
  readonly shown: BcProduct;
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
    const refusedBrands = await makeBrands(deps, scope.storeHash, some.flatMap(brandsOf), brands);
    refused.push(...some.flatMap((product) => brandRefusals(product, refusedBrands)));
    const sendable = some.map((product) => withoutBrands(product, refusedBrands));
    await note(deps, scope, sendable);
    const answered = await send(deps, scope.storeHash, sendable, brands);
    refused.push(...answered.flatMap((one) => one.refused));
    await note(deps, scope, answered);
    Context.current().heartbeat();
  }
  return refused;
}

const isRefused = (change: FieldChange, brands: ReadonlyMap<string, string>): boolean =>
  brands.has(fold(brandOf(change) ?? ''));

const withoutBrands = (product: ProductToSend, refused: ReadonlyMap<string, string>): ProductToSend => ({
  ...product,
  changes: product.changes.filter((change) => !isRefused(change, refused)),
});

const brandRefusals = (
  { productId, changes }: ProductToSend,
  refused: ReadonlyMap<string, string>,
): NewCatalogIssue[] =>
  changes.flatMap((change) => {
    const reason = refused.get(fold(brandOf(change) ?? ''));
    return reason === undefined ? [] : [refusal(productId, 'brand', reason)];
  });

/** `written` as it was before: what is pending joins it when the store shows it. */
const note = (deps: CatalogDeps, scope: CatalogAccountStep, products: readonly ProductToSend[]): Promise<void> =>
  deps.store.followedProducts.put(
    scope,
    products.map(({ productId, written, pending }) => ({ productId, written, pending })),
  );

const brandsOf = ({ changes }: ProductToSend): string[] => changes.flatMap((change) => brandOf(change) ?? []);

const brandOf = ({ field, to }: FieldChange): string | undefined =>
  field === 'brand' && typeof to === 'string' ? to : undefined;

interface AnsweredProduct extends ProductToSend {
  readonly refused: readonly NewCatalogIssue[];
}

/** With what the store took of each, and what it refused. */
async function send(
  deps: CatalogDeps,
  storeHash: string,
  products: readonly ProductToSend[],
  { ids }: Brands,
): Promise<AnsweredProduct[]> {
  const client = deps.bigcommerce(storeHash).products;
  const writes = products.flatMap(({ productId, changes }) => {
    const fields = writtenFields(changes, ids);
    return Object.keys(fields).length === 0 ? [] : [{ productId, ...fields }];
  });
  const outcome = new Map((await client.update(writes)).map(({ write, reason }) => [write.productId, reason]));
  const answered: AnsweredProduct[] = [];
  for (const product of products) {
    const { productId, changes, shown } = product;
    const reason = outcome.get(productId);
    const refused = reason === undefined ? [] : [refusal(productId, 'what was sent', reason)];
    const done = new Set(reason === undefined ? changes.filter(isOfProduct).map(nameOf) : []);
    for (const change of changes.filter((one) => !isOfProduct(one))) {
      const words = await setCustomField(deps, storeHash, shown, change);
      if (words === undefined) done.add(nameOf(change));
      else refused.push(refusal(productId, nameOf(change), words));
    }
    answered.push({ ...product, pending: taken(product.pending, done), refused });
  }
  return answered;
}

/** Custom fields are records of their own. */
const isOfProduct = ({ field }: FieldChange): boolean => typeof field === 'string';

const nameOf = ({ field }: FieldChange): string => fieldName(field);

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
  return unlessRefused(async () => {
    if (typeof to === 'string') await products.setCustomField(shown.id, { id, name: field.customField, value: to });
    else if (id !== undefined) await products.removeCustomField(shown.id, id);
  });
}

const refusal = (productId: number, what: string, reason: string): NewCatalogIssue => ({
  code: 'PRODUCT_REFUSED',
  subject: `product ${productId}: ${what}`,
  message: `Product ${productId}: the store does not take ${what}: ${reason}. Correct the product, as these words say.`,
});
