/** Sales credits that staff make in Brightpearl become refunds in the store, and nothing comes back of them. */
import { eventually, must } from './support/http';
import { World } from './support/world';
import { anOrder } from './support/orders';

let world: World;

beforeAll(async () => {
  world = await World.roomy({ refunds: { brightpearlCredits: 'refund' } });
});

afterAll(() => world.end());

type Body = Readonly<Record<string, unknown>>;

const inAccount = <Answer>(method: string, path: string, body?: Body) =>
  must<Answer>(method, `${world.where.brightpearl.url}/_sim/${path}`, body === undefined ? {} : { body });

/** Of one unit of the first row, as staff type it in. */
async function staffCredit(orderId: number): Promise<{ readonly id: number; readonly gross: number }> {
  const { id: parentId, contactId, rows } = await world.salesOrderOf(orderId);
  const row = rows[0]!;
  const [net, tax] = [Number(row.net) / Number(row.quantity), Number(row.tax) / Number(row.quantity)];
  const [unitNet, unitTax] = [Number(net.toFixed(2)), Number(tax.toFixed(2))];
  const { productId, taxCode } = row;
  const { id } = await inAccount<{ id: number }>('POST', 'sales-credits', {
    customer: { id: contactId },
    parentId,
    currency: { code: 'USD' },
    rows: [{ productId, quantity: 1, taxCode, net: unitNet, tax: unitTax }],
  });
  return { id, gross: Number((unitNet + unitTax).toFixed(2)) };
}

const refundsOf = async (orderId: number): Promise<readonly number[]> =>
  (await world.store.transactions(orderId))
    .filter(({ event }) => event === 'refund')
    .map((one) => (one as unknown as { amount: number }).amount);

const creditsOf = async (parentId: number) => {
  const { salesCredits } = await inAccount<{ salesCredits: readonly { id: number; parentId: number }[] }>(
    'GET',
    'ledger',
  );
  return salesCredits.filter((credit) => credit.parentId === parentId);
};

test('a credit is refunded once it is invoiced, and is the only one', async () => {
  const orderId = await world.store.place(anOrder());
  await world.quiet(orderId);
  const { id: salesOrderId } = await world.salesOrderOf(orderId);
  const { id, gross } = await staffCredit(orderId);
  await world.until(orderId, 'SYNCED', (detail) => JSON.stringify(detail).includes(`sales credit ${id} of staff`));
  expect(await refundsOf(orderId)).toEqual([]);
  await inAccount('POST', `sales-orders/${id}/invoice`);
  const once = async () => (await refundsOf(orderId)).length > 0;
  await eventually('the refund', once, { everyMs: 900 });
  const paidOut = async () => {
    const { payments } = await inAccount<{ payments: readonly { type: string; orderId: number }[] }>('GET', 'ledger');
    return payments.some(({ type, orderId: of }) => type === 'PAYMENT' && of === id);
  };
  await eventually('the payment out', paidOut, { everyMs: 900 });
  await world.quiet(orderId);
  await world.rule(orderId, 'retry');
  const { order } = await world.quiet(orderId);
  expect(order.issue).toBeNull();
  expect(await refundsOf(orderId)).toEqual([gross]);
  expect(await creditsOf(salesOrderId)).toHaveLength(1);
});

test('a credit that equals a refund of the store is told, and not refunded again', async () => {
  const orderId = await world.store.place(anOrder());
  await world.quiet(orderId);
  const { id, gross } = await staffCredit(orderId);
  await must('POST', `${world.where.bigcommerce.url}/_sim/orders/${orderId}/refund`, {
    body: { items: [{ item_type: 'ORDER', item_id: orderId, amount: gross, reason: 'by hand' }] },
  });
  await eventually('the refund', async () => (await refundsOf(orderId)).length > 0, { everyMs: 900 });
  await inAccount('POST', `sales-orders/${id}/invoice`);
  const { order } = await world.until(orderId, 'NEEDS_ATTENTION');
  expect(order.issue).toMatchObject({ code: 'CREDIT_NOT_REFUNDED' });
  expect(order.issue?.message).toMatch(/has the same amount/);
  expect(await refundsOf(orderId)).toEqual([gross]);
  await world.rule(orderId, 'release', { rule: `credit-${id}` });
  await world.synced(orderId);
});
