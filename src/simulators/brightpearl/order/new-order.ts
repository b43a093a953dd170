import { API_USER_ID, type Account } from '../account';
import { addressOf } from '../contact/addresses';
import { Decimal } from '../decimals';
import { badRequest } from '../failure';
import type { Order, OrderCurrency, OrderType } from '../records';
import type { SalesOrderBody } from './order-input';
import { newRows } from './order-rows';
import { indexOrder } from './order-search';

const DEFAULT_WAREHOUSE_ID = 2;
const DEFAULT_PRICE_LIST_ID = 2;

/** Holds a new order against the account, stores it with all its rows, and answers it. Nothing is stored on refusal. */
export function createOrder(account: Account, body: SalesOrderBody, type: OrderType = 'SO'): Order {
  const header = headerOf(account, body, type);
  const currency = currencyOf(account, body);
  const rows = newRows(account, body.rows, type);
  const order: Order = {
    id: account.state.nextId('order'),
    type,
    ...header,
    createdOn: account.now(),
    createdById: API_USER_ID,
    updatedOn: undefined,
    closedOn: undefined,
    invoiceReference: '',
    currency,
    rows,
    notes: [],
    customFields: new Map(),
    version: 0,
  };
  account.state.orders.set(order.id, order);
  indexOrder(account, order);
  return order;
}

/**
 * What a message says of an order apart from its currency and rows, with a default for whatever it leaves out. Throws for
 * ids that do not exist.
 */
export function headerOf(account: Account, body: SalesOrderBody, type: OrderType) {
  checkReferences(account, body, type);
  const now = account.now();
  return {
    ref: body.ref ?? '',
    externalRef: body.externalRef ?? undefined,
    instanceId: body.installedIntegrationInstanceId ?? undefined,
    statusId: body.statusId ?? defaultStatusId(account, type),
    warehouseId: body.warehouseId ?? DEFAULT_WAREHOUSE_ID,
    placedOn: body.placedOn ?? now,
    taxDate: body.taxDate ?? now,
    ...partiesOf(account, body),
    ...assignmentOf(body),
    ...pricingOf(account, body),
  };
}

type Parties = Pick<Order, 'customerId' | 'customerAddress' | 'billing' | 'delivery'>;

/** Who is not told apart is the customer, at the addresses of the contact. */
function partiesOf(account: Account, { customer, billing, delivery }: SalesOrderBody): Parties {
  const contact = contactOf(account, customer.id);
  return {
    customerId: contact.id,
    customerAddress: customer.address ?? addressOf(account, contact, 'DEF'),
    billing: {
      contactId: billing?.contactId ?? contact.id,
      address: billing?.address ?? addressOf(account, contact, 'BIL'),
    },
    delivery: {
      date: delivery?.date ?? undefined,
      address: delivery?.address ?? addressOf(account, contact, 'DEL'),
      shippingMethodId: delivery?.shippingMethodId ?? 0,
    },
  };
}

const assignmentOf = (body: SalesOrderBody) => ({
  parentId: body.parentId ?? 0,
  channelId: body.channelId ?? 0,
  leadSourceId: body.leadSourceId ?? 0,
  projectId: body.projectId ?? 0,
  teamId: body.teamId ?? 0,
  staffOwnerId: body.staffOwnerId ?? 0,
});

function pricingOf(account: Account, body: SalesOrderBody): Pick<Order, 'priceListId' | 'priceModeCode'> {
  const priceListId = body.priceListId ?? DEFAULT_PRICE_LIST_ID;
  return { priceListId, priceModeCode: body.priceModeCode ?? priceModeOf(account, priceListId) };
}

/** Every id that an order names must exist; 0 names nothing. */
function checkReferences(account: Account, body: SalesOrderBody, type: OrderType): void {
  const { lists, orders, contacts } = account.state;
  const staff = [...contacts.values()].filter((contact) => contact.isStaff);
  const known: readonly (readonly [string, number | null | undefined, readonly number[]])[] = [
    ['status', body.statusId, usableStatusIds(account, type)],
    ['warehouse', body.warehouseId, lists.warehouses.map(({ id }) => id)],
    ['channel', body.channelId, lists.channels.map(({ id }) => id)],
    ['project', body.projectId, lists.projects.map(({ id }) => id)],
    ['team', body.teamId, lists.teamIds],
    ['lead source', body.leadSourceId, lists.leadSources.map(({ id }) => id)],
    ['price list', body.priceListId, lists.priceLists.map(({ id }) => id)],
    ['shipping method', body.delivery?.shippingMethodId, lists.shippingMethods.map(({ id }) => id)],
    ['staff owner', body.staffOwnerId, staff.map(({ id }) => id)],
    ['billing contact', body.billing?.contactId, [...contacts.keys()]],
    ['parent order', body.parentId, [...orders.keys()]],
  ];
  for (const [what, id, existing] of known) {
    if (id && !existing.includes(id)) throw badRequest('ORDC-901', `There is no ${what} ${id} for this order`);
  }
}

export const usableStatusIds = (account: Account, type: OrderType): readonly number[] =>
  account.state.lists.statuses
    .filter((status) => status.orderTypeCode === type && !status.disabled)
    .map(({ statusId }) => statusId);

function contactOf(account: Account, id: number) {
  const contact = account.state.contacts.get(id);
  if (!contact) throw badRequest('ORDC-902', `There is no contact ${id}`);
  return contact;
}

function defaultStatusId(account: Account, type: OrderType): number {
  const { newOrderStatusId, newCreditStatusId } = account.state.lists;
  if (type === 'SO') return newOrderStatusId;
  return type === 'SC' ? newCreditStatusId : (usableStatusIds(account, type)[0] ?? 0);
}

const priceModeOf = (account: Account, priceListId: number): 'INC' | 'EXC' =>
  account.state.lists.priceLists.find(({ id }) => id === priceListId)?.gross === true ? 'INC' : 'EXC';

/** The rate given, or the table's; an order in the base currency is always at 1. */
function currencyOf(account: Account, { currency }: SalesOrderBody): OrderCurrency {
  const { baseCurrency, currencies } = account.state.lists;
  const code = currency?.code ?? baseCurrency;
  const listed = currencies.find((candidate) => candidate.code === code);
  if (!listed) throw badRequest('ORDC-903', `The currency ${code} is not set up in this account`);
  const exchangeRate = code === baseCurrency ? new Decimal(1) : (currency?.exchangeRate ?? listed.exchangeRate);
  return {
    code,
    fixedExchangeRate: currency?.fixedExchangeRate ?? true,
    exchangeRate: new Decimal(exchangeRate).toDecimalPlaces(6),
  };
}
