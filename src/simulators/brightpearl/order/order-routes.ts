import { z } from 'zod';
import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { customFieldMetadata, customFieldsView, patchCustomFields } from '../custom-fields';
import { endpoint, idField, NOTHING, param, readBody, response, timeField } from '../endpoint';
import { getUris, readIdSet } from '../id-set';
import { listing } from '../listing';
import type { Order, OrderNote } from '../records';
import { search } from '../search/search';
import { legacyOrderView } from './legacy-order-view';
import { legacyOrderRoutes } from './legacy-orders';
import { orderChanged } from './order-changes';
import { patchBody, patchOrder } from './order-patch';
import { orderSearch, salesOrderSearch } from './order-search';
import { addNote, setStatus, statusBody } from './order-status';
import { orderOf } from './orders';
import { saleRoutes } from './sale-routes';

const SHIPPING_STATUSES = [
  { id: 1, code: 'NST', description: 'No stock tracked products on order' },
  { id: 2, code: 'SNS', description: 'Stock not shipped' },
  { id: 3, code: 'SPS', description: 'Stock part shipped' },
  { id: 4, code: 'ASS', description: 'All stock shipped' },
];

const noteBody = z.object({
  text: z.string().min(1, 'is required'),
  isPublic: z.boolean().nullish(),
  fileId: idField.nullish(),
  addedOn: timeField.nullish(),
});

export function orderRoutes(account: Account): Route[] {
  return [
    ...searchRoutes(account),
    ...saleRoutes(account),
    ...orderMessages(account),
    ...legacyOrderRoutes(account),
    ...noteRoutes(account),
    ...listRoutes(account),
  ];
}

const searchRoutes = (account: Account): Route[] => [
  endpoint('GET', '/order-service/order-search', ({ query }) => search(account, orderSearch(account), query)),
  endpoint('GET', '/order-service/sales-order-search', ({ query }) =>
    search(account, salesOrderSearch(account), query),
  ),
];

const orderMessages = (account: Account): Route[] => [
  endpoint('GET', '/order-service/order/{ids}', (request) =>
    response(ordersIn(account, request).map((order) => withCustomFields(account, order, request))),
  ),
  endpoint('OPTIONS', '/order-service/order/{ids}', (request) =>
    response({ getUris: getUris('order', param(request, 'ids'), account.state.orders.keys()) }),
  ),
  endpoint('PATCH', '/order-service/order/{id}', (request) => {
    const order = orderOf(account, request);
    patchOrder(account, order, readBody(patchBody, request, 'ORDC-930'));
    return response(legacyOrderView(account, order));
  }),
  endpoint('PUT', '/order-service/order/{id}/status', (request) => {
    setStatus(account, orderOf(account, request), readBody(statusBody, request, 'ORDC-920'));
    return NOTHING;
  }),
  endpoint('GET', '/order-service/order/{id}/custom-field', (request) =>
    response(customFieldsView(orderOf(account, request).customFields)),
  ),
  endpoint('PATCH', '/order-service/order/{id}/custom-field', (request) => patchFields(account, request)),
];

const noteRoutes = (account: Account): Route[] => [
  endpoint('POST', '/order-service/order/{id}/note', (request) => {
    const order = orderOf(account, request);
    const noteId = addNote(account, order, readBody(noteBody, request, 'ORDC-940'));
    orderChanged(account, order);
    return response(noteId);
  }),
  endpoint('GET', '/order-service/order/{id}/note', (request) => getNotes(account, request)),
  endpoint('GET', '/order-service/order/{id}/note/{ids}', (request) => getNotes(account, request)),
];

const listRoutes = (account: Account): Route[] => [
  endpoint('GET', '/order-service/order-shipping-status', () => response(SHIPPING_STATUSES)),
  ...listing(account, {
    path: '/order-service/order-status',
    title: 'Order Statuses',
    items: () => account.state.lists.statuses,
    idOf: ({ statusId }) => statusId,
    view: (status) => ({
      ...status,
      sortOrder: 0,
      visible: !status.disabled,
      color: '#E7E6E4',
      remindAfterDays: 10,
      alertEmails: [],
      emailContent: '',
      batchProcess: false,
    }),
  }),
  ...listing(account, {
    path: '/order-service/sale/custom-field-meta-data',
    title: 'Custom Field Metadata',
    items: () => account.state.lists.orderCustomFields,
    idOf: ({ id }) => id,
    view: customFieldMetadata,
  }),
  ...listing(account, {
    path: '/order-service/purchase/custom-field-meta-data',
    title: 'Custom Field Metadata',
    items: () => account.state.lists.purchaseCustomFields,
    idOf: ({ id }) => id,
    view: customFieldMetadata,
  }),
];

/** Orders that do not exist are left out, and none at all is an empty list: an order is never "not found" by GET. */
function ordersIn(account: Account, request: SimRequest): Order[] {
  const ids = readIdSet(param(request, 'ids'));
  return account.shuffled([...account.state.orders.values()].filter(({ id }) => ids.has(id)));
}

function withCustomFields(account: Account, order: Order, { query }: SimRequest) {
  const optional = (query.get('includeOptional') ?? '').split(',');
  const wanted = optional.includes('customFields') && { customFields: customFieldsView(order.customFields) };
  return { ...legacyOrderView(account, order), ...wanted };
}

/** Custom fields do not move the order's updatedOn. */
function patchFields(account: Account, request: SimRequest) {
  const operations = readBody(patchBody, request, 'ORDC-930');
  const { orderCustomFields, purchaseCustomFields } = account.state.lists;
  const { type, customFields } = orderOf(account, request);
  const fields = type === 'PO' || type === 'PC' ? purchaseCustomFields : orderCustomFields;
  return response(patchCustomFields(fields, customFields, operations));
}

function getNotes(account: Account, request: SimRequest) {
  const order = orderOf(account, request);
  const set = request.params['ids'];
  const ids = set === undefined ? undefined : readIdSet(set);
  const notes = order.notes.filter(({ noteId }) => ids?.has(noteId) ?? true);
  return response(account.shuffled(notes).map((note) => noteView(account, order, note)));
}

const noteView = (account: Account, order: Order, note: OrderNote) => ({
  ...note,
  contactId: order.customerId,
  addedOn: account.time(note.addedOn),
});
