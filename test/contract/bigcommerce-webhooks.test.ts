/** The simulator's callbacks against BigCommerce's own callback schemas and samples. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { startReceiver, startStore, type Receiver, type Store } from '../simulators/bigcommerce/support';
import { createValidator, describeWithSpecs, specPath, type Schema } from './vendor-specs';

const fileOf = (scope: string): string => scope.replaceAll('/', '_');

const callbackSchema = (scope: string): Schema => {
  const text = readFileSync(specPath('bigcommerce', 'webhooks-callbacks', `${fileOf(scope)}.yml`), 'utf8');
  const { properties } = parse(text) as { properties: Record<string, Schema> };
  // The file of `records/updated` names its schema `records/created`.
  const schema = properties[scope] ?? properties[scope.replace('records/updated', 'records/created')];
  if (!schema) throw new Error(`${fileOf(scope)}.yml does not describe ${scope}`);
  return schema;
};

const sample = (scope: string): unknown =>
  JSON.parse(readFileSync(specPath('bigcommerce', 'webhooks-callbacks', 'data', `${fileOf(scope)}.json`), 'utf8'));

/** Names of all fields, nested ones by path. */
const fieldNames = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [`${path}${name}`, ...fieldNames(inner, `${path}${name}.`)])
    : [];

describeWithSpecs('bigcommerce', 'BigCommerce callbacks', () => {
  let store: Store;
  let receiver: Receiver;
  let received: Map<string, unknown>;

  beforeAll(async () => {
    store = await startStore();
    receiver = await startReceiver();
    for (const family of ['order', 'shipment', 'metafield', 'customer', 'product', 'sku', 'priceList']) {
      const scope = `store/${family}/*`;
      await store.api('POST', '/v3/hooks', { scope, destination: receiver.url, is_active: true });
    }
    await doEverything(store);
    await store.simulator.webhooks.flush();
    received = new Map(receiver.callbacks.map(({ body }) => [body.scope, body]));
  });

  afterAll(async () => {
    await store.close();
    await receiver.close();
  });

  it.each([
    'store/order/created',
    'store/order/updated',
    'store/order/archived',
    'store/order/statusUpdated',
    'store/order/transaction/created',
    'store/order/refund/created',
    'store/shipment/created',
    'store/shipment/updated',
    'store/shipment/deleted',
    'store/order/metafield/created',
    'store/order/metafield/updated',
    'store/order/metafield/deleted',
    'store/metafield/created',
    'store/metafield/updated',
    'store/metafield/deleted',
    'store/customer/created',
    'store/customer/updated',
    'store/customer/deleted',
    'store/customer/address/created',
    'store/customer/address/updated',
    'store/customer/address/deleted',
    'store/product/metafield/created',
    'store/product/metafield/updated',
    'store/product/metafield/deleted',
    'store/product/updated',
    'store/product/created',
    'store/product/deleted',
    'store/product/inventory/updated',
    'store/product/inventory/order/updated',
    'store/sku/created',
    'store/sku/updated',
    'store/sku/deleted',
    'store/sku/inventory/updated',
    'store/sku/inventory/order/updated',
    'store/priceList/created',
    'store/priceList/activated',
    'store/priceList/deactivated',
    'store/priceList/assignment/updated',
    'store/priceList/record/created',
    'store/priceList/record/updated',
    'store/priceList/record/deleted',
    'store/priceList/records/created',
    'store/priceList/records/updated',
    'store/priceList/records/deleted',
  ])('%s fits its schema', (scope) => {
    expect(received.has(scope)).toBe(true);
    expect(createValidator()(callbackSchema(scope), received.get(scope))).toEqual([]);
  });

  it.each([
    'store/order/created',
    'store/order/updated',
    'store/order/archived',
    'store/order/statusUpdated',
    'store/order/refund/created',
    'store/shipment/created',
    'store/shipment/updated',
    'store/shipment/deleted',
    'store/customer/address/created',
    'store/product/created',
    'store/product/inventory/updated',
    'store/product/inventory/order/updated',
    'store/sku/created',
    'store/sku/updated',
    'store/sku/deleted',
    'store/sku/inventory/updated',
    'store/sku/inventory/order/updated',
  ])('%s has the fields of the vendor’s sample', (scope) => {
    expect(fieldNames(received.get(scope)).toSorted()).toEqual(fieldNames(sample(scope)).toSorted());
  });
});

async function doEverything(store: Store): Promise<void> {
  const id = store.order();
  store.simulator.control.editOrder(id, { order: { status_id: 4 }, refunds: [{ total_amount: 1 }] });
  const shipment = { order_address_id: 1, items: [{ order_product_id: 1, quantity: 1 }] };
  await store.api('POST', `/v2/orders/${id}/shipments`, shipment);
  await store.api('PUT', `/v2/orders/${id}/shipments/1`, { tracking_number: 'A1' });
  await store.api('DELETE', `/v2/orders/${id}/shipments/1`);
  const metafield = { permission_set: 'read', namespace: 'bp', key: 'order', value: '1' };
  await store.api('POST', `/v3/orders/${id}/metafields`, metafield);
  await store.api('PUT', `/v3/orders/${id}/metafields/1`, { value: '2' });
  await store.api('DELETE', `/v3/orders/${id}/metafields/1`);
  await store.api('DELETE', `/v2/orders/${id}`);
  moveCustomers(store);
  moveStock(store);
  await movePrices(store);
}

async function movePrices({ simulator: { control, state }, api }: Store): Promise<void> {
  const list = control.addPriceList({ name: 'Trade' });
  control.assignPriceList(list, { customer_group_id: 2, channel_id: 1 });
  const cap = control.addProduct({ sku: 'CAP' });
  const metafields = `/v3/catalog/products/${cap}/metafields`;
  await api('POST', metafields, { permission_set: 'read', namespace: 'bp', key: 'id', value: '1' });
  await api('PUT', `${metafields}/2`, { value: '2' });
  await api('DELETE', `${metafields}/2`);
  await api('PUT', '/v3/catalog/products', [{ id: cap, price: 4 }]);
  const record = { sku: 'CAP', currency: 'usd', price: 3 };
  const variantId = state.catalog.variantsBySku('CAP')[0]!.id;
  await api('PUT', `/v3/pricelists/${list}/records`, [record]);
  await api('PUT', `/v3/pricelists/${list}/records`, [{ ...record, price: 4 }]);
  await api('DELETE', `/v3/pricelists/${list}/records`);
  control.setPriceRecord(list, record);
  control.setPriceRecord(list, record);
  control.deletePriceRecord(list, variantId, 'usd');
  await api('PUT', `/v3/pricelists/${list}`, { name: 'Trade', active: false });
}

function moveCustomers({ simulator: { control } }: Store): void {
  const customerId = control.addCustomer({ email: 'ann@example.com' });
  control.changeCustomer(customerId, { company: 'Acme' });
  const addressId = control.addAddress(customerId, { address1: '1 Main Street' });
  control.changeAddress(addressId, { city: 'Austin' });
  control.deleteAddress(addressId);
  control.deleteCustomer(customerId);
}

function moveStock({ simulator: { control } }: Store): void {
  const productId = control.addProduct({ sku: 'MUG', inventory_tracking: 'product' });
  const shirtId = control.addProduct({ inventory_tracking: 'variant', variants: [{ sku: 'S' }] });
  const variantId = control.addVariant(shirtId, { sku: 'M' });
  for (const sku of ['MUG', 'M']) control.setStock({ sku, quantity: 5 });
  control.checkout({ lines: ['MUG', 'M'].map((sku) => ({ sku, quantity: 1 })) });
  control.changeVariant(variantId, { sku: 'L' });
  control.deleteVariant(variantId);
  control.deleteProduct(productId);
}
