#!/usr/bin/env node
'use strict';
/**
 * Mistakes of twelve kinds planted among many products on both sides: how many the comparison finds, what it finds that is none, and
 * what it asks of each side.
 *
 *   npm run bench:catalog-audit [-- --products 5000 --each 10]
 */
const { parseArgs } = require('node:util');
const { openShop, say, until } = require('./support/stocked-shop');

const { values } = parseArgs({
  options: { products: { type: 'string', default: '5000' }, each: { type: 'string', default: '10' } },
});
const count = Number(values.products);
const each = Number(values.each);
const LIMIT_MS = 600_000;

/** By kind: what is wrong with the nth of it, and its SKU in the store or, where the store has none, in Brightpearl. */
const PLANTS = {
  BLANK_SKU_IN_STORE: (n) => ({ store: [{ sku: '', name: `Blank ${n}` }], named: '' }),
  NOT_IN_BRIGHTPEARL: (n) => ({ store: [{ sku: `ONLY-HERE-${n}` }] }),
  NOT_IN_STORE: (n) => ({ account: [{ sku: `ONLY-THERE-${n}` }] }),
  DUPLICATE_IN_STORE: (n) => ({
    store: [1, 2].map((one) => ({ sku: `TWICE-${n}`, name: `Twice ${n} ${one}` })),
    account: [{ sku: `TWICE-${n}` }],
  }),
  DUPLICATE_IN_BRIGHTPEARL: (n) => ({
    store: [{ sku: `DOUBLE-${n}` }],
    account: [{ sku: `DOUBLE-${n}` }, { sku: `DOUBLE-${n}` }],
  }),
  CASE_VARIANT: (n) => ({ store: [{ sku: `case-${n}` }], account: [{ sku: `CASE-${n}` }] }),
  SPACE_VARIANT: (n) => ({ store: [{ sku: `SPACE ${n}` }], account: [{ sku: `SPACE${n}` }] }),
  FOUND_BY_IDENTIFIER: (n) => {
    const ean = `40063813${String(n).padStart(5, '0')}`;
    return { store: [{ sku: `LOST-${n}`, gtin: ean }], account: [{ sku: `FOUND-${n}`, ean }] };
  },
  UNTRACKED_IN_STORE: (n) => ({
    store: [{ sku: `LOOSE-${n}`, inventory_tracking: 'none' }],
    account: [{ sku: `LOOSE-${n}` }],
  }),
  UNTRACKED_IN_BRIGHTPEARL: (n) => ({
    store: [{ sku: `SERVICE-${n}` }],
    account: [{ sku: `SERVICE-${n}`, stockTracked: false }],
  }),
  DISCONTINUED_BUT_SOLD: (n) => ({
    store: [{ sku: `ENDED-${n}` }],
    account: [{ sku: `ENDED-${n}`, status: 'DISCONTINUED' }],
  }),
  ARCHIVED_BUT_SOLD: (n) => ({ store: [{ sku: `GONE-${n}` }], account: [{ sku: `GONE-${n}`, status: 'ARCHIVED' }] }),
};

const numbers = Array.from({ length: each }, (_, n) => n + 1);
const planted = Object.entries(PLANTS).flatMap(([kind, plant]) =>
  numbers.map((n) => {
    const { store = [], account = [], named } = plant(n);
    return { kind, store, account, sku: named ?? (store[0] ?? account[0]).sku };
  }),
);

async function main() {
  const shop = await openShop({
    fill: ({ bigcommerce, brightpearl }) => {
      bigcommerce.control.addProducts({ count, skuPrefix: 'GOOD-', tracking: 'product', fields: { is_visible: true } });
      brightpearl.seedMany({ count, skuPrefix: 'GOOD-' });
      for (const { store, account } of planted) {
        for (const product of store) {
          const shown = { name: product.sku, price: 10, inventory_tracking: 'product', is_visible: true };
          bigcommerce.control.addProduct({ ...shown, ...product });
        }
        brightpearl.seedCatalog(account.map((product) => ({ name: product.sku, ...product })));
      }
    },
  });
  try {
    const path = `/catalog/${shop.storeHash}`;
    shop.forgetRequests();
    const startedAt = Date.now();
    await shop.api('POST', `${path}/audit`);
    const answer = await until(LIMIT_MS, 'the comparison', async () => {
      const shown = await shop.api('GET', `${path}?limit=5000`);
      return shown.audits.length > 0 && shown;
    });
    const [{ variants, products }] = answer.audits;
    say(`${variants} variants and ${products} products compared in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`);
    judge(answer.findings);
    for (const [system, counts] of Object.entries(shop.requests())) {
      for (const [route, times] of Object.entries(counts)) say(`  ${system} ${route}: ${times}`);
    }
  } finally {
    await shop.close();
  }
}

function judge(findings) {
  const keyOf = ({ kind, variants, products }) => `${kind} ${(variants[0] ?? products[0]).sku}`;
  const left = findings.map(keyOf);
  const missed = planted.filter(({ kind, sku }) => {
    const at = left.indexOf(`${kind} ${sku}`);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  say(
    `found ${planted.length - missed.length} of ${planted.length} planted, of ${Object.keys(PLANTS).length} kinds; false alarms ${left.length}`,
  );
  for (const { kind, sku } of missed.slice(0, 10)) say(`  missed: ${kind} ${sku}`);
  for (const one of left.slice(0, 10)) say(`  false: ${one}`);
  if (missed.length + left.length > 0) process.exitCode = 1;
}

void main().catch((error) => {
  say(String(error?.stack ?? error));
  process.exitCode = 1;
});
