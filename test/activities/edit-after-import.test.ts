/** An order that is edited in the store after its import is noticed, however small the edit. */
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { importOrder, plan } from './support/steps';
import type { OrderKey } from '../../src/domain/ids';

const open = activityWorlds();

const ENGRAVED = {
  lines: [{ sku: 'MUG-BLUE', name: 'Mug', price: '12.95', options: [{ name: 'Engraving', value: 'For A.' }] }],
};

const editBilling =
  (change: Record<string, string>) =>
  ({ bigcommerce }: ActivityWorld, { orderId }: OrderKey): void =>
    bigcommerce.control.editOrder(orderId, { order: { billing_address: change } });

/** The store keeps a line's ids over such an edit. */
function editEngraving({ bigcommerce }: ActivityWorld, { orderId }: OrderKey): void {
  const [line] = bigcommerce.state.orders.get(orderId)?.consignments.shipping[0]?.line_items ?? [];
  const [option] = (line as unknown as { product_options: object[] }).product_options;
  Object.assign(option!, { display_value: 'For B.', value: 'For B.' });
  bigcommerce.control.editOrder(orderId, { order: {} });
}

it.each<[string, (world: ActivityWorld, key: OrderKey) => void]>([
  ['another engraving', editEngraving],
  ['another e-mail address of the buyer', editBilling({ email: 'corrected@example.com' })],
  ['another phone number of the buyer', editBilling({ phone: '512 555 0188' })],
])('%s', async (_case, edit) => {
  const world = await open();
  const key = world.place(ENGRAVED);
  const salesOrderId = await importOrder(world, key);
  // What we wrote ourselves is no edit.
  expect(await plan(world, key)).toMatchObject({ kind: 'import', upToDate: true });
  edit(world, key);
  expect(await plan(world, key)).toMatchObject({
    after: { steps: { amend: [{ part: 0, salesOrderId }] }, issues: [] },
  });
});
