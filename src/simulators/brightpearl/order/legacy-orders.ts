/** `POST order` and its rows, the older way: neither atomic nor ever recognized as a duplicate. */
import { z } from 'zod';
import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { decimalField, endpoint, idField, NOTHING, numericParam, param, readBody, response } from '../endpoint';
import { badRequest, notFound } from '../failure';
import type { Order, OrderRow, OrderType } from '../records';
import { trimReservation } from '../warehouse/reservations';
import { legacyRowView } from './legacy-order-view';
import { createOrder } from './new-order';
import { orderChanged } from './order-changes';
import { patchBody } from './order-patch';
import { newRows } from './order-rows';
import { checkOpen, orderOf } from './orders';
import { checkClaims } from './row-claims';
import { patchRow } from './row-patch';

const partyField = z.object({ contactId: idField }).nullish();

const orderBody = z.object({
  orderTypeCode: z.string().nullish(),
  reference: z.string().nullish(),
  parentOrderId: idField.nullish(),
  warehouseId: idField.nullish(),
  orderStatus: z.object({ orderStatusId: idField }).nullish(),
  parties: z.object({ customer: partyField, supplier: partyField }).nullish(),
});

const rowBody = z.object({
  productId: idField.nullish(),
  productName: z.string().nullish(),
  quantity: z.object({ magnitude: decimalField }),
  rowValue: z.object({
    taxCode: z.string(),
    rowNet: z.object({ value: decimalField }),
    rowTax: z.object({ value: decimalField }),
  }),
  nominalCode: z.string().nullish(),
});

const ORDER_TYPES: Readonly<Record<string, OrderType>> = { SO: 'SO', PO: 'PO', SC: 'SC', PC: 'PC' };

export const legacyOrderRoutes = (account: Account): Route[] => [
  endpoint('POST', '/order-service/order', (request) => response(postOrder(account, request).id)),
  endpoint('POST', '/order-service/order/{id}/row', (request) => response(postRow(account, request).id)),
  endpoint('PATCH', '/order-service/order/{id}/row/{rowId}', (request) => {
    const { order, row } = rowOf(account, request);
    patchRow(account, order, row, readBody(patchBody, request, 'ORDC-930'));
    trimReservation(account, order);
    orderChanged(account, order);
    return response(legacyRowView(account, order, row));
  }),
  endpoint('DELETE', '/order-service/order/{id}/row/{rowId}', (request) => {
    const { order, row } = rowOf(account, request);
    checkClaims(account, order, row);
    order.rows = order.rows.filter((other) => other.id !== row.id && other.parentRowId !== row.id);
    trimReservation(account, order);
    orderChanged(account, order);
    return NOTHING;
  }),
];

function postOrder(account: Account, request: SimRequest): Order {
  const body = readBody(orderBody, request, 'ORDC-900');
  const { orderTypeCode, parties } = body;
  if (!orderTypeCode) throw badRequest('ORDC-005', 'You have not supplied an order type code');
  const type = ORDER_TYPES[orderTypeCode];
  if (!type) throw badRequest('ORDC-006', 'You have supplied an invalid order type code');
  const isPurchase = type === 'PO' || type === 'PC';
  const contactId = (isPurchase ? parties?.supplier : parties?.customer)?.contactId;
  if (contactId === undefined) {
    if (isPurchase) throw badRequest('ORDC-022', 'Suppllier ID Required.');
    throw badRequest('ORDC-902', 'Customer ID Required.');
  }
  return createOrder(
    account,
    {
      customer: { id: contactId, address: undefined },
      ref: body.reference,
      parentId: body.parentOrderId,
      warehouseId: body.warehouseId,
      statusId: body.orderStatus?.orderStatusId,
      rows: [],
    },
    type,
  );
}

function postRow(account: Account, request: SimRequest): OrderRow {
  const order = openOrderOf(account, request);
  const { productId, productName, quantity, rowValue, nominalCode } = readBody(rowBody, request, 'ORDC-950');
  const rows = newRows(
    account,
    [
      {
        productId,
        name: productName,
        quantity: quantity.magnitude,
        taxCode: rowValue.taxCode,
        net: rowValue.rowNet.value,
        tax: rowValue.rowTax.value,
        nominalCode,
        sequence: (order.rows.length + 1) * 10,
      },
    ],
    order.type,
  );
  const [first] = rows;
  if (!first) throw new RangeError('A row body made no row');
  order.rows.push(...rows);
  orderChanged(account, order);
  return first;
}

function openOrderOf(account: Account, request: SimRequest): Order {
  const order = orderOf(account, request);
  checkOpen(order);
  return order;
}

function rowOf(account: Account, request: SimRequest) {
  const order = openOrderOf(account, request);
  const row = order.rows.find(({ id }) => id === numericParam(request, 'rowId'));
  if (!row) throw notFound(`No row ${param(request, 'rowId')} found`);
  return { order, row };
}
