'use strict';
/**
 * A shop with many SKUs for the benches of stock: both vendors in this process, the connector in one of its own, as operators
 * run it, so that it can be killed and its memory be measured. Needs `node -r ./test/support/register-ts.js`.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { Client, Connection } = require('@temporalio/client');
const { parse, stringify } = require('yaml');
const { startSimulatedWorld } = require('../../src/cli/simulated-world');
const { freePort } = require('../../src/embedded/free-port');
const { ConnectorProcess } = require('../../test/crash/support/connector-process');
const { ensureBuilt } = require('../../test/e2e/support/built-connector');
const { startInfrastructure } = require('../../test/crash/support/infrastructure');
const { createEmptyDatabase } = require('../../test/support/database');

const POLL_MS = 250;
const PLENTY = 1_000_000;
/** The store's quota is of 30 seconds of its own time. */
const STORE_TIMES_AS_FAST = 100;

/**
 * @param fill adds products to both vendors
 * @param stock of connector.yaml, over the defaults; `prices` likewise; no schedule runs unless a bench triggers it
 */
async function openShop({ fill, stock = {}, prices }) {
  ensureBuilt();
  const infrastructure = await startInfrastructure();
  const world = await startSimulatedWorld({ dataDir: infrastructure.scratch, stock: true });
  const bigcommerce = world.bigcommerce.simulator;
  const brightpearl = world.brightpearl.simulator;
  // The engine is measured, and not the vendors' plans.
  brightpearl.setSwitches({ quotaPerMinute: PLENTY });
  bigcommerce.clock.setScale(STORE_TIMES_AS_FAST);
  fill({ bigcommerce, brightpearl });
  configure(world.configFile, stock, prices);
  const connector = new ConnectorProcess({
    configFile: world.configFile,
    apiPort: await freePort(),
    logFile: join(infrastructure.scratch, 'connector.log'),
    env: {
      ...world.env,
      ...infrastructure.secrets,
      DATABASE_URL: await createEmptyDatabase(infrastructure.postgresUrl),
      TEMPORAL_ADDRESS: infrastructure.temporalAddress,
      TEMPORAL_NAMESPACE: 'default',
      LOG_LEVEL: 'info',
    },
  });
  const connection = await Connection.connect({ address: infrastructure.temporalAddress });
  const shop = new Shop({ connector, bigcommerce, brightpearl, infrastructure, connection, world });
  try {
    await connector.start();
    return shop;
  } catch (error) {
    await shop.close();
    throw error;
  }
}

/** What is left out has its default. */
function configure(file, stock, prices) {
  const config = parse(readFileSync(file, 'utf8'));
  const [store] = config.stores;
  store.stock = { feeds: store.stock.feeds, deltaMinutes: 1_440, ...stock };
  if (prices) store.prices = { everyMinutes: 1_440, ...prices };
  config.timings = { sweepMinutes: 1_440 };
  writeFileSync(file, stringify(config));
}

class Shop {
  constructor(parts) {
    Object.assign(this, parts);
    this.storeHash = parts.bigcommerce.storeHash;
  }

  async api(method, path, body) {
    const response = await fetch(`${this.connector.url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.infrastructure.secrets.CONNECTOR_API_TOKEN}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  inventory() {
    return this.api('GET', `/inventory/${this.storeHash}`);
  }

  /** Staff count shelves, one after the other. */
  async count(skus, onHand) {
    for (const sku of skus) {
      await this.control('stock', { sku, warehouseId: 2, onHand });
    }
  }

  async control(path, body) {
    const response = await fetch(`${this.world.brightpearl.url}/_sim/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }

  /** Of Temporal: the delta cycle runs now. */
  async runDelta() {
    const client = new Client({ connection: this.connection });
    await client.schedule.getHandle(`sweep/${this.storeHash}/stock`).trigger();
  }

  forgetRequests() {
    for (const log of [this.bigcommerce.requests, this.brightpearl.core.requests]) log.clear();
  }

  /** By system and route. */
  requests() {
    return {
      BigCommerce: shortened(this.bigcommerce.requests.counts()),
      Brightpearl: shortened(this.brightpearl.core.requests.counts()),
    };
  }

  /** Until the connector has nothing left to do. */
  async rest(limitMs) {
    await until(limitMs, 'rest', async () => {
      const { waiting, running } = await this.inventory();
      return waiting === 0 && running === null;
    });
  }

  async close() {
    await this.connector.kill();
    await this.connection.close();
    await this.world.close();
    await this.infrastructure.stop();
  }
}

async function until(limitMs, what, look) {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1_000} s`);
    await pause(POLL_MS);
  }
}

const shortened = (counts) =>
  Object.fromEntries(
    Object.entries(counts).map(([route, count]) => [route.replace('/public-api/{account}', ''), count]),
  );

const say = (text) => process.stdout.write(`${text}\n`);

module.exports = { openShop, until, say };
