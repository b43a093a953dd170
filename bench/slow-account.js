#!/usr/bin/env node
'use strict';
/**
 * Two stores and two accounts in one connector: how long an order of the healthy account takes from the shop's event to its paid
 * sales order, before and while the other account answers every request late, with orders for it coming in all the while. Prints
 * a ratio of medians, and what reached which account; milliseconds are this machine's.
 *
 *   npm run bench:slow-account [-- --orders 30 --delay 30000 --every 2000 --warm 5]
 */
const { parseArgs } = require('node:util');
const { setTimeout: pause } = require('node:timers/promises');
const { openStorefronts } = require('../test/e2e/support/storefronts');
const { WEB, TRADE } = require('../test/e2e/support/storefront-config');

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '30' },
    delay: { type: 'string', default: '30000' },
    every: { type: 'string', default: '2000' },
    warm: { type: 'string', default: '5' },
  },
});
const [orders, delayMs, everyMs, warm] = [values.orders, values.delay, values.every, values.warm].map(Number);

const POLL_MS = 5;
const LIMIT_MS = 180_000;
/** Orders that wait for the slow account when the first order is measured: twice what it has slots. */
const BACKLOG = 40;
/** Until they have got as far as they get. */
const BACKLOG_MS = 20_000;

const HEALTHY = 'west';
const SLOW = 'east';
/** One store sells into both, by region; the other by channel. */
const FOR = {
  [HEALTHY]: [
    { store: 'north', channel: WEB, country: 'US' },
    { store: 'south', channel: WEB, country: 'US' },
  ],
  [SLOW]: [
    { store: 'north', channel: WEB, country: 'GB' },
    { store: 'south', channel: TRADE, country: 'US' },
  ],
};

/** Timings are the defaults, those of requests above all; no sweep comes between. */
async function main() {
  const world = await openStorefronts({ sweepMinutes: 1_440 });
  try {
    await measured(world, warm);
    const alone = await measured(world, orders);
    const before = await undisturbed(world);
    const slow = await besideSlow(world);
    report(alone, before, slow);
  } finally {
    await world.close();
  }
}

/** The slow account has as many orders as later, and answers at once. */
async function undisturbed(world) {
  const other = stream(world, SLOW);
  const times = await measured(world, orders);
  await other.stop();
  return times;
}

async function besideSlow(world) {
  await quiet(world);
  const { core } = world.accounts[SLOW].simulator;
  const madeBefore = salesOrders(world, SLOW);
  core.faults.add({ mode: 'delay', delayMs });
  core.requests.clear();
  for (let n = 0; n < BACKLOG; n += 1) place(world, SLOW, n);
  await pause(BACKLOG_MS);
  const other = stream(world, SLOW);
  const times = await measured(world, orders);
  await other.stop();
  const made = salesOrders(world, SLOW) - madeBefore;
  return { times, placed: BACKLOG + other.placed(), made, requests: core.requests.total };
}

/** One order after the other, of both stores in turn, each by a new shopper; milliseconds. */
async function measured(world, count) {
  const times = [];
  for (let n = 0; n < count; n += 1) {
    const startedAt = performance.now();
    const externalRef = place(world, HEALTHY, n);
    await until(() => isPaid(world, HEALTHY, externalRef), externalRef);
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Orders for an account, as fast as the shops sell, until it is stopped. */
function stream(world, account) {
  const stop = new AbortController();
  let placed = 0;
  const running = (async () => {
    while (!stop.signal.aborted) {
      place(world, account, placed);
      placed += 1;
      await pause(everyMs);
    }
  })();
  return {
    placed: () => placed,
    async stop() {
      stop.abort();
      await running;
    },
  };
}

let shoppers = 0;

function place(world, account, n) {
  shoppers += 1;
  const bought = { ...FOR[account][n % FOR[account].length], email: `shopper-${shoppers}@example.com` };
  return `${world.stores[bought.store].simulator.storeHash}-${world.buy(bought)}`;
}

function isPaid(world, account, externalRef) {
  const { orders: all, payments } = world.accounts[account].simulator.state();
  const order = [...all.values()].find((one) => one.externalRef === externalRef);
  return order !== undefined && [...payments.values()].some(({ orderId }) => orderId === order.id);
}

const salesOrders = (world, account) => world.accounts[account].simulator.ledger().salesOrders.length;

/** Until all that the slow account was sent so far is there. */
async function quiet(world) {
  let seen = -1;
  await until(async () => {
    const now = salesOrders(world, SLOW);
    const isStill = now === seen;
    seen = now;
    await pause(3_000);
    return isStill;
  }, 'the slow account at rest');
}

async function until(look, what) {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${LIMIT_MS / 1_000} s`);
    await pause(POLL_MS);
  }
}

function report(alone, before, slow) {
  const beside = median(slow.times);
  say(`${orders} orders of the healthy account each time, one after the other`);
  say('ms from event to paid sales order, median (largest):');
  say(`  no orders for the other account                     ${figures(alone)}`);
  say(`  one every ${everyMs} ms, and it answers at once           ${figures(before)}`);
  say(`  the same, and it answers every request in ${delayMs / 1_000} s     ${figures(slow.times)}`);
  say(
    `ratio of medians ${ratio(beside, before)} to when it answered at once, ${ratio(beside, alone)} to when it had no orders`,
  );
  say(`orders of the healthy account made and paid while the other was slow: ${slow.times.length} of ${orders}`);
  say(
    `orders for the other account: ${slow.placed} placed while it was slow, ${slow.made} made, ${slow.requests} requests`,
  );
}

const figures = (times) => `${median(times).toFixed(0)} (${Math.max(...times).toFixed(0)})`;
const ratio = (beside, times) => (beside / median(times)).toFixed(2);

function median(times) {
  const sorted = [...times].sort((one, two) => one - two);
  return sorted[Math.floor(sorted.length / 2)];
}

const say = (text) => process.stdout.write(`${text}\n`);

void main();
