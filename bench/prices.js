#!/usr/bin/env node
'use strict';
/**
 * Some of many prices change in Brightpearl: the requests to each side and the records that are sent. Exactly the changed ones
 * must be, each once; and a fall of 60 % must wait.
 *
 *   npm run bench:prices [-- --records 20000 --changed 150]
 */
const { parseArgs } = require('node:util');
const { openShop, say, until } = require('./support/stocked-shop');

const { values } = parseArgs({
  options: { records: { type: 'string', default: '20000' }, changed: { type: 'string', default: '150' } },
});
const count = Number(values.records);
const changedCount = Number(values.changed);
const PREFIX = 'BULK-';
const LIST = 7;
const SOURCE = 3;
const LIMIT_MS = 900_000;

const skuOf = (n) => `${PREFIX}${String(n).padStart(String(count).length, '0')}`;
/** Spread over the whole catalog. */
const changed = Array.from({ length: changedCount }, (_, n) => skuOf(1 + Math.floor((n * count) / changedCount)));

async function main() {
  const shop = await openShop({
    fill: ({ bigcommerce, brightpearl }) => {
      bigcommerce.control.addProducts({ count, skuPrefix: PREFIX, tracking: 'none' });
      brightpearl.seedMany({ count, skuPrefix: PREFIX });
      bigcommerce.control.addPriceList({ id: LIST, name: 'Trade' });
      bigcommerce.control.assignPriceList(LIST, { channel_id: 1 });
    },
    prices: {
      taxBasis: 'exclusive',
      visibilityLagSeconds: 1,
      rules: [{ from: SOURCE, to: { priceList: LIST, currency: 'USD' } }],
    },
  });
  try {
    await price(
      shop,
      Array.from({ length: count }, (_, n) => skuOf(n + 1)),
      '10.00',
    );
    await look(shop, `first sync of ${count} records`, count);
    await look(shop, 'nothing changed', 0);
    await price(shop, changed, '10.50');
    await look(shop, `${changedCount} changed`, changedCount);
    await price(shop, changed.slice(0, 1), '4.20');
    await look(shop, 'one fell by 60 %', 0);
    const { held } = await shop.api('GET', `/prices/${shop.storeHash}`);
    say(`held for a person: ${held}`);
    if (held !== 1) throw new Error('The fall was not held');
  } finally {
    await shop.close();
  }
}

/** Staff import prices. */
async function price(shop, skus, amount) {
  for (let start = 0; start < skus.length; start += 1_000) {
    const some = skus.slice(start, start + 1_000).map((sku) => ({ sku, prices: { [SOURCE]: amount } }));
    await shop.control('prices', some);
  }
}

async function look(shop, name, expected) {
  shop.forgetRequests();
  const before = recordsIn(shop);
  const startedAt = Date.now();
  await shop.api('POST', `/prices/${shop.storeHash}/push`);
  await until(LIMIT_MS, name, async () => (await shop.api('GET', `/prices/${shop.storeHash}`)).running !== null);
  await until(LIMIT_MS, name, async () => (await shop.api('GET', `/prices/${shop.storeHash}`)).running === null);
  const after = recordsIn(shop);
  const set = [...after].filter(([key, record]) => before.get(key) !== record).length;
  say(`${name}: ${((Date.now() - startedAt) / 1_000).toFixed(1)} s, ${set} records set`);
  for (const [system, counts] of Object.entries(shop.requests())) {
    for (const [route, times] of Object.entries(counts)) say(`  ${system} ${route}: ${times}`);
  }
  if (set !== expected) throw new Error(`${name}: ${set} records were set, not ${expected}`);
}

/** By variant and currency: what the list says. */
const recordsIn = ({ bigcommerce }) =>
  new Map(
    [...(bigcommerce.state.priceLists.get(LIST)?.records ?? [])].map(([key, record]) => [key, JSON.stringify(record)]),
  );

void main().catch((error) => {
  say(String(error?.stack ?? error));
  process.exitCode = 1;
});
