/**
 * Reads what tells products apart beside their SKUs, of a store or of an account, into the database. An attempt that was ended by
 * a throttle or a restart is followed by one that goes on where it was.
 */
import { Context } from '@temporalio/activity';
import type { BcProduct } from '../../bigcommerce/schemas/product';
import type { BpProduct } from '../../brightpearl/schemas/product';
import type { CatalogAccountStep } from '../../domain/catalog-types';
import type { StoreStep } from '../../domain/stock-types';
import type { RecordDetails } from '../../store/catalog-details';
import { matchingConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { beginReading } from './reading';

/** ⌈products / 250⌉ requests, and as many for metafields where they hold the product ids. */
export async function readStoreDetails(
  deps: CatalogDeps,
  { storeHash }: StoreStep,
): Promise<{ readonly records: number }> {
  const reading = beginReading();
  const heldBy = await heldProductIds(deps, storeHash);
  const side = { side: 'store', scope: storeHash } as const;
  for await (const page of deps.bigcommerce(storeHash).products.walk({ after: reading.after })) {
    const rows = page.flatMap((product) => detailsOfVariants(product, heldBy(product)));
    await deps.store.catalogDetails.put(side, rows, new Date());
    reading.done(page.at(-1)?.id ?? reading.after, rows.length);
  }
  await deps.store.catalogDetails.forget(side, reading.readAt);
  return { records: reading.records() };
}

/** What a variant has not of its own is its product's, where it is the only one. */
export function detailsOfVariants(product: BcProduct, ofProduct: number | undefined): RecordDetails[] {
  const isOnly = product.variants.length === 1;
  const held = isOnly ? ofProduct : undefined;
  return product.variants.map((variant) => {
    const own = isOnly ? product : { gtin: '', upc: '', mpn: '' };
    const codes = { ean: variant.gtin || own.gtin, upc: variant.upc || own.upc, mpn: variant.mpn || own.mpn };
    const details = {
      ...present(codes),
      ...(held === undefined ? {} : { brightpearlId: held }),
      isForSale: product.isVisible,
    };
    return { recordId: variant.variantId, details };
  });
}

/** Where the store holds the id of a Brightpearl product, by rule. */
export async function heldProductIds(
  deps: CatalogDeps,
  storeHash: string,
): Promise<(product: BcProduct) => number | undefined> {
  const { productIdField, productIdMetafield } = matchingConfigOf(deps, storeHash) ?? {};
  if (!productIdMetafield) {
    return ({ customFields }) => idIn(customFields.find(({ name }) => name === productIdField)?.value);
  }
  const held = new Map<number, string>();
  for await (const page of deps.bigcommerce(storeHash).productMetafields.all(productIdMetafield)) {
    for (const { productId, value } of page) held.set(productId, value);
    Context.current().heartbeat(Context.current().info.heartbeatDetails);
  }
  return ({ id }) => idIn(held.get(id));
}

function idIn(text = ''): number | undefined {
  const value = text.trim();
  return /^[1-9]\d{0,14}$/.test(value) ? Number(value) : undefined;
}

/** ⌈products / 200⌉ requests, by the account's catalog as it was read last. */
export async function readAccountDetails(
  deps: CatalogDeps,
  { account }: CatalogAccountStep,
): Promise<{ readonly records: number }> {
  const reading = beginReading();
  const side = { side: 'account', scope: account } as const;
  const known = (await deps.store.catalogs.products(account)).map(({ productId }) => productId);
  await reading.byIds(known, async (ids) => {
    const found = await deps.brightpearl(account).products.readMany(ids);
    const rows = [...found].map(([recordId, product]) => ({ recordId, details: detailsOfProduct(product) }));
    await deps.store.catalogDetails.put(side, rows, new Date());
    return rows.length;
  });
  await deps.store.catalogDetails.forget(side, reading.readAt);
  return { records: reading.records() };
}

const detailsOfProduct = ({ identity: { ean, upc, barcode, mpn } }: BpProduct) =>
  present({ ean: ean || barcode || '', upc: upc ?? '', mpn: mpn ?? '' });

const present = (codes: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(codes).filter(([, code]) => code.trim() !== ''));
