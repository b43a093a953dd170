/** Shows, when the scenarios of a file are over, what became of every order that they placed, on both sides. */
import Table from 'cli-table3';
import type { LedgerOrder } from './sides';
import type { World } from './world';

const HEAD = [
  'scenario',
  'connector',
  'store: status, shipments, refunded',
  'mails',
  'Brightpearl: documents, status, total, paid',
];

export function showLifecycles(world: () => World): void {
  const rows: string[][] = [];
  let shown = 0;

  afterEach(async () => {
    const { placed } = world().store;
    const name = expect.getState().currentTestName ?? '';
    for (const orderId of placed.slice(shown)) rows.push(await rowOf(world(), name, orderId));
    shown = placed.length;
  });

  // Past jest, which would put a stack under it.
  afterAll(() => {
    const table = new Table({
      head: HEAD,
      style: { head: [], border: [], compact: true },
      wordWrap: true,
      colWidths: [44, 30, 40, 30, 60],
    });
    table.push(...rows);
    process.stderr.write(`\n${table.toString()}\n${rows.length} orders\n`);
  });
}

async function rowOf(world: World, name: string, orderId: number): Promise<string[]> {
  const [order, detail, documents] = await Promise.all([
    world.store.ledger().then((orders) => orders.find(({ id }) => id === orderId)),
    world.detail(orderId),
    documentsOf(world, orderId),
  ]);
  const shipments = (order?.shipments ?? []).map(
    ({ units, trackingNumber }) => `${units.join('+')}${trackingNumber ? ` by ${trackingNumber}` : ''}`,
  );
  return [
    name,
    [detail?.order.state ?? 'unknown', detail?.order.issue?.code ?? ''].filter(Boolean).join(': '),
    [String(order?.statusId), ...shipments, Number(order?.refunded) > 0 ? `refunded ${order?.refunded}` : '']
      .filter(Boolean)
      .join('; '),
    (order?.mails ?? []).join(', '),
    documents.map(documentText).join('; '),
  ];
}

/** Sales orders first, then the credits made of them. */
async function documentsOf(world: World, orderId: number): Promise<readonly LedgerOrder[]> {
  const salesOrders = await world.account.salesOrdersOf(world.storeHash, orderId);
  const ids = salesOrders.map(({ id }) => id);
  const { salesCredits } = await world.account.ledger();
  return [...salesOrders, ...(salesCredits as LedgerOrder[]).filter(({ parentId }) => ids.includes(parentId ?? 0))];
}

const documentText = ({ type, statusId, total, paid, paymentStatus }: LedgerOrder): string =>
  `${type} status ${statusId}, ${total}, paid ${paid} ${paymentStatus}`;
