import { ageIntents, activityWorlds } from './support/activity-world';
import type { ActivityWorld, WorldOptions } from './support/activity-world';
import { partStepOf, postSalesOrder } from './support/steps';

const open = activityWorlds();

const MESSAGE = 'Please ring twice';

async function withNotes(options: WorldOptions = {}) {
  const world = await open(options);
  const key = world.place({ fields: { customer_message: MESSAGE } });
  const { planned, salesOrderId } = await postSalesOrder(world, key);
  world.forgetRequests();
  const step = { ...partStepOf(world, key, planned), salesOrderId };
  return { world, salesOrderId, write: () => world.run('writeNotes', step) };
}

const notes = (world: ActivityWorld) => world.brightpearl.ledger().notes.filter(({ text }) => text.includes(MESSAGE));

describe('writing notes', () => {
  it('writes the message of the shopper once', async () => {
    const { world, salesOrderId, write } = await withNotes();
    await write();
    await write();
    expect(notes(world)).toEqual([expect.objectContaining({ orderId: salesOrderId })]);
  });

  it('adopts a note that was written and not answered', async () => {
    const { world, write } = await withNotes();
    world.brightpearl.core.faults.add({ method: 'POST', path: 'note', mode: 'apply-then-drop', count: 1 });
    await expect(write()).rejects.toMatchObject({ type: 'RemoteUnavailable' });
    await write();
    expect(notes(world)).toHaveLength(1);
  });

  it('does not take a note of staff for its own', async () => {
    const { world, salesOrderId, write } = await withNotes();
    const { orders } = world.deps.brightpearl(world.account);
    await orders.addNote(salesOrderId, { text: 'I asked about the customer-message' });
    await world.store.intents.open({
      key: `note:${world.account}:${salesOrderId}/customer-message`,
      kind: 'note',
      bodyHash: '',
    });
    await ageIntents(world);
    await write();
    expect(notes(world)).toHaveLength(1);
  });

  it('sets custom fields, again and again to the same', async () => {
    const customFields = [{ code: 'PCF_WEBORDER', from: { value: 'web shop' } }];
    const { world, salesOrderId, write } = await withNotes({ rules: { customFields } });
    await write();
    await write();
    expect(world.brightpearl.state().orders.get(salesOrderId)?.customFields.get('PCF_WEBORDER')).toBe('web shop');
  });
});
