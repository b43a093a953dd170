#!/usr/bin/env node
'use strict';
/**
 * A full compare of a large store of which some levels were changed by hand: the report must have exactly those. Prints the
 * requests against the fewest that both APIs allow, and the memory that the connector takes.
 *
 *   npm run bench:stock-compare [-- --skus 100000 --bundles 200 --altered 1000]
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { parseArgs } = require('node:util');
const { openShop, say, until } = require('./support/stocked-shop');

const { values } = parseArgs({
  options: {
    skus: { type: 'string', default: '100000' },
    bundles: { type: 'string', default: '200' },
    altered: { type: 'string', default: '1000' },
  },
});
const skuCount = Number(values.skus);
const bundleCount = Number(values.bundles);
const alteredCount = Number(values.altered);
const AT_FIRST = 50;
const LIMIT_MS = 30 * 60_000;
const AVAILABILITY = 'GET /warehouse-service/product-availability/{ids}';
const LEVELS = 'GET /v3/inventory/items';

const skuOf = (n) => `BULK-${String(n).padStart(String(skuCount).length, '0')}`;
const altered = Array.from({ length: alteredCount }, (_, n) => skuOf(1 + Math.floor((n * skuCount) / alteredCount)));

async function main() {
  const shop = await openShop({ fill });
  try {
    const startedAt = Date.now();
    await shop.api('POST', '/setup');
    await until(LIMIT_MS, 'the first full sync', async () => (await shop.inventory()).lastCompare);
    await shop.rest(LIMIT_MS);
    const { linked } = await shop.inventory();
    say(`${linked} SKUs linked, looked at and compared for the first time in ${seconds(startedAt)}`);
    say(`  memory of the connector until then: ${peakMegabytes(shop)} MB at most`);
    await compare(shop, 'as they were', 0);
    await compare(shop, `after ${alteredCount} levels were changed by hand`, alteredCount);
  } finally {
    await shop.close();
  }
}

/** A bundle is of two neighbors. */
function fill({ bigcommerce, brightpearl }) {
  bigcommerce.control.addProducts({ count: skuCount, skuPrefix: 'BULK-', tracking: 'product', quantity: AT_FIRST });
  brightpearl.seedMany({ count: skuCount, skuPrefix: 'BULK-', onHand: { 2: AT_FIRST } });
  const bundles = Array.from({ length: bundleCount }, (_, n) => ({
    sku: `SET-${n + 1}`,
    name: `Set ${n + 1}`,
    components: [2 * n + 1, 2 * n + 2].map((part) => ({ sku: skuOf(part), quantity: 1 })),
  }));
  brightpearl.seedCatalog(bundles);
  for (const { sku, name } of bundles) {
    bigcommerce.control.addProduct({ sku, name, inventory_tracking: 'product', inventory_level: AT_FIRST });
  }
}

async function compare(shop, title, expected) {
  shop.bigcommerce.webhooks.setFaults({ drop: 1 });
  for (const sku of altered.slice(0, expected)) shop.bigcommerce.control.setStock({ sku, quantity: AT_FIRST - 1 });
  shop.bigcommerce.webhooks.setFaults({});
  forgetPeak(shop);
  shop.forgetRequests();
  const startedAt = Date.now();
  const { reportId } = await shop.api('POST', `/inventory/${shop.storeHash}/compare`, { correct: true });
  const isDone = async () => {
    const { lastCompare } = await shop.inventory();
    return lastCompare?.id === reportId && lastCompare;
  };
  const { compared } = await until(LIMIT_MS, 'the compare', isDone);
  const took = seconds(startedAt);
  const asked = shop.requests();
  const peak = peakMegabytes(shop);
  const { rows } = await shop.api('GET', `/reports/${reportId}`);
  const found = new Set(rows.map(({ sku }) => sku));
  const missed = altered.slice(0, expected).filter((sku) => !found.has(sku)).length;
  say(`\nfull compare, ${title}: ${took}, memory of the connector ${peak} MB at most`);
  say(
    `  ${compared} levels compared, ${rows.length} rows in the report, ${missed} missed, ${found.size - (expected - missed)} wrong`,
  );
  // One bundle is of the demo's own catalog. Bundles have no stock of their own: their components are asked for.
  const stocked = compared - bundleCount - 1;
  const fewest = { [AVAILABILITY]: Math.ceil(stocked / 200), [LEVELS]: Math.ceil(compared / 1_000) };
  for (const [system, counts] of Object.entries(asked)) {
    for (const [route, count] of Object.entries(counts)) {
      say(`  ${system.padEnd(12)} ${count} x ${route}${route in fewest ? ` (fewest: ${fewest[route]})` : ''}`);
    }
  }
  await shop.rest(LIMIT_MS);
  const wrong = shop.bigcommerce.control.levels().filter(({ onHand }) => onHand === AT_FIRST - 1).length;
  say(`  ${wrong} levels still wrong ${seconds(startedAt)} after it began`);
}

/** As the kernel counted it. */
const peakMegabytes = ({ connector }) => {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${connector.child.pid}/status`, 'utf8'));
  return Math.round(Number(kilobytes) / 1_024);
};

const forgetPeak = ({ connector }) => writeFileSync(`/proc/${connector.child.pid}/clear_refs`, '5');

const seconds = (since) => `${((Date.now() - since) / 1_000).toFixed(1)} s`;

void main();
