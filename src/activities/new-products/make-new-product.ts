/** Makes the product of a SKU that somebody asks for. What cannot be made says so with its SKU, and keeps no other back. */
import { ApplicationFailure } from '@temporalio/common';
import type { CatalogAccountStep } from '../../domain/catalog-types';
import { newProductsWorkflowId } from '../../domain/ids';
import { RemoteError } from '../../domain/remote-error';
import type { CatalogDeps } from '../catalog/deps';
import { createProduct } from '../create-product';

export async function makeNewProduct(
  deps: CatalogDeps,
  { storeHash, account, sku }: CatalogAccountStep & { readonly sku: string },
): Promise<{ readonly isThere: boolean }> {
  const scope = { storeHash, account };
  const { newProducts } = deps.store;
  const row = await newProducts.get(scope, sku);
  // An attempt before has settled it, and its answer was lost.
  if (row?.state !== 'planned' || !row.body) return { isThere: row?.state === 'made' || row?.state === 'found' };
  const owner = newProductsWorkflowId(storeHash, account);
  try {
    const { productId } = await createProduct(deps, {
      by: { name: `Store ${storeHash}`, owner, again: 'ask for it again' },
      account,
      product: row.body,
      onSend: () => newProducts.markSent(scope, sku),
    });
    await newProducts.settle(scope, sku, { state: 'made', productId });
    return { isThere: true };
  } catch (error) {
    const message = refusalOf(error);
    if (message === undefined) throw error;
    await newProducts.settle(scope, sku, { state: 'refused', message });
    return { isThere: false };
  }
}

/** What no retry changes; undefined for anything else. */
function refusalOf(error: unknown): string | undefined {
  if (error instanceof ApplicationFailure && error.nonRetryable) return error.message;
  if (!(error instanceof RemoteError) || error.kind !== 'invalid') return undefined;
  return `Brightpearl refuses the product: ${error.message}. Correct newProducts in connector.yaml or the product in BigCommerce, then ask for it again.`;
}
