/** The database as the operations of stock show and change it. */
import { z } from 'zod';
import { linkProblem } from '../domain/link-problems';
import { STOCK_ISSUES, WHOLE_STORE } from '../domain/stock-issues';
import type { StockIssueCode } from '../domain/stock-issues';
import type { LinkScope, ProductLink } from '../store/product-links';
import { setLinkOf, setLinkRule } from '../store/set-links';
import type { StockIssueRow } from '../store/stock-issues';
import type { Store } from '../store/store';
import type { ShownCompare, ShownLinkProblem, ShownStockIssue } from './stock-answers';
import type { KnownVariant, MovedProducts, SkuVariant, StockedStore, StockRecords } from './stock-deps';

type Readable = Pick<
  Store,
  | 'accountLinks'
  | 'productLinks'
  | 'catalogs'
  | 'catalogNews'
  | 'mappings'
  | 'stockDirty'
  | 'levels'
  | 'foreignLevels'
  | 'stockIssues'
  | 'stockEvents'
  | 'reports'
  | 'transaction'
>;

/** The reports that `compareBatch` makes. */
const COMPARE = 'stock-compare';
const HELD: StockIssueCode = 'MASS_FALL';

export const stockRecords = (store: Readable, stores: ReadonlyMap<string, StockedStore>): StockRecords => ({
  counts: (storeHash) => counts(store, storeHash),
  issues: async (storeHash, limit) => (await store.stockIssues.list(storeHash, limit)).map(shownIssue),
  lastEventAt: async (account) => (await store.stockEvents.last(account))?.toISOString() ?? null,
  lastCompare: (storeHash) => lastCompare(store, storeHash),
  problems: async (storeHash, limit, code) =>
    (await store.productLinks.withProblems(storeHash, limit, code)).map(shownProblem),
  variantsOfSku: (storeHash, sku) => variantsOfSku(store, storeHash, stores.get(storeHash)?.accounts ?? [], sku),
  variants: ({ storeHash, account }, { sku, variantId }) =>
    sku === undefined
      ? store.productLinks.ofVariants({ storeHash, account }, [variantId ?? 0])
      : store.productLinks.ofSku({ storeHash, account }, sku),
  setLink: (scope, variant, productId, actor) => setLink(store, scope, variant, productId, actor),
  push: (storeHash, variantIds, reason) =>
    store.transaction(async (tx) => {
      await tx.stockDirty.mark(
        variantIds.map((variantId) => ({ storeHash, variantId })),
        reason,
      );
      await tx.stockDirty.unpark(storeHash, { variantIds });
    }),
  // What the guard holds is looked at with the rest; it stays held, and its issue with it, while it would still be 0.
  pushAll: (storeHash, reason) => store.stockDirty.markAll(storeHash, reason),
  release: (storeHash) =>
    store.transaction(async (tx) => {
      await tx.stockIssues.clear(storeHash, [WHOLE_STORE], HELD);
      return tx.stockDirty.release(storeHash);
    }),
  productsMoved: (account, productIds, at) => productsMoved(store, account, productIds, at),
  noteProducts: (side, productIds) => store.catalogNews.add(side, productIds),
  levelsMeant: (storeHash, about) => store.levels.meantBy(storeHash, about),
  noteForeign: (storeHash, level, at) => store.foreignLevels.note(storeHash, [level], at, false),
  levelsMoved: (storeHash, variantIds, at) =>
    store.transaction(async (tx) => {
      await tx.levels.moved(storeHash, variantIds, at);
      await tx.stockDirty.mark(
        variantIds.map((variantId) => ({ storeHash, variantId })),
        'changed in the store',
      );
    }),
});

async function setLink(
  store: Readable,
  scope: LinkScope,
  { variantId, productId: storeProductId }: KnownVariant,
  productId: number | null,
  actor: string,
): Promise<boolean> {
  const rule = setLinkRule(scope, variantId);
  return store.transaction(async (tx) => {
    if (productId === null) {
      if (!(await setLinkOf(tx.mappings, scope, variantId))) return false;
      await tx.mappings.end(rule, actor);
    } else {
      await tx.mappings.set(rule, { productId }, actor);
      await tx.catalogNews.add({ account: scope.account }, [productId]);
    }
    await tx.catalogNews.add({ storeHash: scope.storeHash }, [storeProductId]);
    return true;
  });
}

async function counts({ productLinks, stockDirty, stockIssues }: Readable, storeHash: string) {
  const [links, dirty, issueCounts] = await Promise.all([
    productLinks.counts(storeHash),
    stockDirty.counts(storeHash),
    stockIssues.counts(storeHash),
  ]);
  return { linked: links.leveled, linkProblems: links.problems, ...dirty, issueCounts: { ...issueCounts } };
}

const compareSummary = z.object({ compared: z.int(), different: z.int(), correct: z.boolean() });

async function lastCompare({ reports }: Readable, storeHash: string): Promise<ShownCompare | null> {
  const report = await reports.newest(COMPARE, storeHash);
  if (!report) return null;
  return { id: report.id, finishedAt: report.finishedAt.toISOString(), ...compareSummary.parse(report.summary) };
}

async function variantsOfSku(
  { productLinks }: Readable,
  storeHash: string,
  accounts: readonly string[],
  sku: string,
): Promise<SkuVariant[]> {
  const links = await Promise.all(accounts.map((account) => productLinks.ofSku({ storeHash, account }, sku)));
  return links
    .flat()
    .map(({ variantId, problem, levelTarget }) => ({ variantId, problem, isLeveled: levelTarget !== null }));
}

/** Of one statement: a notice has no documented end. */
const PRODUCTS_AT_ONCE = 1_000;

async function productsMoved(
  store: Readable,
  account: string,
  productIds: readonly number[],
  at: Date,
): Promise<MovedProducts> {
  await store.stockEvents.note(account, at);
  const moved: MovedProducts[] = [];
  for (let first = 0; first < productIds.length; first += PRODUCTS_AT_ONCE) {
    moved.push(await someMoved(store, account, productIds.slice(first, first + PRODUCTS_AT_ONCE)));
  }
  return {
    storeHashes: [...new Set(moved.flatMap(({ storeHashes }) => storeHashes))],
    unknown: moved.flatMap(({ unknown }) => unknown),
  };
}

/** A sender waits: what does not depend on each other is done side by side. */
async function someMoved(
  { accountLinks, catalogs, catalogNews, stockDirty }: Readable,
  account: string,
  productIds: readonly number[],
): Promise<MovedProducts> {
  const [variants, unknown] = await Promise.all([
    accountLinks.drawingOn(account, productIds),
    catalogs.strangers(account, productIds),
  ]);
  await Promise.all([stockDirty.mark(variants, 'webhook'), catalogNews.add({ account }, unknown)]);
  return { storeHashes: [...new Set(variants.map(({ storeHash }) => storeHash))], unknown };
}

function shownIssue({ code, message, variantId, since, details }: StockIssueRow): ShownStockIssue {
  const { title, fix } = STOCK_ISSUES[code as StockIssueCode];
  const about = variantId === WHOLE_STORE ? null : variantId;
  return { code, title, message, fix, variantId: about, since: since.toISOString(), details };
}

function shownProblem({ problem, ...link }: ProductLink): ShownLinkProblem {
  const code = problem ?? '';
  const { account, sku, variantId, productId, brightpearlId, setProductId } = link;
  return { code, ...linkProblem(code), account, sku, variantId, productId, brightpearlId, setProductId };
}
