/** The undisturbed flows of stock: what happens, and the steps of the connector that follow, from which the cases are made. */
import { expectRight } from './flow';
import type { KilledFlow } from './kill-each-step';
import type { Lane } from './lane';
import { ledgerOf, type Ledger } from './ledger';
import { nameOf, type Step } from './probe';
import { has, undisturbed } from './recording';
import { patiently, restOf } from './settling';
import type { Site } from './site';
import { buying, counting, meddling, restOfPurchase, waiting } from './stock-errands';
import { forgetCallbacks, standingOfStock } from './stock-settling';

/** Ends what hangs. Two dozen stores that are synced for the first time at once need more than a minute, on a quick machine. */
const FIRST_SYNC_MS = 10 * 60_000;

/** Waits for what setup has begun: every level is written for the first time. Then the first order of the new database. */
export async function firstSync({ sites }: Lane): Promise<void> {
  await Promise.all(
    sites.map(async (site) => {
      expect(await patiently(() => standingOfStock(site), FIRST_SYNC_MS)).toBeUndefined();
      await site.clearBatches();
      forgetCallbacks(site);
      expect(await restOfPurchase(site, site.place())).toBeUndefined();
    }),
  );
}

/** @param plain a site whose stock is left alone: what it does as well is not a step of stock */
export async function recordStockFlows(lanes: readonly Lane[], plain: Site): Promise<KilledFlow[]> {
  const before = lanes.map(({ unattributed }) => unattributed.length);
  const ledger = await rightLedger(lanes[0]!.sites[0]!);
  const begins = { counting, meddling, waiting, buying: buying({ ledger }) };
  const [imported, ...runs] = await Promise.all([
    importSteps(plain),
    ...Object.values(begins).map((begin, n) => undisturbed(lanes[n % lanes.length]!.sites, begin)),
  ]);
  expect(lanes.flatMap(({ unattributed }, n) => unattributed.slice(before[n]))).toEqual([]);
  const [counted = [], meddled = [], waited = [], bought = []] = runs;
  const steps = {
    counting: counted,
    meddling: beyond(meddled, counted),
    waiting: ofStock(waited, imported),
    buying: ofStock(bought, imported),
  };
  return Object.entries(begins).map(([name, begin]) => ({ name, begin, steps: steps[name as keyof typeof steps] }));
}

async function rightLedger(site: Site): Promise<Ledger> {
  const order = site.place();
  expect(await restOfPurchase(site, order)).toBeUndefined();
  const ledger = await ledgerOf(site, order);
  expectRight(order, ledger);
  return ledger;
}

async function importSteps(site: Site): Promise<Step[]> {
  expect(await restOf(site, site.place())).toBeUndefined();
  site.probe.begin();
  expect(await restOf(site, site.place())).toBeUndefined();
  return [...site.probe.steps()];
}

/** What follows the last request that both flows begin with. */
function beyond(steps: readonly Step[], known: readonly Step[]): Step[] {
  const common = steps.findIndex((step, n) => known[n] === undefined || nameOf(step) !== nameOf(known[n]));
  const last = steps.findLastIndex(({ system }, n) => n < common && system !== 'database');
  return steps.slice(last + 1);
}

/** A commit does not tell of what. */
const ofStock = (steps: readonly Step[], imported: readonly Step[]): Step[] =>
  steps.filter((step) => step.action === 'commit' || !has({ steps: imported }, step));
