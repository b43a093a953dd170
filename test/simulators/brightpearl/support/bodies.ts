/** Request bodies that a fresh simulator takes as they are, for tests to change. */

/** The seeded customer, staff and supplier. */
export const CUSTOMER_ID = 304;
export const STAFF_ID = 302;

export const ADDRESS = {
  addressFullName: 'Ann Lee',
  addressLine1: '1 High St',
  addressLine3: 'Austin',
  addressLine4: 'Texas',
  postalCode: '78701',
  countryIsoCode: 'USA',
};

export const aRow = (row: Record<string, unknown> = {}) => ({
  name: 'Shirt, red',
  quantity: '1',
  taxCode: 'T',
  net: '10.00',
  tax: '0.83',
  externalRef: 'line-1',
  ...row,
});

export const aSalesOrder = (order: Record<string, unknown> = {}) => ({
  customer: { id: CUSTOMER_ID, address: ADDRESS },
  ref: '10423',
  externalRef: 'abc123-10423',
  installedIntegrationInstanceId: 13,
  placedOn: '2026-11-20T12:00:00.000-06:00',
  taxDate: '2026-11-20T12:00:00.000-06:00',
  statusId: 3,
  warehouseId: 2,
  channelId: 4,
  priceListId: 2,
  priceModeCode: 'EXC',
  currency: { code: 'USD', fixedExchangeRate: true },
  delivery: { address: ADDRESS, shippingMethodId: 1 },
  rows: [aRow()],
  ...order,
});

export const aPayment = (payment: Record<string, unknown> = {}) => ({
  transactionRef: 'bc-abc123-77-purchase',
  transactionCode: 'bc-abc123-77',
  paymentMethodCode: 'CARD',
  paymentType: 'RECEIPT',
  currencyIsoCode: 'USD',
  amountPaid: '10.83',
  paymentDate: '2026-11-20T12:00:00.000-06:00',
  ...payment,
});

export const aWebhook = (webhook: Record<string, unknown> = {}) => ({
  subscribeTo: 'order.modified',
  httpMethod: 'POST',
  uriTemplate: 'https://example.com/hook',
  bodyTemplate: '{"id":"${resource-id}","event":"${full-event}"}',
  contentType: 'application/json',
  idSetAccepted: false,
  qualityOfService: 1,
  ...webhook,
});
