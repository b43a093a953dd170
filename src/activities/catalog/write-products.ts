/**
 * Sets the fields of a store's products that the account has otherwise, by rule. What is sent is noted before: an attempt that dies is
 * followed by one that finds by the store itself what of it arrived.
 */
import { Context } from '@temporalio/activity';
import type { CatalogAccountStep, WriteProductsInput, WriteProductsResult } from '../../domain/catalog-types';
import type { BcProduct } from '../../bigcommerce/schemas/product';
import { adopted } from '../../mapping/catalog/fields/pending';
import { sourcesAmong, withoutSources, type FieldSource } from '../../mapping/catalog/fields/sources';
import type { ProductFacts } from '../../mapping/catalog/fields/types';
import { grouped } from '../../mapping/stock/grouped';
import { inChunks } from '../../store/chunks';
import type { NewCatalogIssue } from '../../store/catalog-issues';
import { productsConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { planProduct } from './plan-products';
import { sendProductFields } from './send-product-fields';
import { shownFields } from './shown-fields';
import { readBrands } from './store-brands';
import { soldProducts, type SoldProduct } from './sold-products';

/** As many as the store lists in one answer. */
const AT_ONCE = 250;

export async function writeProducts(deps: CatalogDeps, input: WriteProductsInput): Promise<WriteProductsResult> {
  const { storeHash, account, unknownFields = [] } = input;
  const config = productsConfigOf(deps, storeHash);
  if (!config) return { products: 0, written: 0, issues: 0 };
  const rules = withoutSources(config.rules, unknownFields);
  const facts = await deps.store.productFacts.read(account, new Date(input.readAt));
  const sold = grouped(await soldProducts(deps, input), ({ productId }) => productId);
  const brands = await readBrands(deps, storeHash);
  const issues = sourcesAmong(config.rules, unknownFields).map((source) => unknownField(account, source));
  let written = 0;
  let products = 0;
  for (const ids of inChunks(
    [...sold.keys()].filter((id) => isAnswered(sold.get(id) ?? [], facts)).sort((a, b) => a - b),
    AT_ONCE,
  )) {
    const shown = await deps.bigcommerce(storeHash).products.byIds(ids);
    const known = await knownOf(deps, input, ids);
    const planned = shown.map((product) => ({
      shown: product,
      ...planProduct(
        {
          productId: product.id,
          variants: (sold.get(product.id) ?? []).flatMap(({ variantId, brightpearlId }) => {
            const own = facts.get(brightpearlId);
            return own ? [{ variantId, facts: own }] : [];
          }),
          hasOptions: product.baseVariantId === undefined,
          shown: shownFields(product, brands.names),
          known: known.get(product.id),
        },
        rules,
      ),
    }));
    issues.push(...planned.flatMap((one) => one.issues));
    Context.current().heartbeat();
    const refused = await sendProductFields(deps, input, planned, brands);
    issues.push(...refused);
    products += shown.length;
    written += planned.filter(({ changes }) => changes.length > 0).length;
  }
  await deps.store.catalogIssues.replace(storeHash, `products/${account}`, issues);
  const pending = await deps.store.followedProducts.pending(input);
  return { products, written, issues: issues.length, ...(pending.length > 0 ? { toCheck: pending.length } : {}) };
}

const unknownField = (account: string, { rule, code }: FieldSource): NewCatalogIssue => ({
  code: 'CUSTOM_FIELD_UNKNOWN',
  subject: rule,
  message: `In the store's products, ${rule} names ${code}, and products of account ${account} have no such custom field: nothing is done by it. Correct the code, or make the field in Brightpearl.`,
});

/** One that Brightpearl did not answer for might have a field otherwise: the next look, whose links are newer, tells. */
const isAnswered = (variants: readonly SoldProduct[], facts: ReadonlyMap<number, ProductFacts>): boolean =>
  variants.every(({ brightpearlId }) => facts.has(brightpearlId));

const knownOf = async (deps: CatalogDeps, scope: CatalogAccountStep, productIds: readonly number[]) =>
  new Map((await deps.store.followedProducts.ofProducts(scope, productIds)).map((row) => [row.productId, row]));

/** What the store made of what was sent: it tidies up HTML, for one. That is no edit. */
export async function noteShownProducts(
  deps: CatalogDeps,
  scope: CatalogAccountStep,
): Promise<{ readonly products: number }> {
  const pending = await deps.store.followedProducts.pending(scope);
  const { names } = await readBrands(deps, scope.storeHash);
  for (const some of inChunks(pending, AT_ONCE)) {
    const found = await deps.bigcommerce(scope.storeHash).products.byIds(some.map(({ productId }) => productId));
    const shown = new Map(found.map((product: BcProduct) => [product.id, shownFields(product, names)]));
    await deps.store.followedProducts.put(
      scope,
      some.map((row) => ({
        ...row,
        written: adopted(row.written, row.pending, shown.get(row.productId) ?? {}),
        pending: {},
      })),
    );
    Context.current().heartbeat();
  }
  return { products: pending.length };
}
