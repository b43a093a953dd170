/** Sales credits that staff make in Brightpearl: told, or refunded in the store once and never booked again. */
import { setTimeout as pause } from 'node:timers/promises';
import { ageIntents, activityWorlds, type ActivityWorld } from '../support/activity-world';
import { carryOut, imported, lookAgain, writesOf, type Imported } from '../mirror/support';
import { refundRulesSchema } from '../../../src/mapping/rules-refunds';
import type { Fault } from '../../../src/simulators/core/faults';
import { balance, credits, lineOf, pass, payments, refund, ship, staff } from './support';
import { MUG, staffCredit } from './staff-credit';

const open = activityWorlds();

const LATE_MS = 20;

const RULES = { rules: { refunds: refundRulesSchema.parse({ brightpearlCredits: 'refund' }) } };

const shipped = async (world: ActivityWorld): Promise<Imported> => {
  const order = await imported(world);
  await ship(world, order.salesOrderId);
  return order;
};

const refundsOf = ({ world, key }: Imported) => world.bigcommerce.state.orders.get(key.orderId)!.refunds;

/** Looks and acts as a workflow does, again and again, until nothing is left to do. */
async function untilDone(order: Imported): Promise<readonly string[]> {
  let last: unknown;
  for (let tries = 0; tries < 8; tries += 1) {
    try {
      const { mirror, codes } = await lookAgain(order);
      last = JSON.stringify({ mirror, codes });
      const issue = await carryOut(order, mirror);
      const { steps, issues } = await pass(order.world, order.key);
      last = JSON.stringify({ last, steps, issues, issue });
      if (issue) return [issue.code];
      if (!mirror.staffCredits && steps.length === 0) return [...codes, ...issues.map(({ code }) => code)];
    } catch (error) {
      last = error;
      // An hour later what comes late has come.
      await pause(LATE_MS + 30);
    }
    await ageIntents(order.world);
  }
  throw new Error(`Not done after 8 passes: ${String(last)}`);
}

describe('by default', () => {
  it('is told with amount and next step, and nothing is written', async () => {
    const order = await shipped(await open());
    const id = await staffCredit(order);
    const { issues, mirror } = await lookAgain(order);
    expect(mirror).toEqual({});
    expect(issues).toMatchObject([{ code: 'CREDIT_IN_BRIGHTPEARL', details: { salesCreditId: id } }]);
    expect(issues[0]!.message).toContain(`sales credit ${id} of 14.02 USD`);
    expect(issues[0]!.message).toContain(`"Brightpearl sales credit ${id}"`);
    // It stands, whatever has the order looked at.
    expect((await lookAgain(order, { news: false })).codes).toEqual(['CREDIT_IN_BRIGHTPEARL']);
    expect(refundsOf(order)).toEqual([]);
  });

  it('stays when somebody refunds another amount with its reason, which is a refund of its own', async () => {
    const order = await shipped(await open());
    const id = await staffCredit(order);
    const { world, key } = order;
    const item = { item_type: 'ORDER' as const, item_id: key.orderId, amount: 5, reason: `sales credit ${id}` };
    refund(world, key, { items: [item] });
    expect(await untilDone(order)).toContain('CREDIT_IN_BRIGHTPEARL');
    expect(credits(world)).toHaveLength(2);
    expect(balance(world)).toBe('31.65');
  });

  it('is done with when somebody releases it', async () => {
    const order = await shipped(await open());
    const id = await staffCredit(order);
    const command = { verb: 'release', actor: 'ann', commandId: '1', arguments: { rule: `credit-${id}` } } as const;
    await order.world.run('recordDecision', { key: order.key, asOf: Date.now(), command });
    expect((await lookAgain(order)).codes).toEqual([]);
  });

  it('is done with when somebody refunds it in the store with its reason: no second credit is made', async () => {
    const order = await shipped(await open());
    const id = await staffCredit(order);
    await lookAgain(order);
    const { world, key } = order;
    const item = { item_type: 'PRODUCT' as const, item_id: lineOf(world, key), quantity: 1, adjustments: [] };
    refund(world, key, { items: [{ ...item, reason: `for sales credit ${id}` }] });
    expect(await untilDone(order)).toEqual([]);
    expect(credits(world)).toMatchObject([{ id }]);
    expect(payments(world)[1]).toBe(`PAYMENT 14.02 CARD on ${id}`);
    expect(balance(world)).toBe('22.63');
  });
});

describe('with `refund`', () => {
  it('becomes one refund of the units, paid out on that credit, and comes back as nothing', async () => {
    const order = await shipped(await open(RULES));
    const id = await staffCredit(order);
    expect(await untilDone(order)).toEqual([]);
    expect(refundsOf(order)).toMatchObject([
      { total_amount: 14.02, items: [{ item_type: 'PRODUCT', quantity: 1, reason: `Brightpearl sales credit ${id}` }] },
    ]);
    expect(credits(order.world)).toMatchObject([{ id, total: '14.02' }]);
    expect(payments(order.world)).toHaveLength(2);
    expect(balance(order.world)).toBe('22.63');
    order.world.forgetRequests();
    expect(await untilDone(order)).toEqual([]);
    expect(writesOf(order.world)).toEqual([]);
  });

  it('waits until the credit is invoiced, and says so', async () => {
    const order = await shipped(await open(RULES));
    const id = await staffCredit(order, [MUG], { invoice: false });
    const { mirror, notices, codes } = await lookAgain(order);
    expect({ mirror, codes }).toEqual({ mirror: {}, codes: [] });
    expect(notices).toEqual([`sales credit ${id} of staff is refunded in the store once it is invoiced`]);
    await staff(order.world, 'POST', `sales-orders/${id}/invoice`);
    expect(await untilDone(order)).toEqual([]);
    expect(refundsOf(order)).toHaveLength(1);
  });

  it('refunds what belongs to no line as an amount of the order', async () => {
    const order = await shipped(await open(RULES));
    await staffCredit(order, [MUG, { name: 'Goodwill', quantity: 1, net: 3, tax: 0 }]);
    expect(await untilDone(order)).toEqual([]);
    expect(refundsOf(order)).toMatchObject([
      { total_amount: 17.02, items: [{ item_type: 'PRODUCT' }, { item_type: 'ORDER', requested_amount: 3 }] },
    ]);
    expect(balance(order.world)).toBe('19.63');
  });

  it('refunds units that were credited at another price as an amount', async () => {
    const order = await shipped(await open(RULES));
    await staffCredit(order, [{ quantity: 1, net: 5, tax: 0.41 }]);
    expect(await untilDone(order)).toEqual([]);
    expect(refundsOf(order)).toMatchObject([{ total_amount: 5.41, items: [{ item_type: 'ORDER' }] }]);
  });

  it('refunds shipping as shipping', async () => {
    const order = await shipped(await open(RULES));
    const sold = order.world.brightpearl.state().orders.get(order.salesOrderId)!.rows.at(-1)!;
    await staffCredit(order, [{ name: sold.name, quantity: 1, net: 7.95, tax: 0.66 }]);
    expect(await untilDone(order)).toEqual([]);
    expect(refundsOf(order)).toMatchObject([{ total_amount: 8.61, items: [{ item_type: 'SHIPPING' }] }]);
  });

  it('books no money out where staff did', async () => {
    const order = await shipped(await open(RULES));
    const id = await staffCredit(order);
    await payOut(order, id, 'CARD');
    expect(await untilDone(order)).toEqual([]);
    expect(refundsOf(order)).toHaveLength(1);
    expect(payments(order.world)).toEqual([expect.stringMatching(/^RECEIPT/), `PAYMENT 14.02 CARD on ${id}`]);
  });

  it('is known again by its reason under a new database', async () => {
    const order = await shipped(await open(RULES));
    await staffCredit(order);
    expect(await untilDone(order)).toEqual([]);
    for (const kind of ['staff-credit', 'store-refund', 'sales-credit', 'refund-payment'] as const) {
      await order.world.db.deleteFrom('links').where('kind', '=', kind).execute();
    }
    await order.world.db.deleteFrom('refunds').execute();
    await order.world.db.deleteFrom('intents').execute();
    expect(await untilDone(order)).toEqual([]);
    expect(refundsOf(order)).toHaveLength(1);
    expect(credits(order.world)).toHaveLength(1);
    expect(payments(order.world)).toHaveLength(2);
  });
});

const payOut = ({ world }: Imported, orderId: number, paymentMethodCode: string) =>
  world.deps.brightpearl(world.account).payments.create({
    transactionRef: `by-hand-${orderId}`,
    transactionCode: `by-hand-${orderId}`,
    paymentMethodCode,
    paymentType: 'PAYMENT',
    orderId,
    currencyIsoCode: 'USD',
    exchangeRate: '1',
    amountPaid: '14.02',
    paymentDate: '2026-07-01T12:00:00.000Z',
  });

describe('is not refunded, and a person is told why,', () => {
  const refused = async (order: Imported, words: RegExp) => {
    const before = refundsOf(order).length;
    const { mirror } = await lookAgain(order);
    const issue = await carryOut(order, mirror);
    expect(issue).toMatchObject({ code: 'CREDIT_NOT_REFUNDED' });
    expect(issue?.message).toMatch(words);
    expect(refundsOf(order)).toHaveLength(before);
  };

  it('where an equal refund was made in the store by hand', async () => {
    const order = await shipped(await open(RULES));
    const { world, key } = order;
    refund(world, key, {
      items: [{ item_type: 'PRODUCT', item_id: lineOf(world, key), quantity: 1, adjustments: [], reason: '' }],
    });
    await pass(world, key);
    await staffCredit(order);
    await refused(order, /refund \d+ of the order has the same amount/);
  });

  it('where the gateway gave money back by itself', async () => {
    const order = await shipped(await open(RULES));
    const stored = order.world.bigcommerce.state.orders.get(order.key.orderId)!;
    const [sale] = stored.transactions;
    stored.transactions.push({
      ...sale!,
      id: 99_001,
      event: 'refund',
      amount: 14.02,
      reference_transaction_id: sale!.id,
    });
    await staffCredit(order);
    await refused(order, /gave back 14.02 that no refund of the store shows/);
  });

  it('where less is left to refund', async () => {
    const order = await shipped(await open(RULES));
    await staffCredit(order, [{ ...MUG, quantity: 4, net: 51.8, tax: 4.28 }]);
    await refused(order, /only 36.65 USD of what was captured is left/);
  });

  it('where it is in another currency', async () => {
    const order = await shipped(await open(RULES));
    await staffCredit(order, [MUG], { currency: 'EUR' });
    await refused(order, /the order is in USD/);
  });

  it('where it was paid out by another method', async () => {
    const order = await shipped(await open(RULES));
    const id = await staffCredit(order);
    await payOut(order, id, 'BANK');
    await refused(order, /paid out in Brightpearl by BANK/);
  });

  it('where the gateway declined it: it is not asked again', async () => {
    const order = await shipped(await open(RULES));
    await staffCredit(order);
    order.world.bigcommerce.control.setSwitches({ gatewayAnswers: 'declined' });
    const { mirror } = await lookAgain(order);
    await carryOut(order, mirror);
    order.world.bigcommerce.control.setSwitches({ gatewayAnswers: 'approved' });
    expect(await lookAgain(order)).toMatchObject({ codes: ['CREDIT_NOT_REFUNDED'], mirror: {} });
    expect(refundsOf(order)).toHaveLength(1);
    expect(payments(order.world)).toHaveLength(1);
  });
});

it('leaves a credit of our own alone', async () => {
  const order = await shipped(await open(RULES));
  const { world, key } = order;
  refund(world, key, {
    items: [{ item_type: 'PRODUCT', item_id: lineOf(world, key), quantity: 1, adjustments: [], reason: '' }],
  });
  expect(await untilDone(order)).toEqual([]);
  expect(credits(world)).toHaveLength(1);
  expect(refundsOf(order)).toHaveLength(1);
});

const MODES: readonly Omit<Fault, 'path'>[] = [
  { mode: 'status', status: 503, count: 1 },
  { mode: 'status', status: 422, count: 1 },
  { mode: 'drop-before', count: 1 },
  { mode: 'apply-then-drop', count: 1 },
  { mode: 'drop-then-apply-later', delayMs: LATE_MS, count: 1 },
];

it.each(MODES)('is refunded once with $mode $status on the refund', async (fault) => {
  const order = await shipped(await open(RULES));
  await staffCredit(order);
  order.world.bigcommerce.faults.add({ ...fault, method: 'POST', path: 'payment_actions/refunds$' });
  expect(await untilDone(order)).toEqual([]);
  expect(refundsOf(order)).toHaveLength(1);
  expect(credits(order.world)).toHaveLength(1);
  expect(balance(order.world)).toBe('22.63');
});

describe('the sweep', () => {
  const swept = async ({ world }: Imported) => {
    world.signals.length = 0;
    await world.run('sweepSalesOrders', { account: world.account });
    return world.signals;
  };

  it('has the order looked at once for a credit, and again when that was invoiced', async () => {
    const order = await shipped(await open(RULES));
    order.world.brightpearl.clock.advance(10 * 60_000);
    await swept(order);
    const id = await staffCredit(order, [MUG], { invoice: false });
    expect(await swept(order)).toEqual([{ key: order.key, change: { reason: 'brightpearl' } }]);
    expect(await swept(order)).toEqual([]);
    await staff(order.world, 'POST', `sales-orders/${id}/invoice`);
    order.world.brightpearl.clock.advance(10 * 60_000);
    expect(await swept(order)).toEqual([{ key: order.key, change: { reason: 'brightpearl' } }]);
    expect(await swept(order)).toEqual([]);
  });
});
