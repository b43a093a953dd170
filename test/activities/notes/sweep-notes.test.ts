import { warehouses } from './support';
import type { Warehouse } from './support';

const open = warehouses();

const HOUR_MS = 3_600_000;

/** Sweeps, and reads what that found. */
async function sweep({ world }: Warehouse) {
  world.noteSignals.splice(0);
  const result = await world.run('sweepNotes', { account: world.account, taskQueuePrefix: 'test' });
  const goodsOut = world.noteSignals.flatMap(({ change }) => change.goodsOut ?? []);
  const dropShip = world.noteSignals.flatMap(({ change }) => change.dropShip ?? []);
  await world.run('readNotes', { account: world.account, goodsOut, dropShip });
  return { ...result, goodsOut, dropShip };
}

/** As if the last sweep had been an hour ago, and the last whole one so many. */
async function laterBy({ world }: Warehouse, hours: number): Promise<void> {
  const { db, account } = world;
  const position = new Date(Date.now() + HOUR_MS);
  await db
    .updateTable('watermarks')
    .set({ position })
    .where('scope', '=', account)
    .where('stream', '=', 'notes')
    .execute();
  const whole = new Date(Date.now() - hours * HOUR_MS);
  await db.updateTable('watermarks').set({ position: whole }).where('stream', '=', 'notes-whole').execute();
}

it('finds what was made since the cutover the first time, and the ids only', async () => {
  const warehouse = await open();
  const { world, sold, note, dropShip } = warehouse;
  const [first, second] = [await sold(), await sold()];
  const shipped = await note(first.salesOrderId, { ship: true });
  const supplied = await dropShip(second.salesOrderId);
  const found = await sweep(warehouse);
  expect(found).toEqual({ goodsOut: [shipped], dropShip: [supplied], whole: true });
  expect(await world.store.notes.ofOrder(first.key)).toHaveLength(1);
  expect(await world.store.notes.ofOrder(second.key)).toHaveLength(1);
});

it('finds the same with another database', async () => {
  const warehouse = await open();
  const { world, sold, note } = warehouse;
  const { key, salesOrderId } = await sold();
  const id = await note(salesOrderId, { ship: true });
  await sweep(warehouse);
  for (const table of ['watermarks', 'notes', 'links'] as const) await world.db.deleteFrom(table).execute();
  expect((await sweep(warehouse)).goodsOut).toEqual([id]);
  expect(await world.store.notes.ofOrder(key)).toMatchObject([{ noteId: id, state: 'shipped' }]);
});

it('finds what was made, and what left, since the last sweep', async () => {
  const warehouse = await open();
  const { world, control, sold, note } = warehouse;
  const old = await note((await sold()).salesOrderId);
  await sweep(warehouse);
  await world.db.deleteFrom('notes').execute();
  // Long before the sweep looks back.
  Object.assign(world.brightpearl.state().goodsOutNotes.get(old)!, { createdOn: Date.now() - HOUR_MS });
  await control(`goods-out-notes/${old}/print`);
  expect((await sweep(warehouse)).goodsOut).toEqual([]);
  const made = await note((await sold()).salesOrderId);
  await control(`goods-out-notes/${old}/ship`);
  expect(new Set((await sweep(warehouse)).goodsOut)).toEqual(new Set([old, made]));
});

it('looks at what it knows and has not left every time, however old, and so sees what was destroyed', async () => {
  const warehouse = await open();
  const { world, control, sold, note, dropShip } = warehouse;
  const [first, second] = [await sold(), await sold()];
  const made = await note(first.salesOrderId);
  const supplied = await dropShip(second.salesOrderId);
  await sweep(warehouse);
  await laterBy(warehouse, 1);
  expect(await sweep(warehouse)).toMatchObject({ goodsOut: [made], dropShip: [supplied], whole: false });
  await control(`goods-out-notes/${made}`, undefined, 'DELETE');
  await control(`drop-ship-notes/${supplied}`, undefined, 'DELETE');
  await sweep(warehouse);
  const states = async (key: (typeof first)['key']) => (await world.store.notes.ofOrder(key)).map(({ state }) => state);
  expect([await states(first.key), await states(second.key)]).toEqual([['destroyed'], ['destroyed']]);
  expect(await sweep(warehouse)).toMatchObject({ goodsOut: [], dropShip: [] });
});

it('reads what left again for some days, as tracking numbers are corrected, and then no more', async () => {
  const warehouse = await open();
  const { world, control, sold, note, tell } = warehouse;
  world.brightpearl.setSwitches({ trackingAfterShipping: 'accepted' });
  const id = await note((await sold()).salesOrderId, { ship: true, reference: 'TYPO' });
  await sweep(warehouse);
  await tell();
  await laterBy(warehouse, 1);
  await control(`goods-out-notes/${id}`, { reference: '1Z999' });
  await sweep(warehouse);
  expect(await tell()).toHaveLength(1);
  const shippedOn = new Date(Date.now() - world.config.timings.notes.shippedAgainMs - HOUR_MS);
  await world.db.updateTable('notes').set({ shippedOn }).execute();
  expect((await sweep(warehouse)).goodsOut).toEqual([]);
});

it('lists once a day all that has not left, also what nobody knows here', async () => {
  const warehouse = await open();
  const { world, sold, note } = warehouse;
  const [first, second] = [await sold(), await sold()];
  const unshipped = await note(first.salesOrderId);
  await note(second.salesOrderId, { ship: true });
  await sweep(warehouse);
  await world.db.deleteFrom('notes').execute();
  await laterBy(warehouse, 1);
  expect(await sweep(warehouse)).toMatchObject({ goodsOut: [], whole: false });
  await laterBy(warehouse, 25);
  expect(await sweep(warehouse)).toMatchObject({ goodsOut: [unshipped], whole: true });
});

it('finds a drop-ship note by its purchase order, whether notes count as changes of orders or not', async () => {
  const warehouse = await open();
  const { world, control, sold, dropShip } = warehouse;
  world.brightpearl.setSwitches({ goodsNotesModifyOrder: false });
  await sweep(warehouse);
  const id = await dropShip((await sold()).salesOrderId);
  expect((await sweep(warehouse)).dropShip).toEqual([id]);
  await control(`drop-ship-notes/${id}/ship`);
  await sweep(warehouse);
  expect(await world.db.selectFrom('notes').select(['noteId', 'state']).execute()).toEqual([
    { noteId: id, state: 'shipped' },
  ]);
});

it('never moves the watermark past a note that was not signaled', async () => {
  const warehouse = await open();
  const { world, sold, note } = warehouse;
  const id = await note((await sold()).salesOrderId);
  const { changed } = world.deps.notes;
  Object.assign(world.deps.notes, { changed: () => Promise.reject(new Error('Temporal is away')) });
  await expect(sweep(warehouse)).rejects.toThrow('Temporal is away');
  Object.assign(world.deps.notes, { changed });
  expect((await sweep(warehouse)).goodsOut).toEqual([id]);
});

it('looks back over the last sweep, for notes that the search showed late', async () => {
  const warehouse = await open({ indexLagMs: 1_500, timings: { searchLagMs: 2_000 } });
  const { sold, note } = warehouse;
  const untilShown = () => new Promise((resolve) => setTimeout(resolve, 1_600));
  // What is sold has to be found, too: the search shows a new account's products as late.
  await untilShown();
  const { salesOrderId } = await sold();
  await sweep(warehouse);
  const id = await note(salesOrderId);
  expect((await sweep(warehouse)).goodsOut).toEqual([]);
  await untilShown();
  expect((await sweep(warehouse)).goodsOut).toEqual([id]);
});
