/** Sends what was planned of a store's products, ten at a time; what one of them is refused keeps no other back. */
import { fold } from '../../mapping/rule-values';
import { Context } from '@temporalio/activity';
import { MAX_PRODUCT_WRITES, MAX_VARIANT_WRITES } from '../../bigcommerce/product-batch';
import type { BcProduct } from '../../bigcommerce/schemas/product';
import type { CatalogAccountStep } from '../../domain/catalog-types';
import { taken } from '../../mapping/catalog/fields/pending';
import { fieldName } from '../../mapping/catalog/fields/rule-schema';
import type { FieldChange } from '../../mapping/catalog/fields/types';
import { grouped } from '../../mapping/stock/grouped';
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
    const fields = writtenFields(
      changes.filter(({ variantId }) => variantId === undefined),
      ids,
    );
    return Object.keys(fields).length === 0 ? [] : [{ productId, ...fields }];
  });
  const outcome = new Map((await client.update(writes)).map(({ write, reason }) => [write.productId, reason]));
  const ofVariants = await sendVariantFields(client, products);
  const answered: AnsweredProduct[] = [];
  for (const product of products) {
    const { productId, changes, shown } = product;
    const refusals = new Map<string, string>();
    const done = new Set<string>();
    for (const change of changes) {
      const reason = isCustomField(change)
        ? await setCustomField(deps, storeHash, shown, change)
        : change.variantId === undefined
          ? outcome.get(productId)
          : ofVariants.get(change.variantId);
      if (reason === undefined) done.add(fieldName(change.field, change.variantId));
      else refusals.set(partOf(change), reason);
    }
    const refused = [...refusals].map(([part, reason]) => refusal(productId, part, reason));
    answered.push({ ...product, pending: taken(product.pending, done), refused });
  }
  return answered;
}

/** Custom fields are records of their own. */
const isCustomField = ({ field }: FieldChange): boolean => typeof field !== 'string';

/** What is sent together is refused together. */
function partOf(change: FieldChange): string {
  if (isCustomField(change)) return fieldName(change.field);
  return change.variantId === undefined ? 'what was sent' : `what was sent of variant ${change.variantId}`;
}

/** Gives the store's words by variant that it refuses. */
async function sendVariantFields(
  client: ReturnType<CatalogDeps['bigcommerce']>['products'],
  products: readonly ProductToSend[],
): Promise<ReadonlyMap<number, string>> {
  const changes = products.flatMap((product) => product.changes.filter(({ variantId }) => variantId !== undefined));
  const byVariant = [...grouped(changes, ({ variantId }) => variantId ?? 0)];
  const writes = byVariant.map(([variantId, own]) => ({ variantId, ...writtenFields(own, new Map()) }));
  const refused = new Map<number, string>();
  for (const some of inChunks(writes, MAX_VARIANT_WRITES)) {
    for (const { write, reason } of await client.updateVariants(some)) refused.set(write.variantId, reason);
    Context.current().heartbeat();
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
