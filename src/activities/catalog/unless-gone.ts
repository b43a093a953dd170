/** A price list that somebody deleted in the store must not keep back the prices of others. */
import type { BigCommerceClient } from '../../bigcommerce/client';
import { RemoteError } from '../../domain/remote-error';

/** What was asked of a price list; undefined where the store has no such list any more. */
export async function unlessGone<T>(
  priceLists: BigCommerceClient['priceLists'],
  priceListId: number,
  asked: Promise<T>,
): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    const isNotFound = error instanceof RemoteError && error.kind === 'not-found';
    // Taken for gone, all its records would count as new, and none as one that falls.
    if (!isNotFound || (await priceLists.list()).some(({ id }) => id === priceListId)) throw error;
    return undefined;
  }
}
