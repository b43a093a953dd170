#!/usr/bin/env node
'use strict';
/**
 * How long an order takes from the shop's event to the verified and linked sales order, one order at a time on an idle
 * machine, with every API call delayed. Prints counts and ratios: seconds are this machine's.
 *
 *   npm run build && node bench/import-latency.js [--orders 20] [--delay 50]
 */
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { startEmbedded } = require('../dist/cli/embedded-connector');
const { buildOrder } = require('../dist/simulators/bigcommerce/order-builder');

const { values } = parseArgs({
  options: { orders: { type: 'string', default: '20' }, delay: { type: 'string', default: '50' } },
});
const count = Number(values.orders);
const delayMs = Number(values.delay);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const orderOf = (shopper) =>
  buildOrder({
    taxMode: 'exclusive',
    lines: [
      { sku: 'MUG-BLUE', name: 'Mug', price: '12.95', quantity: 1, taxRate: '8.25' },
      { sku: 'NOTE-A5', name: 'Notebook', price: '5.01', quantity: 1, taxRate: '8.25' },
    ],
    shipping: { cost: '7.95', method: 'Ground', taxRate: '8.25' },
    billing: {
      first_name: 'Ada',
      last_name: 'Example',
      email: shopper,
      street_1: '1 Sample Street',
      city: 'Austin',
      state: 'Texas',
      zip: '78701',
      country: 'United States',
      country_iso2: 'US',
    },
  });

async function main() {
  const dataDir = mkdtempSync(join(tmpdir(), 'connector-bench-'));
  const running = await startEmbedded({ dataDir, apiPort: 0, simulate: true, progress: () => undefined });
  try {
    const bigcommerce = running.world.bigcommerce.simulator;
    const brightpearl = running.world.brightpearl.simulator;
    // The quota is a real account's; here the engine is measured, not the vendor.
    brightpearl.setSwitches({ quotaPerMinute: 100_000 });
    await importOne(running, 'warm-up@example.com');
    for (const simulator of [bigcommerce, brightpearl.core]) simulator.faults.add({ mode: 'delay', delayMs });
    const fresh = [];
    for (let n = 0; n < count; n += 1) fresh.push(await importOne(running, `new-${n}@example.com`));
    const returning = [];
    for (let n = 0; n < count; n += 1) returning.push(await importOne(running, `new-${n}@example.com`));
    report('new customer', fresh);
    report('returning customer', returning);
  } finally {
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function importOne({ world, connector, config }, shopper) {
  const storeHash = config.stores[0].hash;
  const startedAt = Date.now();
  const orderId = world.bigcommerce.simulator.control.addOrder(orderOf(shopper));
  const key = { storeHash, orderId };
  let verified;
  for (;;) {
    const row = await connector.store.orders.get(key);
    if (!verified && row?.salesOrderTotal) verified = Date.now();
    if (row?.state === 'SYNCED') break;
    await pause(5);
  }
  const synced = Date.now();
  // Echoes and the linger are over when the workflow has closed.
  while ((await connector.orders.describe(key))?.status === 'RUNNING') await pause(50);
  const run = await connector.orders.describe(key);
  const exchanges = await connector.store.exchanges.list({ subject: `${storeHash}/${orderId}` }, { limit: 100 });
  const before = exchanges.rows.filter((row) => row.startedAt.getTime() <= verified);
  return {
    toVerified: verified - startedAt,
    toSynced: synced - startedAt,
    calls: before.reduce((sum, row) => sum + row.durationMs, 0),
    brightpearl: exchanges.rows.filter((row) => row.system === 'brightpearl').length,
    bigcommerce: exchanges.rows.filter((row) => row.system === 'bigcommerce').length,
    events: run.historyLength,
  };
}

function report(name, runs) {
  const of = (field) => runs.map((run) => run[field]).sort((a, b) => a - b);
  const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const ratio = runs.map((run) => run.toVerified / run.calls).sort((a, b) => a - b);
  const line = (label, sorted, digits = 0) =>
    `  ${label.padEnd(44)} p50 ${at(sorted, 0.5).toFixed(digits)}   largest ${at(sorted, 1).toFixed(digits)}\n`;
  process.stdout.write(
    `${name} (${runs.length} orders, ${delayMs} ms per API call)\n` +
      line('ms from event to verified sales order', of('toVerified')) +
      line('ms from event to settled', of('toSynced')) +
      line('ratio to the time in API calls before it', ratio, 2) +
      line('Brightpearl requests', of('brightpearl')) +
      line('BigCommerce requests', of('bigcommerce')) +
      line('events, echoes included', of('events')),
  );
}

void main();
