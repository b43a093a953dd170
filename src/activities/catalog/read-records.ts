/**
 * Reads what the store asks, in the catalog and in the price lists that the account's rules write, page by page into the
 * database. An attempt that was ended by a throttle or a restart is followed by one that goes on where it was.
 */
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import type { CatalogAccountStep, ReadRecordsResult } from '../../domain/catalog-types';
import type { PriceTarget } from '../../mapping/prices/types';
import { targetName } from '../../mapping/prices/types';
import { pricesConfigOf, targetsOf } from './deps';
import type { CatalogDeps } from './deps';
import { ofProduct, ofRecord } from './shown-rows';
import { unlessGone } from './unless-gone';

const progressSchema = z.object({
  /** Milliseconds; what was not seen since then is gone. */
  readAt: z.number(),
  /** Targets that are read, by name: a restart may have changed which there are. */
  done: z.array(z.string()),
  /** The one that is being read, and where that goes on: after a product's id, or a cursor. */
  target: z.string().optional(),
  product: z.int().optional(),
  cursor: z.string().optional(),
  records: z.int(),
});
type Progress = z.infer<typeof progressSchema>;

type Tell = (more: Partial<Progress>, records?: number) => void;

export async function readRecords(
  deps: CatalogDeps,
  { storeHash, account }: CatalogAccountStep,
): Promise<ReadRecordsResult> {
  const former = progressSchema.safeParse(Context.current().info.heartbeatDetails);
  let progress: Progress = former.data ?? { readAt: Date.now(), done: [], records: 0 };
  const config = pricesConfigOf(deps, storeHash);
  if (!config) return { records: 0, readAt: progress.readAt };
  const tell: Tell = (more, records = 0) => {
    progress = { ...progress, ...more, records: progress.records + records };
    Context.current().heartbeat(progress);
  };
  const { currency } = await deps.bigcommerce(storeHash).store.get();
  const { read } = targetsOf(config, account, currency);
  for (const target of read) {
    const name = targetName(target);
    if (progress.done.includes(name)) continue;
    if (progress.target !== name) tell({ target: name, product: undefined, cursor: undefined });
    if (target.kind === 'catalog') await readCatalog(deps, storeHash, target, progress, tell);
    else await readList(deps, storeHash, target, progress, tell);
    await deps.store.shownPrices.forget(storeHash, name, new Date(progress.readAt));
    tell({ done: [...progress.done, name] });
  }
  return { records: progress.records, readAt: progress.readAt };
}

async function readCatalog(
  deps: CatalogDeps,
  storeHash: string,
  target: PriceTarget,
  { product }: Progress,
  tell: Tell,
): Promise<void> {
  let readAt = new Date();
  const walk = deps.bigcommerce(storeHash).catalogPrices.walk(product === undefined ? {} : { after: product });
  for await (const page of walk) {
    const rows = page.flatMap((one) => ofProduct(targetName(target), one));
    await deps.store.shownPrices.put(storeHash, rows, readAt);
    tell({ product: page.at(-1)?.productId }, rows.length);
    readAt = new Date();
  }
}

async function readList(
  deps: CatalogDeps,
  storeHash: string,
  target: Extract<PriceTarget, { kind: 'list' }>,
  { cursor }: Progress,
  tell: Tell,
): Promise<void> {
  const { currency, priceListId } = target;
  for (let after = cursor; ;) {
    const readAt = new Date();
    const { priceRecords, priceLists } = deps.bigcommerce(storeHash);
    const page = await unlessGone(priceLists, priceListId, priceRecords.page(priceListId, { currency, after }));
    if (!page) return;
    const rows = page.records.map((record) => ofRecord(targetName(target), record));
    await deps.store.shownPrices.put(storeHash, rows, readAt);
    after = page.next;
    tell({ cursor: after }, rows.length);
    if (after === undefined) return;
  }
}
