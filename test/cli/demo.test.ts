/** The demo's ending, over a connector that is played: what it does on the way is tested end to end. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerDemo } from '../../src/cli/demo';
import { runCli } from '../../src/cli/run';
import type { Fields } from '../../src/simulators/bigcommerce/state';

interface Ledger {
  readonly id: number;
  readonly total: string;
  readonly tax: string;
}

const stop = jest.fn(async () => undefined);
let ledger: (salesOrder: Ledger) => Ledger = (salesOrder) => salesOrder;

jest.mock('../../src/cli/embedded-connector', () => ({
  startEmbedded: async () => {
    const orders = new Map<number, { header: Fields }>();
    const addOrder = ({ order }: { readonly order: Fields }): number => {
      const id = 100 + orders.size;
      orders.set(id, { header: order });
      return id;
    };
    const row = ({ orderId }: { readonly orderId: number }) => ({
      state: 'SYNCED',
      stateSince: new Date(),
      salesOrderIds: [orderId + 400],
      salesOrderTotal: null,
    });
    const salesOrders = () =>
      [...orders].map(([id, { header }]) =>
        ledger({ id: id + 400, total: String(header['total_inc_tax']), tax: String(header['total_tax']) }),
      );
    return {
      config: { stores: [], accounts: [], api: { codecToken: { reveal: () => '' } } },
      connector: { store: { orders: { get: async (key: { readonly orderId: number }) => row(key) } } },
      temporal: {},
      world: {
        bigcommerce: {
          simulator: { control: { addOrder }, state: { orders, catalog: { variantsBySku: () => [] } } },
        },
        brightpearl: { simulator: { ledger: () => ({ salesOrders: salesOrders() }) } },
      },
      stop,
    };
  },
}));

jest.mock('../../src/cli/demo-stock', () => ({ playStock: async () => [] }));
jest.mock('../../src/cli/demo-after-sale', () => ({ playAfterSale: async () => [] }));
jest.mock('../../src/cli/demo-products', () => ({ playProducts: async () => [] }));

async function demo() {
  const folder = mkdtempSync(join(tmpdir(), 'connector-demo-'));
  const said = { out: '', err: '' };
  const io = {
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    stopped: async () => undefined,
  };
  const json = join(folder, 'result.json');
  const code = await runCli(['demo', '--exit', '--data', join(folder, 'data'), '--json', json], io, [registerDemo(io)]);
  return { code, ...said, result: JSON.parse(readFileSync(json, 'utf8')) as { readonly orders: readonly unknown[] } };
}

describe('the demo', () => {
  beforeEach(() => {
    stop.mockClear();
    ledger = (salesOrder) => salesOrder;
  });

  it('ends with 0 when every order is in Brightpearl as the store has it', async () => {
    const { code, out } = await demo();
    expect(code).toBe(0);
    expect(out).toContain('12 of 12 orders');
  });

  it('ends with 1 and names the order when a tax differs, after it has written its result and stopped', async () => {
    ledger = (salesOrder) => (salesOrder.id === 503 ? { ...salesOrder, tax: '0.01' } : salesOrder);
    const { code, out, err, result } = await demo();
    expect(code).toBe(1);
    expect(out).toContain('11 of 12 orders');
    expect(err).toMatch(/order 103 \(.+\): .+ with tax 0\.01 in sales order 503/);
    expect(result.orders).toHaveLength(12);
    expect(stop).toHaveBeenCalledTimes(1);
  });
});
