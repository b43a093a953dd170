import { randomInt } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { sharedTemporal } from '../support/temporal';
import { read } from './support/steps';
import { orderWorkflowId } from '../../src/domain/ids';
import type { OrderKey } from '../../src/domain/ids';
import type { DoctorResult } from '../../src/domain/maintenance-types';
import type { StoredNote } from '../../src/store/notes';
import { mappingRule } from '../../src/store/mappings';
import { SyncStateKey } from '../../src/domain/search-attributes';
import type { SyncState } from '../../src/domain/states';

const open = activityWorlds();

const LONG_AGO = new Date(Date.now() - 3_600_000);

interface Hospital {
  readonly world: ActivityWorld;
  /** An order on the board. */
  onBoard(state: SyncState, since?: Date): Promise<OrderKey>;
  /** A workflow that runs for the order, and shows the state. */
  running(key: OrderKey, state: SyncState): Promise<void>;
  examine(): Promise<DoctorResult>;
}

/** No worker serves the queue, so whatever is started goes on running. */
async function withHospital(test: (hospital: Hospital) => Promise<void>): Promise<void> {
  const connection = await Connection.connect({ address: sharedTemporal().address });
  const client = new Client({ connection });
  const world = await open({ client });
  const started: string[] = [];
  const newKey = (): OrderKey => ({ storeHash: world.storeHash, orderId: randomInt(1, 1_000_000_000) });
  try {
    await test({
      world,
      async onBoard(state, since = LONG_AGO) {
        const key = newKey();
        await world.store.orders.upsert({ order: key, asOf: since, state });
        return key;
      },
      async running(key, state) {
        const workflowId = orderWorkflowId(key);
        started.push(workflowId);
        const typedSearchAttributes = [{ key: SyncStateKey, value: state }];
        await client.workflow.start('order', { workflowId, taskQueue: 'nobody', args: [], typedSearchAttributes });
        await shown(client, workflowId);
      },
      examine: () => world.run('examine'),
    });
  } finally {
    for (const workflowId of started) await client.workflow.getHandle(workflowId).terminate();
    await connection.close();
  }
}

/** Visibility lags behind the start. */
async function shown(client: Client, workflowId: string): Promise<void> {
  const query = `WorkflowId="${workflowId}" AND ExecutionStatus="Running"`;
  while ((await client.workflow.count(query)).count === 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

const poked = (world: ActivityWorld) =>
  world.signals.map(({ key, change }) => `${change.reason} ${orderWorkflowId(key)}`);

describe('the doctor', () => {
  it.each<SyncState>(['PENDING', 'SYNCING', 'HELD', 'NEEDS_ATTENTION'])(
    'restarts an order that is %s without a workflow',
    async (state) => {
      await withHospital(async ({ world, onBoard, examine }) => {
        const id = orderWorkflowId(await onBoard(state));
        expect((await examine()).restarted).toEqual([id]);
        expect(poked(world)).toContain(`doctor ${id}`);
      });
    },
  );

  it.each<SyncState>(['SYNCED', 'SKIPPED', 'CANCELLED'])('leaves an order alone that is %s', async (state) => {
    await withHospital(async ({ world, onBoard, examine }) => {
      const id = orderWorkflowId(await onBoard(state));
      await examine();
      expect(poked(world)).not.toContain(`doctor ${id}`);
    });
  });

  it('begins to free what waits for a mapping where the process that stored it has died', async () => {
    await withHospital(async ({ world, examine }) => {
      const { store, db } = world;
      const { id } = await store.mappings.set(mappingRule({ kind: 'product', source: 'OLD' }), { sku: 'NEW' }, 'ann');
      await store.freeings.begin(id, { names: ['OLD'], ordersWaiting: 0, levelsWaiting: 0 });
      await examine();
      expect(world.freed).toEqual([]);
      await sql`update freeings set requested_at = ${LONG_AGO}`.execute(db);
      await examine();
      expect(world.freed).toEqual([id]);
      await store.freeings.ordersDone(id);
      await store.freeings.levelsDone(id, 0);
      await examine();
      expect(world.freed).toEqual([id]);
    });
  });

  it('begins to make products where the process that stored what is asked for has died', async () => {
    await withHospital(async ({ world, examine }) => {
      const { store, db, storeHash, account } = world;
      const scope = { storeHash, account };
      await store.newProducts.want(scope, { skus: ['NEW'], by: 'ann' });
      await store.newProducts.want({ ...scope, account: 'former' }, { skus: ['NEW'], by: 'ann' });
      await examine();
      expect(world.productLooks).toEqual([]);
      await sql`update new_products set requested_at = ${LONG_AGO}`.execute(db);
      await examine();
      expect(world.productLooks).toEqual([`${storeHash}/${account}`]);
      await store.newProducts.settle(scope, 'NEW', { state: 'refused', message: 'no' });
      await examine();
      expect(world.productLooks).toHaveLength(1);
    });
  });

  it('leaves orders alone whose store is configured no more', async () => {
    await withHospital(async ({ world, running, examine }) => {
      const former = (orderId: number) => ({ storeHash: `former-${world.storeHash}`, orderId });
      await world.store.orders.upsert({ order: former(1), asOf: LONG_AGO, state: 'SYNCING' });
      await running(former(randomInt(2, 1_000_000_000)), 'SYNCING');
      await examine();
      expect(poked(world).filter((one) => one.includes('former-'))).toEqual([]);
    });
  });

  it('leaves an order alone that is in motion', async () => {
    await withHospital(async ({ onBoard, examine }) => {
      await onBoard('SYNCING', new Date());
      expect((await examine()).restarted).toEqual([]);
    });
  });

  it('leaves an order alone whose workflow waits as the board says', async () => {
    await withHospital(async ({ world, onBoard, running, examine }) => {
      const key = await onBoard('NEEDS_ATTENTION');
      await running(key, 'NEEDS_ATTENTION');
      await examine();
      expect(poked(world)).not.toContain(`doctor ${orderWorkflowId(key)}`);
    });
  });

  it('pokes a workflow that waits for a person while the board says it works', async () => {
    await withHospital(async ({ onBoard, running, examine }) => {
      const key = await onBoard('SYNCING');
      await running(key, 'NEEDS_ATTENTION');
      expect((await examine()).differing).toEqual([orderWorkflowId(key)]);
    });
  });

  it('pokes a workflow that the board does not know', async () => {
    await withHospital(async ({ world, running, examine }) => {
      const key = { storeHash: world.storeHash, orderId: randomInt(1, 1_000_000_000) };
      await running(key, 'SYNCING');
      expect((await examine()).unlisted).toContain(orderWorkflowId(key));
    });
  });
});

describe('the doctor, of notes that nobody settles', () => {
  async function withNote(
    told: Partial<Pick<StoredNote, 'toldAt' | 'settledVersion'>>,
    test: (hospital: Hospital, key: OrderKey) => Promise<void>,
  ): Promise<void> {
    await withHospital(async (hospital) => {
      const { account, storeHash, store, db } = hospital.world;
      const order = { storeHash, orderId: randomInt(1, 1_000_000_000) };
      const note = { account, kind: 'goods-out', noteId: 7, salesOrderId: 70, state: 'shipped' } as const;
      await store.notes.record([{ ...note, order, version: 'v1' }]);
      await db
        .updateTable('notes')
        .set({ updatedAt: LONG_AGO, ...told })
        .execute();
      await test(hospital, order);
    });
  }

  it.each([
    ['tells the order again, and then not again at once', { toldAt: LONG_AGO }, 1],
    ['tells an order that nobody came to tell', {}, 1],
    ['leaves an order alone that was told just now', { toldAt: new Date() }, 0],
    ['leaves one alone whose store shows the note as it is', { toldAt: LONG_AGO, settledVersion: 'v1' }, 0],
  ])('%s', async (_what, told, times) => {
    await withNote(told, async ({ world, examine }, key) => {
      const expected = Array.from({ length: times }, () => orderWorkflowId(key));
      expect((await examine()).shipping).toEqual(expected);
      expect(poked(world)).toEqual(expected.map((id) => `doctor ${id}`));
      expect((await examine()).shipping).toEqual([]);
    });
  });

  it('leaves an order alone that waits for a person', async () => {
    await withNote({ toldAt: LONG_AGO }, async ({ running, examine }, key) => {
      await running(key, 'NEEDS_ATTENTION');
      expect((await examine()).shipping).toEqual([]);
    });
  });
});

describe('forgetting old records', () => {
  it('deletes what is older than the configuration says, and keeps the board', async () => {
    const world = await open();
    const key = world.place({});
    const { snapshotId } = await read(world, key);
    const old = new Date(Date.now() - (world.config.audit.retentionDays + 1) * 86_400_000);
    await world.db.updateTable('exchanges').set({ startedAt: old }).execute();
    expect((await world.run('forgetOldRecords')).deleted).toBe(3);
    expect(await world.store.snapshots.get(snapshotId)).toBeDefined();
    await world.db.updateTable('snapshots').set({ readAt: old }).execute();
    expect((await world.run('forgetOldRecords')).deleted).toBe(1);
    expect(await world.store.orders.get(key)).toBeDefined();
  });
});
