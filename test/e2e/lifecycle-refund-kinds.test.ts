/** Each kind of refund, once before the goods leave and once after, becomes that much in Brightpearl, paid back by its tenders. */
import type { OrderInput } from '../../src/simulators/bigcommerce/order-input';
import { eventually, must } from './support/http';
import { showLifecycles } from './support/lifecycles';
import { anOrder, mug, notebook } from './support/orders';
import { World } from './support/world';

const TAX = '8.25';
const LIMIT_MS = 100_000;

let world: World;

showLifecycles(() => world);

beforeAll(async () => {
  world = await World.roomy();
});

afterAll(() => world.end());

type Fields = Readonly<Record<string, unknown>>;

/** Ids of what a refund can be of. */
interface Ids {
  readonly order: number;
  readonly mug: number;
  readonly address: number;
  readonly fee: number;
}

interface Kind {
  readonly name: string;
  readonly order?: Partial<OrderInput>;
  /** The same refund is made twice. */
  readonly refund: (ids: Ids) => Fields;
  /** How the first and the second are paid out, by the payment method's code. */
  readonly paidBy?: readonly (readonly string[])[];
}

const BY_CARD = [['CARD'], ['CARD']];
const item = (item_type: string, item_id: number, more: Fields): Fields => ({
  items: [{ item_type, item_id, ...more }],
});
const aMug = ({ mug: id }: Ids): Fields => item('PRODUCT', id, { quantity: 1 });

const KINDS: readonly Kind[] = [
  { name: 'units of a line', refund: aMug },
  { name: 'shipping costs', refund: ({ address }) => item('SHIPPING', address, { amount: 2 }) },
  {
    name: 'handling costs',
    order: { handling: { cost: '4.00', taxRate: TAX } },
    refund: ({ address }) => item('HANDLING', address, { amount: 1.5 }),
  },
  {
    name: 'wrapping',
    order: { lines: [mug({ wrapping: { name: 'Red paper', cost: '3.00', taxRate: TAX } }), notebook()] },
    refund: (ids) => item('GIFT_WRAPPING', ids.mug, { quantity: 1 }),
  },
  {
    name: 'a fee',
    order: { fees: [{ name: 'Engraving', cost: '6.00', taxRate: TAX }] },
    refund: ({ fee }) => item('FEE', fee, { amount: 2.5 }),
  },
  { name: 'an amount of the order', refund: ({ order }) => item('ORDER', order, { amount: 3 }) },
  { name: 'tax alone', refund: ({ order }) => item('TAX', order, { amount: 0.5 }) },
  {
    name: 'units less a restocking fee',
    refund: (ids) =>
      item('PRODUCT', ids.mug, { quantity: 1, adjustments: [{ amount: -2, description: 'Restocking' }] }),
  },
  {
    name: 'units, over several tenders',
    order: { giftCertificateAmount: '32.00' },
    refund: aMug,
    paidBy: [['CARD', 'GIFTCERT'], ['GIFTCERT']],
  },
  {
    name: 'units, to store credit',
    order: { customerId: 1 },
    refund: (ids) => ({ ...aMug(ids), to: 'storecredit' }),
    paidBy: [['STORECREDIT'], ['STORECREDIT']],
  },
  {
    name: 'units, outside of the store',
    refund: (ids) => ({ ...aMug(ids), to: 'custom' }),
    paidBy: [['BANK'], ['BANK']],
  },
];

const ask = <Body>(path: string): Promise<Body> => {
  const { storeHash, url, token } = world.where.bigcommerce;
  return must<Body>('GET', `${url}/stores/${storeHash}/v2/orders/${path}`, { headers: { 'x-auth-token': token } });
};

async function idsOf(orderId: number): Promise<Ids> {
  const [addresses, fees] = [
    await ask<{ id: number }[]>(`${orderId}/shipping_addresses`),
    await ask<{ readonly fees?: { id: number }[] } | ''>(`${orderId}/fees`),
  ];
  const line = await world.store.lineOf(orderId, 'MUG-BLUE');
  return {
    order: orderId,
    mug: line,
    address: addresses[0]?.id ?? 0,
    fee: fees === '' ? 0 : (fees.fees?.[0]?.id ?? 0),
  };
}

async function imported(order: Partial<OrderInput> = {}) {
  const orderId = await world.store.place(anOrder(order));
  await world.quiet(orderId);
  return { orderId, salesOrderId: (await world.salesOrderOf(orderId)).id, ids: await idsOf(orderId) };
}

const refund = (orderId: number, body: Fields) =>
  must<{ readonly total_amount: number }>('POST', `${world.store.url}/_sim/orders/${orderId}/refund`, { body });

/** What went back of a sales order. */
async function wentBack(salesOrderId: number) {
  const { payments, salesCredits, salesOrders } = await world.account.ledger();
  const credits = salesCredits.filter(({ parentId }) => parentId === salesOrderId);
  const out = payments.filter(({ type }) => type === 'PAYMENT');
  const of = (id: number) => out.filter(({ orderId }) => orderId === id);
  const sum = (id: number) =>
    of(id)
      .reduce((all, { amountPaid }) => all + Number(amountPaid), 0)
      .toFixed(2);
  const methods = (id: number) =>
    of(id)
      .map(({ methodCode }) => methodCode)
      .sort();
  return {
    total: salesOrders.find(({ id }) => id === salesOrderId)?.total,
    onOrder: { amount: sum(salesOrderId), by: methods(salesOrderId) },
    onCredits: credits.map(({ id, total, paymentStatus }) => ({
      total,
      paymentStatus,
      amount: sum(id),
      by: methods(id),
    })),
  };
}

type WentBack = Awaited<ReturnType<typeof wentBack>>;

function comesTo(salesOrderId: number, expected: WentBack): Promise<unknown> {
  let seen: WentBack | undefined;
  const look = async () => {
    seen = await wentBack(salesOrderId);
    return JSON.stringify(seen) === JSON.stringify(expected);
  };
  return eventually(JSON.stringify(expected), look, { limitMs: LIMIT_MS, everyMs: 300, last: () => seen });
}

test.each(KINDS)('$name', async ({ order, refund: body, paidBy = BY_CARD }) => {
  const { orderId, salesOrderId, ids } = await imported(order);
  const { total } = await wentBack(salesOrderId);
  const before = await refund(orderId, body(ids));
  const kept = {
    total: (Number(total) - before.total_amount).toFixed(2),
    onOrder: { amount: before.total_amount.toFixed(2), by: [...(paidBy[0] ?? [])] },
  };
  await comesTo(salesOrderId, { ...kept, onCredits: [] });

  await world.quiet(orderId);
  await world.account.note(salesOrderId, { ship: true });
  const shipped = async () => (await world.store.ledger()).find(({ id }) => id === orderId)?.shipments.length === 1;
  await eventually('the shipment', shipped, { limitMs: LIMIT_MS });
  const after = (await refund(orderId, body(ids))).total_amount.toFixed(2);
  const credit = { total: after, paymentStatus: 'PAID' as const, amount: after, by: [...(paidBy[1] ?? [])] };
  await comesTo(salesOrderId, { ...kept, onCredits: [credit] });

  await world.sweep();
  const { order: row } = await world.quiet(orderId);
  expect(row.issue).toBeNull();
  expect(await wentBack(salesOrderId)).toEqual({ ...kept, onCredits: [credit] });
});

test('a refund that is declined after the goods left has no effect, and the next one has', async () => {
  const { orderId, salesOrderId, ids } = await imported();
  await world.account.note(salesOrderId, { ship: true });
  await refund(orderId, { ...aMug(ids), declined: true });
  await world.until(orderId, 'SYNCED', ({ order }) => JSON.stringify(order).includes('was declined'));
  const { total, onCredits } = await wentBack(salesOrderId);
  expect(onCredits).toEqual([]);
  const amount = (await refund(orderId, aMug(ids))).total_amount.toFixed(2);
  await comesTo(salesOrderId, {
    total,
    onOrder: { amount: '0.00', by: [] },
    onCredits: [{ total: amount, paymentStatus: 'PAID', amount, by: ['CARD'] }],
  });
});
