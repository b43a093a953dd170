/** What a refused stock batch says about its items. The vendor tells it in words: some are documented, none are promised. */
import { RemoteError } from '../domain/remote-error';

/** The level of an item at a location: of a variant, or of a product whose stock is kept as a whole. */
export type StockWrite = {
  readonly locationId: number;
  /** On hand. Whole. */
  readonly quantity: number;
} & ({ readonly variantId: number } | { readonly productId: number });

/** Documented: "[Item with variant_id 106 is tracked by product, …]", "Items with identity: [product_id 113] …". */
const IDENTITY = /\b(variant_id|product_id):? ?(\d+)(?![\d…])/g;
/** How field errors name an item: `items.3.quantity: …`, by its place in the request. */
const PLACE = /\bitems[.[](\d+)(?=[.\]])/g;

/** As they are sent: "Group bulk absolute adjustments by location." */
export const byLocation = (writes: readonly StockWrite[]): StockWrite[] =>
  writes.toSorted((a, b) => a.locationId - b.locationId);

/** Whether a batch was refused for what it holds, so that parts of it may be accepted. */
export const isRefusedBatch = (error: unknown): error is RemoteError =>
  error instanceof RemoteError && error.kind === 'invalid' && error.fields.status === 422;

/**
 * Those writes of a refused batch that its error names. Not always all at fault: an error names those of one kind of fault,
 * long texts are cut, and some name none.
 */
export function namedWrites(error: RemoteError, writes: readonly StockWrite[]): StockWrite[] {
  const words = error.fields.vendorMessage ?? '';
  const identities = new Set([...words.matchAll(IDENTITY)].map(([, kind, id]) => `${kind} ${id}`));
  const places = new Set([...words.matchAll(PLACE)].map(([, place]) => Number(place)));
  return byLocation(writes).filter((write, place) => places.has(place) || identities.has(identityOf(write)));
}

const identityOf = (write: StockWrite): string =>
  'variantId' in write ? `variant_id ${write.variantId}` : `product_id ${write.productId}`;
