/** The undisturbed flow of one order: its steps, from which the cases are made, and its ledger, which is the expected one. */
import { money } from '../../../src/domain/money';
import type { Ledger } from './ledger';
import { differenceOf, ledgerOf, strays, transactionText } from './ledger';
import type { Lane } from './lane';
import type { Step } from './probe';
import { coldSteps, has, isAudit, type Run, type Steps } from './recording';
import { restOf } from './settling';
import type { PlacedOrder, Site } from './site';

export interface Flow extends Steps {
  readonly ledger: Ledger;
}

/** The first orders of a new database, which perhaps were handled before. */
export async function warmUp(lane: Lane): Promise<void> {
  await Promise.all(lane.sites.map(cleanRun));
}

/** Two more orders per site, the second one by a connector just started. */
export async function recordFlow(lane: Lane): Promise<Flow> {
  const before = lane.unattributed.length;
  const warm = await Promise.all(lane.sites.map(cleanRun));
  expect(lane.unattributed.slice(before)).toEqual([]);
  await lane.connector.restart();
  const cold = await Promise.all(lane.sites.map(cleanRun));
  const [first] = warm;
  if (!first) throw new Error('A lane has at least one site');
  for (const run of [...warm, ...cold]) expect(differenceOf(first.ledger, run.ledger)).toBeUndefined();
  expect(lane.sites.flatMap(strays)).toEqual([]);
  expectRight(first.order, first.ledger);
  const isToTry = (step: Step): boolean => !isAudit(step) || step.nth === 1;
  return {
    // Echoes come to some and not to others.
    warm: first.steps.filter((step) => isToTry(step) && warm.every((run) => has(run, step))),
    cold: coldSteps(warm, cold).filter(isToTry),
    ledger: first.ledger,
  };
}

interface CleanRun extends Run {
  readonly order: PlacedOrder;
  readonly ledger: Ledger;
}

async function cleanRun(site: Site): Promise<CleanRun> {
  site.probe.begin();
  const order = site.place();
  expect(await restOf(site, order)).toBeUndefined();
  return { order, steps: [...site.probe.steps()], ledger: await ledgerOf(site, order) };
}

/** The expected ledger itself is checked against the order, in plain figures. */
export function expectRight({ order: { order, transactions } }: PlacedOrder, ledger: Ledger): void {
  const total = money(String(order['total_inc_tax'])).toFixed(2);
  const { salesOrders, contacts } = ledger.brightpearl;
  expect(salesOrders).toHaveLength(1);
  expect(salesOrders[0]).toMatchObject({
    externalRef: 'STORE-ORDER',
    total,
    tax: money(String(order['total_tax'])).toFixed(2),
    paid: total,
    contact: 0,
    reservations: [{ rows: [{ row: 0, quantity: 2 }] }],
    notes: [expect.stringContaining('Please ring twice')],
  });
  expect(salesOrders[0]!.payments.map(({ transactionRef }) => transactionRef)).toHaveLength(transactions.length);
  expect(contacts).toHaveLength(1);
  expect(ledger.bigcommerce).toEqual({
    metafields: ['brightpearl/sales-order=SALES-ORDER-1'],
    externalOrderId: 'SALES-ORDER-1',
    statusId: 11,
    transactions: transactions.map(transactionText),
    shipments: [],
    mails: ['order-confirmation'],
  });
  expect(ledger.board).toEqual({ state: 'SYNCED', issue: null, salesOrders: 'SALES-ORDER-1' });
  expect(ledger.unsettledIntents).toEqual([]);
}
