/** What changes price lists, whoever does it, and the events that it fires. Neither product nor SKU events are among them. */
import type { SimContext } from '../context';
import { isoSeconds } from '../dates';
import type { Fields } from '../state';
import { recordKey, type PriceList, type PriceListAssignment, type PriceRecord, type RecordPrices } from './price-book';

export interface NewPriceList {
  readonly id?: number | undefined;
  readonly name: string;
  readonly active: boolean;
}

export interface RecordChange {
  readonly variantId: number;
  readonly currency: string;
  readonly prices: RecordPrices;
}

/** How many records a request is about by its nature, which names the events. */
type Fired = 'record' | 'records';

export function createPriceList(context: SimContext, { id, name, active }: NewPriceList): PriceList {
  const now = isoSeconds(context.clock.now());
  const listId = context.state.claimId('priceList', id);
  const list: PriceList = { id: listId, name, active, records: new Map(), createdAt: now, modifiedAt: now };
  context.state.priceLists.set(listId, list);
  fireList(context, list, 'created');
  fireList(context, list, active ? 'activated' : 'deactivated');
  return list;
}

export function changePriceList(
  context: SimContext,
  list: PriceList,
  { name = list.name, active = list.active }: Partial<NewPriceList>,
): void {
  const turned = active !== list.active;
  Object.assign(list, { name, active, modifiedAt: isoSeconds(context.clock.now()) });
  fireList(context, list, 'updated');
  if (turned) fireList(context, list, active ? 'activated' : 'deactivated');
}

export function deletePriceList(context: SimContext, list: PriceList): void {
  const { state } = context;
  state.priceLists.delete(list.id);
  for (const { id, priceListId } of state.priceListAssignments.values()) {
    if (priceListId === list.id) state.priceListAssignments.delete(id);
  }
  fireList(context, list, 'deleted');
}

/** Creates records or sets them; whether an update clears what it leaves out is a switch. */
export function setRecords(context: SimContext, list: PriceList, changes: readonly RecordChange[], fired: Fired): void {
  const created: PriceRecord[] = [];
  const updated: PriceRecord[] = [];
  for (const change of changes) {
    const known = list.records.get(recordKey(change.variantId, change.currency));
    if (known) updated.push(updateRecord(context, known, change.prices));
    else created.push(createRecord(context, list, change));
  }
  fireRecords(context, list, { event: 'created', records: created, fired });
  fireRecords(context, list, { event: 'updated', records: updated, fired });
}

export function deleteRecords(
  context: SimContext,
  list: PriceList,
  records: readonly PriceRecord[],
  fired: Fired,
): void {
  for (const { variantId, currency } of records) list.records.delete(recordKey(variantId, currency));
  fireRecords(context, list, { event: 'deleted', records, fired });
}

export function assignPriceList(context: SimContext, given: Omit<PriceListAssignment, 'id'>): PriceListAssignment {
  const { state, events } = context;
  const same = [...state.priceListAssignments.values()].find(
    (known) => known.customerGroupId === given.customerGroupId && known.channelId === given.channelId,
  );
  const assignment = { ...given, id: same?.id ?? state.claimId('priceListAssignment') };
  state.priceListAssignments.set(assignment.id, assignment);
  events.emit('store/priceList/assignment/updated', {
    price_list_id: given.priceListId,
    ...(given.customerGroupId === null ? {} : { customer_group_id: given.customerGroupId }),
    ...(given.channelId === null ? {} : { channel_id: given.channelId }),
  });
  return assignment;
}

function createRecord(
  context: SimContext,
  list: PriceList,
  { variantId, currency, prices }: RecordChange,
): PriceRecord {
  const now = isoSeconds(context.clock.now());
  const record: PriceRecord = {
    id: context.state.claimId('priceRecord'),
    variantId,
    currency: currency.toLowerCase(),
    prices,
    createdAt: now,
    modifiedAt: now,
  };
  list.records.set(recordKey(variantId, currency), record);
  return record;
}

function updateRecord({ clock, switches }: SimContext, record: PriceRecord, prices: RecordPrices): PriceRecord {
  record.prices = switches.priceUpsertClearsUnsent ? prices : { ...record.prices, ...prices };
  record.modifiedAt = isoSeconds(clock.now());
  return record;
}

const fireList = ({ events }: SimContext, list: PriceList, event: string): void =>
  events.emit(`store/priceList/${event}`, { price_list_id: list.id });

interface FiredRecords {
  readonly event: 'created' | 'updated' | 'deleted';
  readonly records: readonly PriceRecord[];
  readonly fired: Fired;
}

/** A batch fires once, with all of its records; a request about one record fires the singular. */
function fireRecords({ events }: SimContext, list: PriceList, { event, records, fired }: FiredRecords): void {
  const data = records.map(({ variantId, currency }): Fields => ({
    price_list_id: list.id,
    variant_id: variantId,
    currency_code: currency,
  }));
  if (fired === 'records' && data.length > 0) events.emit(`store/priceList/records/${event}`, data);
  if (fired === 'record') for (const one of data) events.emit(`store/priceList/record/${event}`, one);
}
