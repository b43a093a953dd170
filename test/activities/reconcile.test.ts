import { sql } from 'kysely';
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { importOrder, planImport } from './support/steps';
import { issue } from '../../src/domain/issues';

const open = activityWorlds();

const reconcile = (world: ActivityWorld, days = 3) =>
  world.run('reconcileRoute', {
    taskQueuePrefix: 'test',
    route: 'main',
    storeHash: world.storeHash,
    account: world.account,
    days,
  });

describe('comparing both sides', () => {
  it('finds nothing where everything is equal, and writes that down', async () => {
    const world = await open();
    await importOrder(world, world.place({}));
    await importOrder(world, world.place({ coupon: { code: 'SAVE', type: 'per_total', amount: '5.00' } }));
    const { compared, differences, reportId } = await reconcile(world);
    expect({ compared, differences }).toEqual({ compared: 2, differences: [] });
    expect(await world.store.reports.get(reportId)).toMatchObject({
      kind: 'reconcile',
      scope: 'main',
      summary: { compared: 2, differences: 0 },
    });
    expect(world.signals).toEqual([]);
  });

  it('reports a total and a tax that staff changed, and has the order looked at', async () => {
    const world = await open();
    const key = world.place({});
    const salesOrderId = await importOrder(world, key);
    const [row] = world.brightpearl.state().orders.get(salesOrderId)?.rows ?? [];
    row!.tax = row!.tax.plus('0.50');
    const { differences, reportId } = await reconcile(world);
    const base = { orderId: key.orderId, salesOrderIds: [salesOrderId], currency: 'USD' };
    expect(differences).toEqual([
      { ...base, what: 'total', store: '36.65', brightpearl: '37.15' },
      { ...base, what: 'tax', store: '2.80', brightpearl: '3.30' },
    ]);
    expect((await world.store.reports.get(reportId))?.rows).toEqual(differences);
    expect(world.signals).toEqual([{ key, change: { reason: 'doctor' } }]);
  });

  describe('of an order whose sales order staff changed', () => {
    async function changed() {
      const world = await open();
      const key = world.place({});
      const salesOrderId = await importOrder(world, key);
      const [row] = world.brightpearl.state().orders.get(salesOrderId)?.rows ?? [];
      row!.tax = row!.tax.plus('0.50');
      await reconcile(world);
      const board = async () => {
        const { state, issue: shown } = (await world.store.orders.get(key))!;
        return { state, issue: shown };
      };
      const accept = (gross: string, tax: string) =>
        world.run('recordDecision', {
          key,
          asOf: Date.now(),
          command: {
            verb: 'amend',
            actor: 'ann',
            commandId: `accept ${gross}`,
            arguments: { acceptedDifference: { gross, tax, salesOrderId } },
          },
        });
      return { world, key, salesOrderId, row: row!, board, accept };
    }

    const standing = (salesOrderId: number) => ({
      state: 'SYNCED',
      issue: expect.objectContaining({
        code: 'CHANGED_IN_BRIGHTPEARL',
        message: expect.stringContaining(
          `sales order ${salesOrderId} comes to 37.15 USD with tax 3.30, the store has 36.65 USD with tax 2.80`,
        ),
      }),
    });

    it('leaves an issue with both figures on the board, which the look that follows does not clear', async () => {
      const { world, key, salesOrderId, board } = await changed();
      expect(await board()).toEqual(standing(salesOrderId));
      expect(await planImport(world, key)).toMatchObject({ upToDate: true });
      expect(await board()).toEqual(standing(salesOrderId));
    });

    it('clears it when both are equal again, however old the order is', async () => {
      const { world, row, board } = await changed();
      await sql`update orders set known_at = now() - interval '90 days'`.execute(world.db);
      row.tax = row.tax.minus('0.50');
      expect(await reconcile(world)).toMatchObject({ compared: 1, differences: [] });
      expect(await board()).toEqual({ state: 'SYNCED', issue: null });
    });

    it('clears it at once when somebody accepts exactly this difference', async () => {
      const { world, key, salesOrderId, board, accept } = await changed();
      await accept('-0.40', '-0.40');
      await planImport(world, key);
      expect(await board()).toEqual(standing(salesOrderId));
      await accept('-0.50', '-0.50');
      await planImport(world, key);
      expect(await board()).toEqual({ state: 'SYNCED', issue: null });
      expect((await reconcile(world)).differences).toEqual([]);
    });

    it('does not take the place of what the order waits for since', async () => {
      const { world, key, row, board } = await changed();
      const waiting = issue('UNKNOWN_SKU', 'Order 1: unknown');
      await world.run('saveState', { key, asOf: Date.now(), state: 'NEEDS_ATTENTION', step: '', issue: waiting });
      row.tax = row.tax.plus('0.50');
      await reconcile(world);
      expect(await board()).toEqual({ state: 'NEEDS_ATTENTION', issue: waiting });
    });
  });

  it('reports a sales order that is gone', async () => {
    const world = await open();
    const key = world.place({});
    const salesOrderId = await importOrder(world, key);
    world.brightpearl.state().orders.delete(salesOrderId);
    expect((await reconcile(world)).differences).toEqual([
      expect.objectContaining({ orderId: key.orderId, what: 'missing' }),
    ]);
  });

  it('looks back as many days as it is told', async () => {
    const world = await open();
    await importOrder(world, world.place({}));
    await sql`update orders set known_at = now() - interval '10 days'`.execute(world.db);
    expect((await reconcile(world, 3)).compared).toBe(0);
    expect((await reconcile(world, 12)).compared).toBe(1);
  });

  it('compares many orders with a few requests', async () => {
    const world = await open();
    for (let n = 0; n < 5; n += 1) await importOrder(world, world.place({}));
    world.forgetRequests();
    expect((await reconcile(world)).compared).toBe(5);
    expect(world.requests('brightpearl').filter((request) => request.includes('sales-order'))).toHaveLength(1);
  });
});
