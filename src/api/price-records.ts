/** The database as the operations of prices show and change it. */
import type { PriceRule } from '../mapping/prices/rule-schema';
import type { PriceRulingRow } from '../store/price-rulings';
import type { ProductLink } from '../store/product-links';
import type { ShownPriceRow } from '../store/shown-prices';
import type { Store } from '../store/store';
import { shownIssues } from './catalog-issue-records';
import type { ExplainedPrices, ExplainedRecord, HeldPriceAnswer } from './price-answers';
import type { PricedStore, PriceRecords } from './price-deps';

type Readable = Pick<Store, 'catalogIssues' | 'priceRulings' | 'productLinks' | 'accountPrices' | 'shownPrices'>;

export const priceRecords = (store: Readable): PriceRecords => ({
  counts: async (storeHash, issues) => ({
    held: await store.priceRulings.countHeld(storeHash),
    ...(await shownIssues(store, storeHash, ['prices/', 'kept/', 'stopped/'], issues)),
  }),
  held: async (storeHash, limit, sku) => (await store.priceRulings.held(storeHash, limit, sku)).map(shownHeld),
  countHeld: (storeHash) => store.priceRulings.countHeld(storeHash),
  release: async (storeHash, actor, sku) =>
    (await store.priceRulings.release(storeHash, actor, sku)).map(({ recordKey, source, ...one }) => ({
      ...one,
      record: recordKey,
      wanted: source,
    })),
  explain: (storeHash, priced, sku) => explain(store, storeHash, priced, sku),
});

const shownHeld = ({ recordKey, variantId, sku, source, reason, since }: PriceRulingRow): HeldPriceAnswer => ({
  record: recordKey,
  variantId,
  sku,
  wanted: source,
  reason,
  since: since.toISOString(),
});

async function explain(store: Readable, storeHash: string, { accounts, rules }: PricedStore, sku: string) {
  const found = await Promise.all(accounts.map((account) => store.productLinks.ofSku({ storeHash, account }, sku)));
  return Promise.all(found.flat().map((link) => explainVariant(store, rules.rules, link)));
}

async function explainVariant(
  store: Readable,
  rules: readonly PriceRule[],
  link: ProductLink,
): Promise<ExplainedPrices> {
  const { storeHash, account, variantId, brightpearlId, problem } = link;
  const own = rules
    .map((rule, index) => ({ rule, name: `rules[${index}]` }))
    .filter((one) => one.rule.account === account);
  const [shown, rulings, ofVariant, ofRules, inBrightpearl] = await Promise.all([
    store.shownPrices.ofVariant(storeHash, variantId),
    store.priceRulings.ofVariant(storeHash, variantId),
    store.catalogIssues.about(storeHash, `variant ${variantId} in `),
    store.catalogIssues.about(storeHash, 'rules['),
    store.accountPrices.ofProduct(account, brightpearlId ?? 0),
  ]);
  const records = new Map<string, ExplainedRecord>();
  for (const { rule, name } of own) {
    const target = targetOf(rule, shown);
    const row = shown.find((one) => one.target === target);
    const record = `variant ${variantId} in ${target}`;
    const before = records.get(record)?.rules ?? [];
    records.set(record, {
      record,
      rules: [
        ...before,
        {
          rule: name,
          field: rule.field,
          account,
          priceList: rule.from,
          inBrightpearl: inBrightpearl.find(({ priceListId }) => priceListId === rule.from)?.breaks ?? null,
        },
      ],
      shown: row ? amountsOf(row) : null,
      shownAt: row ? row.readAt.toISOString() : null,
      held: rulings.some(({ recordKey, ruling }) => recordKey === record && ruling === 'held'),
    });
  }
  return {
    variantId,
    account,
    brightpearlId,
    problem,
    records: [...records.values()],
    issues: [...ofVariant, ...ofRules.filter(({ scope }) => scope === `prices/${account}`)].map(
      ({ code, message }) => ({
        code,
        message,
      }),
    ),
  };
}

/** The catalog's currency is the store's, which only the store itself tells. */
const targetOf = ({ to }: PriceRule, shown: readonly ShownPriceRow[]): string =>
  to === 'catalog'
    ? (shown.find(({ target }) => target.startsWith('the catalog'))?.target ?? 'the catalog')
    : `price list ${to.priceList} (${to.currency})`;

const amountsOf = ({ prices: { price, salePrice, retailPrice, tiers } }: ShownPriceRow) => ({
  price,
  salePrice,
  retailPrice,
  tiers: [...tiers],
});
