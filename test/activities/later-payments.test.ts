/** Money that moves after the import: captured in parts, later, too late, or taken back. */
import type { OrderKey } from '../../src/domain/ids';
import { activityWorlds, type ActivityWorld } from './support/activity-world';
import { followCancellation } from './support/after-sale';
import { carryOut, imported, lookAgain, type Imported } from './mirror/support';
import { importOrder, plan } from './support/steps';
import { pass, payments } from './refunds/support';

const open = activityWorlds();

const CARD = { method: 'credit_card', gateway: 'stripe', currency: 'USD', status: 'ok' };
const AUTHORIZED = { transactions: [{ event: 'authorization' as const }], paymentStatus: 'authorized' };

const storedOf = (world: ActivityWorld, { orderId }: OrderKey) => world.bigcommerce.state.orders.get(orderId)!;

/** What the gateway told the store. */
function happens(
  world: ActivityWorld,
  key: OrderKey,
  event: string,
  amount: number,
  more: { readonly of?: number; readonly order?: Record<string, unknown> } = {},
): number {
  const transaction = {
    ...CARD,
    event,
    amount,
    ...(more.of === undefined ? {} : { reference_transaction_id: more.of }),
  };
  world.bigcommerce.control.editOrder(key.orderId, {
    transactions: [transaction],
    ...(more.order ? { order: more.order } : {}),
  });
  return Number(storedOf(world, key).transactions.at(-1)!.id);
}

async function authorized(): Promise<Imported & { readonly authorization: number }> {
  const order = await imported(await open(), AUTHORIZED);
  return { ...order, authorization: Number(storedOf(order.world, order.key).transactions[0]!.id) };
}

const amounts = (world: ActivityWorld): string[] =>
  world.brightpearl.ledger().payments.map(({ type, amountPaid, amountAuthorized }) => {
    return `${type} ${type === 'AUTH' || type === 'VOID' ? amountAuthorized : amountPaid}`;
  });

describe('an authorization', () => {
  it('that is captured in several parts is booked part by part, and its rest voided', async () => {
    const { world, key, authorization: of } = await authorized();
    for (const amount of [10, 12.5]) {
      happens(world, key, 'capture', amount, { of });
      await pass(world, key);
    }
    happens(world, key, 'void', 14.15, { of });
    await pass(world, key);
    await pass(world, key);
    expect(amounts(world)).toEqual(['AUTH 36.65', 'CAPTURE 10.00', 'CAPTURE 12.50', 'VOID 14.15']);
  });

  it('that lapsed and was renewed is captured once', async () => {
    const { world, key, authorization } = await authorized();
    const renewed = happens(world, key, 'authorization', 36.65, { of: authorization });
    await pass(world, key);
    happens(world, key, 'capture', 36.65, { of: renewed, order: { payment_status: 'captured' } });
    await pass(world, key);
    expect(amounts(world)).toEqual(['AUTH 36.65', 'CAPTURE 36.65']);
    expect(world.brightpearl.ledger().salesOrders[0]).toMatchObject({ paymentStatus: 'PAID' });
  });
});

it('a payment that settles days later, under no common id, is booked once', async () => {
  const world = await open();
  const pending = { transactions: [{ event: 'pending' }], paymentStatus: 'pending' };
  const { key } = await imported(world, pending as never);
  expect(payments(world)).toEqual([]);
  happens(world, key, 'settled', 36.65, { order: { payment_status: 'captured' } });
  await pass(world, key);
  await pass(world, key);
  expect(amounts(world)).toEqual(['RECEIPT 36.65']);
});

describe('a capture after the sales order was cancelled', () => {
  async function cancelled() {
    const order = await authorized();
    const { world, key } = order;
    world.bigcommerce.control.editOrder(key.orderId, { order: { status_id: 5 } });
    await followCancellation(world, key);
    return order;
  }

  it('is shown with its amount, and never lost in silence', async () => {
    const { world, key, salesOrderId, authorization: of } = await cancelled();
    expect(await plan(world, key)).toMatchObject({ kind: 'cancelled', after: { issues: [] } });
    happens(world, key, 'capture', 36.65, { of, order: { payment_status: 'captured' } });
    const planned = await plan(world, key);
    expect(planned).toMatchObject({ kind: 'cancelled', after: { issues: [{ code: 'CAPTURED_AFTER_CANCEL' }] } });
    expect(JSON.stringify(planned)).toContain(`36.65 USD was captured, and sales order ${salesOrderId} is cancelled`);
    expect(amounts(world)).toEqual(['AUTH 36.65']);
  });

  it('is done with once it was refunded, or somebody releases it', async () => {
    const { world, key, authorization: of } = await cancelled();
    const capture = happens(world, key, 'capture', 36.65, { of, order: { payment_status: 'captured' } });
    const command = {
      verb: 'release',
      actor: 'ann',
      commandId: '1',
      arguments: { rule: 'CAPTURED_AFTER_CANCEL' },
    } as const;
    happens(world, key, 'refund', 36.65, { of: capture, order: { payment_status: 'refunded' } });
    expect(await plan(world, key)).toMatchObject({ after: { issues: [] } });
    world.bigcommerce.control.editOrder(key.orderId, { order: { payment_status: 'captured' } });
    happens(world, key, 'capture', 5, { of });
    expect(await plan(world, key)).toMatchObject({ after: { issues: [{ details: { captured: '5' } }] } });
    await world.run('recordDecision', { key, asOf: Date.now(), command });
    expect(await plan(world, key)).toMatchObject({ after: { issues: [] } });
  });
});

describe('a dispute', () => {
  const disputed = async () => {
    const order = await imported(await open());
    order.world.bigcommerce.control.editOrder(order.key.orderId, { order: { status_id: 13 } });
    return order;
  };

  it('is shown, and moves no money', async () => {
    const order = await disputed();
    expect((await lookAgain(order)).codes).toEqual(['PAYMENT_DISPUTED']);
    expect(amounts(order.world)).toEqual(['RECEIPT 36.65']);
  });

  it('that is won leaves everything as it was', async () => {
    const order = await disputed();
    await lookAgain(order);
    order.world.bigcommerce.control.editOrder(order.key.orderId, { order: { status_id: 10 } });
    const { codes, mirror } = await lookAgain(order);
    await carryOut(order, mirror);
    expect(codes).toEqual([]);
    expect(amounts(order.world)).toEqual(['RECEIPT 36.65']);
  });

  it('that is lost is shown with the amount that the gateway took back, and nothing is booked for it', async () => {
    const order = await disputed();
    const { world, key } = order;
    await lookAgain(order);
    const of = Number(storedOf(world, key).transactions[0]!.id);
    happens(world, key, 'refund', 36.65, { of });
    const { issues } = await lookAgain(order);
    expect(issues.map(({ code }) => code)).toEqual(['GATEWAY_REFUND_UNSEEN', 'PAYMENT_DISPUTED']);
    expect(issues[0]).toMatchObject({ details: { refundedByGateway: '36.65', refundedInStore: '0.00' } });
    expect(amounts(world)).toEqual(['RECEIPT 36.65']);
  });

  it('that is lost and entered as a refund is booked like one', async () => {
    const order = await disputed();
    const { world, key } = order;
    world.bigcommerce.control.refundOrder(key.orderId, {});
    const { issues } = await pass(world, key);
    expect(issues.map(({ code }) => code)).not.toContain('GATEWAY_REFUND_UNSEEN');
    expect(payments(world).at(-1)).toMatch(/^PAYMENT 36.65 CARD/);
  });
});

it('a capture that comes while staff have cancelled the sales order alone is booked on it, and shown', async () => {
  const world = await open();
  const key = world.place(AUTHORIZED);
  const salesOrderId = await importOrder(world, key);
  const order = { world, key, salesOrderId };
  const of = Number(storedOf(world, key).transactions[0]!.id);
  await world.deps
    .brightpearl(world.account)
    .orders.setStatus(salesOrderId, world.brightpearl.state().lists.cancelledStatusId);
  happens(world, key, 'capture', 36.65, { of, order: { payment_status: 'captured' } });
  expect((await lookAgain(order)).codes).toEqual(['CANCELLED_IN_BRIGHTPEARL']);
  await pass(world, key);
  expect(amounts(world)).toEqual(['AUTH 36.65', 'CAPTURE 36.65']);
});
