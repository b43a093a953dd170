#!/usr/bin/env node
'use strict';
/**
 * Some of many SKUs change in Brightpearl: the requests to each side and the levels that are written, when webhooks tell, when
 * all are lost, and when the connector is killed as it writes. Exactly the changed levels must be written, each once.
 *
 *   npm run bench:stock [-- --skus 10000 --changed 300]
 */
const { parseArgs } = require('node:util');
const { openShop, say, until } = require('./support/stocked-shop');

const { values } = parseArgs({
  options: { skus: { type: 'string', default: '10000' }, changed: { type: 'string', default: '300' } },
});
const skuCount = Number(values.skus);
const changedCount = Number(values.changed);
const PREFIX = 'BULK-';
const AT_FIRST = 50;
const LIMIT_MS = 600_000;
const WRITE = 'PUT /v3/inventory/adjustments/absolute';
const LOOK = 'GET /v2/orders';

const skuOf = (n) => `${PREFIX}${String(n).padStart(String(skuCount).length, '0')}`;
/** Spread over the whole catalog. */
const changed = Array.from({ length: changedCount }, (_, n) => skuOf(1 + Math.floor((n * skuCount) / changedCount)));

async function main() {
  const shop = await openShop({
    fill: ({ bigcommerce, brightpearl }) => {
      bigcommerce.control.addProducts({ count: skuCount, skuPrefix: PREFIX, tracking: 'product', quantity: AT_FIRST });
      brightpearl.seedMany({ count: skuCount, skuPrefix: PREFIX, onHand: { 2: AT_FIRST } });
    },
  });
  try {
    const startedAt = Date.now();
    await shop.api('POST', '/setup');
    await until(LIMIT_MS, 'the first full sync', async () => (await shop.inventory()).lastCompare);
    await shop.rest(LIMIT_MS);
    const { linked } = await shop.inventory();
    say(`${linked} SKUs linked and looked at in ${seconds(startedAt)}; ${changedCount} change each time\n`);
    await byWebhook(shop);
    await byDelta(shop);
    for (const moment of ['before', 'after']) await killed(shop, moment);
  } finally {
    await shop.close();
  }
}

async function byWebhook(shop) {
  const run = watch(shop);
  await shop.count(changed, 61);
  await run.report('(a) told by webhook', 61);
}

async function byDelta(shop) {
  shop.brightpearl.core.webhooks.setFaults({ drop: 1 });
  const run = watch(shop);
  await shop.count(changed, 62);
  await shop.runDelta();
  await run.report('(b) every webhook lost, found by the delta cycle', 62);
  shop.brightpearl.core.webhooks.setFaults({});
}

/** Dies when its write arrives: before anything of it is done, or when all of it is and nobody was answered. */
async function killed(shop, moment) {
  const level = moment === 'before' ? 63 : 64;
  let die;
  const died = new Promise((resolve) => (die = resolve));
  const run = watch(shop, moment, async () => {
    await shop.connector.kill();
    die(Date.now());
  });
  await shop.count(changed, level);
  const diedAt = await died;
  await shop.connector.start();
  await run.report(`(c) killed ${moment} its write is done, and started again`, level, diedAt);
}

/** Counts what is asked and what is set from now on; strikes at that moment of the first write, which is then lost. */
function watch(shop, moment, strike) {
  const { hooks, control } = shop.bigcommerce;
  const sent = [];
  const applied = [];
  let isArmed = strike !== undefined;
  let lookedAt;
  let blindMs = 0;
  const at = async (now, { method, template, body }, ids) => {
    const route = `${method} ${template}`;
    // What is sold from here on is not in the write that follows.
    if (route === LOOK && now === 'before') lookedAt = performance.now();
    if (route !== WRITE) return undefined;
    if (now === 'after') blindMs = Math.max(blindMs, performance.now() - lookedAt);
    ids.push(...body.items.map((item) => item.product_id));
    if (!isArmed || now !== moment) return undefined;
    isArmed = false;
    await strike();
    return 'drop';
  };
  hooks.beforeRequest = (request) => at('before', request, sent);
  hooks.afterApplied = (request) => at('after', request, applied);
  shop.forgetRequests();
  return {
    async report(title, level, since = Date.now()) {
      const shown = () => control.levels().filter(({ onHand }) => onHand === level);
      await until(LIMIT_MS, title, async () => shown().length >= changedCount);
      const took = seconds(since);
      await shop.rest(LIMIT_MS);
      const wanted = new Set(changed);
      const right = shown().filter(({ sku }) => wanted.has(sku)).length;
      say(`${title}\n  ${took} until the storefront was right, ${seconds(since)} until all was verified and at rest`);
      say(`  ${right} of ${changedCount} levels right, ${shown().length - right} others changed`);
      say(`  ${blindMs.toFixed(0)} ms at most between the last look at the orders and the write`);
      say(`  levels sent ${sent.length}, set ${applied.length}, of these different ones ${new Set(applied).size}`);
      for (const [system, counts] of Object.entries(shop.requests())) say(`  ${system.padEnd(12)} ${listOf(counts)}`);
    },
  };
}

const listOf = (counts) =>
  Object.entries(counts)
    .map(([route, count]) => `${count} x ${route}`)
    .join(', ') || 'none';

const seconds = (since) => `${((Date.now() - since) / 1_000).toFixed(1)} s`;

void main();
