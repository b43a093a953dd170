/** What stands in the way of replacing a sales order, what is carried over with it, and what comes after it. */
import { activityWorlds, type ActivityWorld } from '../support/activity-world';
import { applyEdits, issuesOf, staff } from '../support/after-sale';
import { balance, pass as refundPass, payments, refund, units } from '../refunds/support';
import { plan, read } from '../support/steps';
import { choose, documents, edit, invoiced, pass, THREE_MUGS, untilDone } from './support';
import type { OrderKey } from '../../../src/domain/ids';

const open = activityWorlds();

const written = (world: ActivityWorld): string[] =>
  world.requests('brightpearl').filter((request) => !request.startsWith('GET '));

/** The order and its sales order to the cent. */
function expectLevel(world: ActivityWorld, { orderId }: OrderKey): void {
  const { header } = world.bigcommerce.state.orders.get(orderId)!;
  const now = documents(world).orders.at(-1)!;
  expect([Number(now.total), Number(now.tax)]).toEqual([Number(header['total_inc_tax']), Number(header['total_tax'])]);
}

describe('is not begun', () => {
  async function refused(world: ActivityWorld, key: OrderKey, words: string): Promise<void> {
    world.forgetRequests();
    const [issue, ...more] = await pass(world, key);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'CHANGED_AFTER_IMPORT', message: expect.stringContaining(words) });
    expect(issue?.message).not.toContain('--apply-edit replace');
    expect(written(world)).toEqual([]);
  }

  it.each([
    ['beside a goods-out note', false, 'delete the note in Brightpearl'],
    ['when goods were shipped', true, 'goods of it were shipped'],
  ])('%s, which is not offered either', async (_case, ship, words) => {
    const { world, key, oldId } = await invoiced(open);
    const notes = { salesOrderId: oldId, rows: [{ sku: 'NOTE-A5', quantity: 1 }], ship };
    await choose(world, key);
    await staff(world, 'goods-out-notes', notes);
    await refused(world, key, words);
  });

  it('when a note was made between the plan and the first write', async () => {
    const { world, key, oldId } = await invoiced(open);
    await choose(world, key);
    const planned = await plan(world, key);
    const replace = ('after' in planned && planned.after?.steps.replace) || undefined;
    expect(replace).toMatchObject({ salesOrderId: oldId });
    await staff(world, 'goods-out-notes', { salesOrderId: oldId });
    world.forgetRequests();
    const input = { key, asOf: Date.now(), account: world.account, ...replace! };
    expect(await world.run('creditSalesOrder', input)).toMatchObject({ issue: { code: 'CHANGED_AFTER_IMPORT' } });
    expect(written(world)).toEqual([]);
  });

  it('when a part of it was credited by staff', async () => {
    const { world, key, oldId } = await invoiced(open);
    await choose(world, key);
    const { contactId } = world.brightpearl.ledger().salesOrders[0]!;
    const rows = [{ name: 'Goodwill', quantity: 1, taxCode: 'T', net: 2, tax: 0 }];
    await staff(world, 'sales-credits', { customer: { id: contactId }, parentId: oldId, rows });
    await refused(world, key, 'credit the rest of it by hand');
  });

  it('when a refund of it is booked', async () => {
    const { world, key } = await invoiced(open, { change: { products: [{ sku: 'MUG-BLUE', quantity: 4 }] } });
    refund(world, key, units(world, key, 1));
    await refundPass(world, key);
    await choose(world, key);
    await refused(world, key, 'is booked: credit the rest of it by hand');
  });

  it('while money of it is authorized and not captured', async () => {
    const order = { transactions: [{ event: 'authorization' as const }], paymentStatus: 'authorized' };
    const { world, key } = await invoiced(open, { order });
    await choose(world, key);
    await refused(world, key, 'capture or void it in the store');
  });

  it('for another version than the one that was shown', async () => {
    const { world, key } = await invoiced(open);
    await choose(world, key);
    edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 4 }] });
    const [issue] = await pass(world, key);
    expect(issue?.message).toContain('--apply-edit replace');
    expect(world.brightpearl.ledger().salesCredits).toEqual([]);
  });
});

it('goes on to its end when the order is changed again after the credit', async () => {
  const { world, key } = await invoiced(open);
  await choose(world, key);
  world.brightpearl.core.faults.add({ method: 'DELETE', path: 'reservation', mode: 'status', status: 503, count: 1 });
  await expect(pass(world, key)).rejects.toThrow();
  expect(world.brightpearl.ledger().salesCredits).toHaveLength(1);
  edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 1 }] });
  await untilDone(world, key);
  expectLevel(world, key);
  expect(documents(world).orders).toMatchObject([{ reserved: 0 }, { reserved: 2 }]);
});

it('is not repeated when the order comes to be again what it was replaced for', async () => {
  const { world, key } = await invoiced(open);
  await choose(world, key);
  await untilDone(world, key);
  const second = world.brightpearl.ledger().salesOrders.at(-1)!.id;
  edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 4 }] });
  expect(await applyEdits(world, key)).toEqual([]);
  await staff(world, `sales-orders/${second}/invoice`);
  edit(world, key, THREE_MUGS);
  const issue = await choose(world, key);
  expect(issue.message).toContain('--apply-edit replace');
  await untilDone(world, key);
  expect(documents(world).orders.map(({ externalRef }) => externalRef?.slice(-3))).toEqual(['100', '-r2', '-r3']);
});

it('is asked for again after Brightpearl refused the credit, and by then another thing may stand in the way', async () => {
  const { world, key, oldId } = await invoiced(open);
  await choose(world, key);
  const body = { errors: [{ code: 'ORDB-999', message: 'Not today' }] };
  world.brightpearl.core.faults.add({
    method: 'POST',
    path: 'sales-credit$',
    mode: 'status',
    status: 400,
    body,
    count: 1,
  });
  await expect(pass(world, key)).rejects.toThrow('Not today');
  await staff(world, 'goods-out-notes', { salesOrderId: oldId });
  expect((await pass(world, key))[0]?.message).toContain('delete the note');
  expect(world.brightpearl.ledger().salesCredits).toEqual([]);
});

describe('credits all there is', () => {
  it.each([
    ['in another currency, at its rate', { currency: 'EUR', storeCurrency: 'USD', exchangeRate: '0.92' }],
    ['of a bundle', { lines: [{ sku: 'GIFTSET', name: 'Set', price: '20', quantity: 2 }] }],
    ['with a discount', { coupon: { code: 'SAVE', type: 'per_total', amount: '5.00' } }],
    ['that was never paid', { paymentMethod: 'Bank Deposit', transactions: [], statusId: 11, paymentStatus: '' }],
  ])('%s', async (_case, order) => {
    const change = { shipping_cost_ex_tax: 3, shipping_cost_inc_tax: 3.25 };
    const { world, key } = await invoiced(open, { order, change });
    await choose(world, key);
    await untilDone(world, key);
    const [before, now] = documents(world).orders;
    const [credit] = documents(world).credits;
    expect([credit!.total, credit!.tax]).toEqual([before!.total, before!.tax]);
    expect(credit!.payments).toEqual(before!.payments.map((one) => one.replace('RECEIPT', 'PAYMENT')));
    expect(now!.payments).toEqual(before!.payments);
    expectLevel(world, key);
    const [old, made] = world.brightpearl.ledger().salesOrders;
    const [taken] = world.brightpearl.ledger().salesCredits;
    expect(taken!.baseTotal).toBe(old!.baseTotal);
    expect(made!.currency).toEqual(old!.currency);
  });

  it('with what staff added and paid themselves, and invoices what is not', async () => {
    const { world, key, oldId } = await invoiced(open, { change: {} });
    await staff(world, `sales-orders/${oldId}/uninvoice`);
    await staff(world, `sales-orders/${oldId}`, {
      addRows: [{ name: 'Greeting card', quantity: 1, taxCode: 'T', net: 2, tax: 0 }],
      rows: [{ id: world.brightpearl.ledger().salesOrders[0]!.rows[0]!.id, quantity: 3, net: 30, tax: 2.5 }],
    });
    await world.deps.brightpearl(world.account).payments.create({
      transactionRef: 'till 7',
      transactionCode: 'till 7',
      paymentMethodCode: 'CASH',
      paymentType: 'RECEIPT',
      orderId: oldId,
      currencyIsoCode: 'USD',
      exchangeRate: '1',
      amountPaid: '2.00',
      paymentDate: new Date().toISOString(),
    });
    edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 4 }] });
    await choose(world, key);
    await untilDone(world, key);
    const [before, now] = documents(world).orders;
    const [credit] = documents(world).credits;
    expect([credit!.total, credit!.tax]).toEqual([before!.total, before!.tax]);
    expect(now!.payments).toEqual(['RECEIPT 2.00 CASH', 'RECEIPT 42.07 CARD']);
    expect(world.brightpearl.state().orders.get(oldId)!.invoiceReference).toMatch(/^SI-/);
    expectLevel(world, key);
  });
});

describe('afterwards', () => {
  async function replaced(options: Parameters<typeof invoiced>[1] = {}) {
    const given = await invoiced(open, options);
    await choose(given.world, given.key);
    await untilDone(given.world, given.key);
    return { ...given, newId: given.world.brightpearl.ledger().salesOrders.at(-1)!.id };
  }

  it('what the customer pays more is booked on the new sales order', async () => {
    const { world, key, newId } = await replaced();
    const card = { method: 'credit_card', gateway: 'stripe', currency: 'USD', status: 'ok' };
    world.bigcommerce.control.editOrder(key.orderId, {
      transactions: [{ ...card, event: 'purchase', amount: 14.02 }],
    });
    await pass(world, key);
    expect(payments(world).at(-1)).toBe(`RECEIPT 14.02 CARD on ${newId}`);
    expect(world.brightpearl.ledger().salesOrders.at(-1)).toMatchObject({ paymentStatus: 'PAID' });
    expect(balance(world)).toBe('56.09');
  });

  it('a refund comes off the new sales order, and is paid out there once', async () => {
    const { world, key, newId } = await replaced();
    refund(world, key, units(world, key, 1));
    const passed = await refundPass(world, key);
    expect(passed.issues).toEqual([]);
    for (const one of passed.planned.kind === 'import' ? (passed.planned.after?.steps.amend ?? []) : []) {
      const planId = passed.planned.kind === 'import' ? passed.planned.planId : '';
      await world.run('amendSalesOrder', { key, asOf: Date.now(), planId, account: world.account, ...one });
    }
    expect(payments(world).filter((one) => one.startsWith('PAYMENT'))).toEqual([
      expect.stringMatching(/^PAYMENT 42.07/),
      `PAYMENT 14.02 CARD on ${newId}`,
    ]);
    expect(documents(world).orders.at(-1)).toMatchObject({ total: '42.07' });
    expect((await refundPass(world, key)).steps).toEqual([]);
    expect(balance(world)).toBe('28.05');
  });

  it('both sides are found to be level, and the credit is taken for nobody else’s', async () => {
    const { world, key, newId } = await replaced();
    world.bigcommerce.control.editOrder(key.orderId, {
      transactions: [
        { method: 'credit_card', gateway: 'stripe', currency: 'USD', status: 'ok', event: 'purchase', amount: 14.02 },
      ],
    });
    await pass(world, key);
    const days = {
      taskQueuePrefix: 'test',
      route: 'main',
      storeHash: world.storeHash,
      account: world.account,
      days: 3,
    };
    expect(await world.run('reconcileRoute', days)).toMatchObject({ compared: 1, differences: [] });
    await world.run('sweepSalesOrders', { account: world.account });
    const { snapshotId, route, account } = await read(world, key);
    const step = { key, asOf: Date.now(), snapshotId, route, account, brightpearlNews: true };
    const planned = await world.run('planOrder', step);
    expect(issuesOf(planned)).toEqual([]);
    expect(planned).toMatchObject({ parts: [{ salesOrderId: newId }], upToDate: true, after: { steps: {} } });
  });

  it('its stock is held once', async () => {
    const { world } = await replaced({ stock: {} });
    const lines = await world.db.selectFrom('demand').selectAll().execute();
    expect(lines.map(({ outstanding }) => Number(outstanding))).toEqual(lines.map(() => 0));
    expect(lines.reduce((sum, { ordered }) => sum + Number(ordered), 0)).toBe(4);
  });
});

describe('under a new database', () => {
  async function forget(world: ActivityWorld): Promise<void> {
    for (const table of ['links', 'intents', 'refunds', 'plans', 'snapshots', 'decisions', 'orders'] as const) {
      await world.db.deleteFrom(table).execute();
    }
    await world.db.deleteFrom('watermarks').execute();
    await world.store.watermarks.advance('database', 'born', new Date(Date.now() + 60_000));
  }

  it.each([
    ['is found as it was', undefined],
    ['goes on from the credit', { method: 'DELETE', path: 'reservation' }],
    ['goes on from the money', { method: 'POST', path: 'sales-order$' }],
  ])('%s', async (_case, stops) => {
    const { world, key } = await invoiced(open);
    await choose(world, key);
    if (stops) {
      world.brightpearl.core.faults.add({ ...stops, mode: 'status', status: 503, count: 1 });
      await expect(pass(world, key)).rejects.toThrow();
    } else await untilDone(world, key);
    await forget(world);
    await untilDone(world, key);
    const { orders, credits } = documents(world);
    expect(orders).toMatchObject([
      { payments: ['RECEIPT 42.07 CARD'], reserved: 0 },
      { payments: ['RECEIPT 42.07 CARD'], reserved: 4 },
    ]);
    expect(credits).toMatchObject([{ total: '42.07', payments: ['PAYMENT 42.07 CARD'] }]);
    expectLevel(world, key);
    expect(await pass(world, key)).toEqual([]);
  });
});
