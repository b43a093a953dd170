import { customerIdOf, levelChangeOf, orderIdOf, parseWebhook, priceChangesOf } from '../../src/bigcommerce/webhook';

const payload = (scope: string, data: unknown) =>
  JSON.stringify({
    scope,
    store_id: '1025646',
    data,
    hash: 'dd70',
    created_at: 1_561_479_335,
    producer: 'stores/abc123',
  });

const orderIdIn = (scope: string, data: unknown) => {
  const webhook = parseWebhook(payload(scope, data));
  if (!webhook) throw new Error('No webhook');
  return orderIdOf(webhook);
};

describe('the order of an event', () => {
  it.each([
    ['store/order/created', { type: 'order', id: 250 }],
    ['store/order/updated', { type: 'order', id: 250 }],
    ['store/order/archived', { type: 'order', id: 250 }],
    ['store/order/statusUpdated', { type: 'order', id: 250, status: { previous_status_id: 0, new_status_id: 11 } }],
    ['store/order/statusUpdated', { type: 'order', id: 250 }],
    ['store/order/message/created', { type: 'order', id: 250, message: { order_message_id: 3 } }],
    ['store/order/refund/created', { type: 'order', id: 250, refund: { refund_id: 3 } }],
    ['store/order/transaction/created', { type: 'transaction', order_id: '250', transaction_id: '9' }],
    ['store/order/transaction/updated', { order_id: '250', platform_transaction_id: 'x' }],
    ['store/order/metafield/created', { metafield_id: 8, resource_id: '250', namespace: 'n' }],
    ['store/shipment/created', { type: 'shipment', id: 12, orderId: 250 }],
    ['store/channel/1/order/updated', { type: 'order', id: 250 }],
    ['store/channel/1/order/metafield/updated', { metafield_id: 8, resource_id: '250' }],
  ])('%s is found in %j', (scope, data) => {
    expect(orderIdIn(scope, data)).toBe(250);
  });

  it.each([
    ['store/product/updated', { type: 'product', id: 250 }],
    ['store/order/metafield/created', { type: 'metafield', id: 250 }],
    ['store/shipment/created', { type: 'shipment', id: 12 }],
    ['store/channel/1/inventory/updated', { variant_id: 1, product_id: 250 }],
    ['store/priceList/records/updated', [{ price_list_id: 250 }]],
    ['store/order/created', { type: 'order', id: '250; DROP' }],
    ['store/order/created', { type: 'order', id: -1 }],
    ['store/order/created', null],
    ['store/order/created', 250],
  ])('%s has none in %j', (scope, data) => {
    expect(orderIdIn(scope, data)).toBeUndefined();
  });
});

describe('the level of an event', () => {
  const levelIn = (scope: string, data: unknown) => levelChangeOf(parseWebhook(payload(scope, data))!);
  const inventory = { product_id: 206, method: 'absolute', value: 5 };

  it.each([
    ['store/product/inventory/updated', inventory, undefined],
    ['store/product/inventory/order/updated', inventory, undefined],
    ['store/sku/inventory/updated', { ...inventory, variant_id: 509 }, 509],
    ['store/sku/inventory/order/updated', { ...inventory, product_id: '206', variant_id: '509' }, 509],
  ])('%s is found in %j', (scope, data, variantId) => {
    expect(levelIn(scope, { inventory: data })).toEqual({
      productId: 206,
      variantId,
      method: 'absolute',
      value: 5,
      isByOrder: scope.includes('/order/'),
      at: new Date('2019-06-25T16:15:35.000Z'),
    });
  });

  it.each([
    ['store/product/updated', { inventory }],
    ['store/order/updated', { inventory }],
    ['store/product/inventory/updated', { id: 206 }],
    ['store/product/inventory/updated', null],
    ['store/product/inventory/updated', { inventory: { ...inventory, product_id: 0 } }],
  ])('%s has none in %j', (scope, data) => {
    expect(levelIn(scope, data)).toBeUndefined();
  });
});

it.each(['', '{', '[]', '"x"', 'null', '{"data":{"id":1}}', '{"scope":7}'])('%j is no callback', (body) => {
  expect(parseWebhook(body)).toBeUndefined();
});

it('is read with nothing but a scope', () => {
  expect(parseWebhook('{"scope":"store/order/created"}')).toMatchObject({ scope: 'store/order/created', hash: '' });
});

describe('the customer of an event', () => {
  it.each([
    ['store/customer/created', { type: 'customer', id: 32 }, 32],
    ['store/customer/updated', { type: 'customer', id: 32, channel_ids: [] }, 32],
    ['store/customer/deleted', { type: 'customer', id: 32 }, 32],
    ['store/customer/address/updated', { type: 'customer', id: 60, address: { customer_id: 32 } }, 32],
    ['store/customer/address/deleted', { type: 'customer', id: 60 }, undefined],
    ['store/customer/payment/instrument/default/updated', { type: 'customer', id: 60 }, undefined],
    ['store/order/updated', { type: 'order', id: 32 }, undefined],
    ['store/customer/created', null, undefined],
  ])('%s %j is %s', (scope, data, expected) => {
    expect(customerIdOf(parseWebhook(payload(scope, data))!)).toBe(expected);
  });
});

describe('the prices of an event', () => {
  const row = { price_list_id: 3, variant_id: 7, currency_code: 'usd' };
  const price = { priceListId: 3, variantId: 7, currency: 'USD' };

  it.each([
    ['store/priceList/record/updated', row, [price]],
    ['store/priceList/records/deleted', [row, { ...row, variant_id: '8' }, {}], [price, { ...price, variantId: 8 }]],
    ['store/priceList/updated', row, []],
    ['store/priceList/records/created', undefined, []],
  ])('%s %j are %j', (scope, data, expected) => {
    expect(priceChangesOf(parseWebhook(payload(scope, data))!)).toEqual(expected);
  });
});
