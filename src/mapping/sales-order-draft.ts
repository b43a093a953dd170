/** One sales order of the plan: the header that all of an order's sales orders share, and the rows of its place. */
import type { BpAddress } from '../brightpearl/schemas/sales-order';
import { salesOrderRef, type SalesOrderPart } from '../domain/ids';
import type { ProvenDocument } from './document';
import type { DraftRow } from './draft-row';
import { findPaymentRule } from './payment-rule';
import type { PayablePart } from './payment-shares';
import type { Place } from './places';
import { customerReference } from './reference';
import { totalOf } from './rows';
import type { MappedSalesOrder, MappingContext, OrderSnapshot, SalesOrderDraft } from './types';

export interface Shared {
  readonly document: ProvenDocument;
  readonly digits: number;
  readonly currency: SalesOrderDraft['currency'];
  readonly dates: { readonly placedOn: string; readonly taxDate: string };
  readonly billingAddress: BpAddress;
}

/** Several sales orders of one order are told apart by their addresses. */
export const partOf = ({ destination: { id } }: Place, ids: Position['ids']): Pick<SalesOrderPart, 'addressId'> =>
  ids.length > 1 && id !== undefined ? { addressId: id } : {};

/** And those that replace others by their generation. */
export const generationIn = ({ generation }: Pick<MappingContext, 'generation'>): Pick<SalesOrderPart, 'generation'> =>
  generation === undefined ? {} : { generation };

/** What each of the order's places comes to, as its payments are shared. */
export function payableParts(places: readonly Place[], rows: readonly DraftRow[]): PayablePart[] {
  const ids = places.map(({ destination }) => destination.id);
  return places.map((place, index) => ({
    ...partOf(place, ids),
    gross: totalOf(rowsAt({ index, ids }, rows)).gross,
  }));
}

/** Which of the order's places, given by their ids, a sales order is for. */
interface Position {
  readonly index: number;
  readonly ids: readonly (number | undefined)[];
}

export function salesOrderDraft(
  place: Place,
  { index, ids }: Position,
  shared: Shared,
  snapshot: OrderSnapshot,
  ctx: MappingContext,
): MappedSalesOrder {
  const { proven } = shared.document;
  const rows = rowsAt({ index, ids }, shared.document.rows);
  const total = totalOf(rows);
  const part = { ...partOf(place, ids), ...generationIn(ctx) };
  const rounded = index === 0 && proven.residue.nominal === undefined;
  return {
    ...part,
    draft: {
      ...headerOf(shared, snapshot, ctx),
      externalRef: salesOrderRef(ctx.key, part),
      delivery: {
        address: place.address,
        ...(place.shippingMethodId === undefined ? {} : { shippingMethodId: place.shippingMethodId }),
      },
      rows: rows.map((row) => ({
        ...row.row,
        net: row.net.toFixed(shared.digits),
        tax: row.tax.toFixed(shared.digits),
      })),
    },
    expected: {
      gross: total.gross.toFixed(shared.digits),
      tax: total.tax.toFixed(shared.digits),
      currency: shared.currency.code,
    },
    reserve: rows.flatMap(({ row, reserve }) =>
      reserve ? [{ rowRef: row.externalRef, productId: reserve.productId, quantity: row.quantity }] : [],
    ),
    rounding: rounded ? proven.residue.gross.toFixed() : '0',
    roundingTax: rounded ? proven.residue.tax.toFixed() : '0',
  };
}

/** What belongs to no place (fees, downloads, gift certificates, rounding) goes with the first. */
function rowsAt({ index, ids }: Position, rows: readonly DraftRow[]): readonly DraftRow[] {
  const placeOf = ({ destination }: DraftRow): number => Math.max(0, ids.indexOf(destination));
  return rows.filter((row) => placeOf(row) === index);
}

/** Everything that the sales orders of one order share. */
function headerOf(
  { document, currency, dates, billingAddress }: Shared,
  { order }: OrderSnapshot,
  { rules, account }: MappingContext,
): Omit<SalesOrderDraft, 'externalRef' | 'delivery' | 'rows'> {
  const { priceMode, ...assignment } = rules.brightpearl;
  return {
    ...defined(assignment),
    ref: customerReference(rules, {
      orderId: order.id,
      externalOrderId: order.external_order_id,
      channelId: order.channel_id,
    }),
    ...(account.instanceId === undefined ? {} : { installedIntegrationInstanceId: account.instanceId }),
    placedOn: dates.placedOn,
    taxDate: dates.taxDate,
    statusId: findPaymentRule(order, rules)?.orderStatusId ?? rules.statuses.new ?? account.newOrderStatusId,
    priceModeCode: priceMode === 'order' ? (document.taxMode === 'inclusive' ? 'INC' : 'EXC') : priceMode,
    currency,
    billingAddress,
  };
}

/** Drops keys without a value: an optional key must not be sent as undefined. */
function defined(assignment: Omit<MappingContext['rules']['brightpearl'], 'priceMode'>) {
  const { channelId, warehouseId, ...optional } = assignment;
  const given = Object.entries(optional).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return { channelId, warehouseId, ...(Object.fromEntries(given) as { [K in keyof typeof optional]?: number }) };
}
