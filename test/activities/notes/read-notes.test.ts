import { orderWorkflowId } from '../../../src/domain/ids';
import { warehouses } from './support';

const open = warehouses();

it('keeps what was read of a note, and tells its order once', async () => {
  const { world, sold, note, read, tell } = await open();
  const { key, salesOrderId } = await sold();
  const id = await note(salesOrderId, { reference: '1Z999' });
  expect(await read({ goodsOut: [id] })).toEqual({ read: 1, ours: 1, destroyed: 0 });
  expect(await world.store.notes.ofOrder(key)).toMatchObject([
    { kind: 'goods-out', noteId: id, salesOrderId, state: 'made', shippedOn: null, settledVersion: null },
  ]);
  expect(await tell()).toEqual([`brightpearl ${orderWorkflowId(key)} goods-out-note`]);
  await read({ goodsOut: [id] });
  expect(await tell()).toEqual([]);
});

it('tells the order again of whatever a shipment is made of, and of nothing else', async () => {
  const { world, control, sold, note, read, tell } = await open();
  world.brightpearl.setSwitches({ trackingAfterShipping: 'accepted' });
  const { key, salesOrderId } = await sold();
  const id = await note(salesOrderId);
  const after = async (path: string, body?: object) => {
    await control(`goods-out-notes/${id}${path}`, body);
    await read({ goodsOut: [id] });
    const told = (await tell()).length;
    const [row] = await world.store.notes.ofOrder(key);
    return [told, row?.state];
  };
  await read({ goodsOut: [id] });
  expect(await tell()).toHaveLength(1);
  expect(await after('/print')).toEqual([0, 'made']);
  expect(await after('/pack')).toEqual([1, 'packed']);
  expect(await after('', { boxes: 2 })).toEqual([0, 'packed']);
  expect(await after('', { reference: '1Z1' })).toEqual([1, 'packed']);
  expect(await after('', { shippingMethodId: 2 })).toEqual([1, 'packed']);
  expect(await after('/ship')).toEqual([1, 'shipped']);
  expect((await world.store.notes.ofOrder(key))[0]?.shippedOn).toBeInstanceOf(Date);
  expect(await after('', { reference: '1Z2' })).toEqual([1, 'shipped']);
});

it('does not tell the order of a version that the store shows already', async () => {
  const { world, sold, note, read, tell } = await open();
  const { key, salesOrderId } = await sold();
  const id = await note(salesOrderId, { ship: true });
  await read({ goodsOut: [id] });
  const [row] = await world.store.notes.ofOrder(key);
  await world.store.notes.settle(row!, row!.version);
  expect(await tell()).toEqual([]);
});

it('is told once more when the process ended between telling and noting it', async () => {
  const { world, sold, note, read, tell } = await open();
  const { salesOrderId } = await sold();
  await read({ goodsOut: [await note(salesOrderId, { ship: true })] });
  const { changed } = world.deps.orders;
  Object.assign(world.deps.orders, {
    changed: async (...call: Parameters<typeof changed>) => {
      await changed(...call);
      throw new Error('Killed');
    },
  });
  await expect(tell()).rejects.toThrow('Killed');
  Object.assign(world.deps.orders, { changed });
  expect(await tell()).toHaveLength(1);
});

it('drops transfers and what is of strangers, and reads on', async () => {
  const { world, control, sold, note, read, tell } = await open();
  const { key, salesOrderId } = await sold();
  const productId = world.brightpearl.state().productsBySku.get('MUG-BLUE')!.id;
  const row = { productId, name: 'Mug', quantity: '1', taxCode: 'T', net: '1', tax: '0' };
  const stranger = async (more: object) => {
    const order = { customer: { id: 304 }, channelId: 4, rows: [row], ...more };
    return note((await control<{ id: number }>('sales-orders', order)).id);
  };
  const transfer = await control<{ id: number }>('transfers', {
    warehouseId: 2,
    targetWarehouseId: 3,
    rows: [{ sku: 'MUG-BLUE', quantity: 1 }],
  });
  const goodsOut = [
    await stranger({}),
    await stranger({ externalRef: 'otherstore-10' }),
    await stranger({ externalRef: 'PO 4711' }),
    transfer.id,
    await note(salesOrderId),
  ];
  expect(await read({ goodsOut })).toEqual({ read: 5, ours: 1, destroyed: 0 });
  expect(await tell()).toEqual([`brightpearl ${orderWorkflowId(key)} goods-out-note`]);
});

it('finds the order of a note by its reference when the database is lost', async () => {
  const { world, sold, note, read } = await open();
  const { key, salesOrderId } = await sold();
  const id = await note(salesOrderId, { ship: true });
  await world.db.deleteFrom('links').execute();
  expect(await read({ goodsOut: [id] })).toMatchObject({ ours: 1 });
  expect(await world.store.notes.ofOrder(key)).toMatchObject([{ noteId: id, state: 'shipped' }]);
});

it('follows a part that staff split off to the order that it came from', async () => {
  const { world, control, sold, note, read } = await open();
  const { key, salesOrderId } = await sold();
  const { rows } = world.brightpearl.state().orders.get(salesOrderId)!;
  const mugs = rows.find(({ sku }) => sku === 'MUG-BLUE')!;
  const split = await control<{ id: number }>(`sales-orders/${salesOrderId}/split`, {
    rows: [{ rowId: mugs.id, quantity: 1 }],
  });
  const id = await note(split.id, { ship: true });
  expect(await read({ goodsOut: [id] })).toMatchObject({ ours: 1 });
  expect(await world.store.notes.ofOrder(key)).toMatchObject([{ noteId: id, salesOrderId: split.id }]);
});

it('notes that a note was destroyed, and leaves what has left as it is', async () => {
  const { world, control, sold, note, read, tell } = await open();
  const [first, second] = [await sold(), await sold()];
  const gone = await note(first.salesOrderId);
  const left = await note(second.salesOrderId, { ship: true });
  await read({ goodsOut: [gone, left] });
  await tell();
  await control(`goods-out-notes/${gone}`, undefined, 'DELETE');
  // As in an answer that leaves some out.
  world.brightpearl.state().goodsOutNotes.delete(left);
  expect(await read({ goodsOut: [gone, left] })).toEqual({ read: 0, ours: 0, destroyed: 1 });
  expect((await world.store.notes.ofOrder(first.key))[0]?.state).toBe('destroyed');
  expect((await world.store.notes.ofOrder(second.key))[0]?.state).toBe('shipped');
  expect(await tell()).toEqual([`brightpearl ${orderWorkflowId(first.key)} goods-out-note`]);
});

it.each(['empty', 'not-found'] as const)('takes it for no error when there is none, answered as %s', async (answer) => {
  const { world, read } = await open();
  world.brightpearl.setSwitches({ noGoodsOutNotes: answer });
  expect(await read({ goodsOut: [1], dropShip: [1] })).toEqual({ read: 0, ours: 0, destroyed: 0 });
});

it('reads drop-ship notes apart: their ids may be those of goods-out notes', async () => {
  const { world, control, sold, dropShip, read, tell } = await open();
  const { key, salesOrderId } = await sold();
  const id = await dropShip(salesOrderId);
  expect(await read({ goodsOut: [id], dropShip: [id] })).toEqual({ read: 1, ours: 1, destroyed: 0 });
  expect(await tell()).toEqual([`brightpearl ${orderWorkflowId(key)} drop-ship-note`]);
  await control(`drop-ship-notes/${id}/ship`, { trackingReference: '1Z' });
  await read({ dropShip: [id] });
  expect(await world.store.notes.ofOrder(key)).toMatchObject([{ kind: 'drop-ship', noteId: id, state: 'shipped' }]);
});

it('reads some hundred notes with one request, and asks for no order that it knows', async () => {
  const { world, sold, note, read } = await open();
  const { salesOrderId } = await sold();
  const id = await note(salesOrderId);
  world.forgetRequests();
  await read({ goodsOut: [id, ...Array.from({ length: 400 }, (_, n) => 100_000 + n)] });
  expect(world.requests('brightpearl')).toHaveLength(1);
});

it('is tried again, seldom, when Brightpearl refuses for good', async () => {
  const { world, read } = await open();
  world.brightpearl.core.faults.add({ path: 'goods-note', mode: 'status', status: 403 });
  await expect(read({ goodsOut: [1] })).rejects.toMatchObject({ type: 'NOTES_STOPPED', nonRetryable: false });
});
