/** What a sales credit that staff made asks of the store: items of a refund, in the readings that can be meant. */
import type { RefundItemInput } from '../../bigcommerce/refunds';
import type { BcOrder } from '../../bigcommerce/schemas/order';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import { staffCreditReason } from '../../domain/ids';
import { minorUnits, Money, money, sum } from '../../domain/money';
import { placedLines } from '../charges';

/** Brightpearl's own product of rows that name none. */
export const FREE_TEXT = 1000;

type Row = BpSalesOrder['rows'][number];

interface Documents {
  readonly credit: Pick<BpSalesOrder, 'id' | 'rows' | 'total'>;
  /** The sales order that it is of. */
  readonly salesOrder: Pick<BpSalesOrder, 'rows'>;
  readonly order: BcOrder;
}

/**
 * From the most exact one to the credit as one amount. The store does not say whether amounts of shipping are with tax; its
 * quote tells which of them comes to the credit's total.
 */
export function readingsOfCredit({ credit, salesOrder, order }: Documents): readonly (readonly RefundItemInput[])[] {
  const reason = staffCreditReason(credit.id);
  const total = money(credit.total.gross);
  const { units, shipping } = mappedRows({ credit, salesOrder, order });
  const whole = (items: readonly RefundItemInput[], mapped: readonly Row[]): RefundItemInput[] | undefined => {
    const rest = total.minus(sum(mapped.map(grossOf)));
    if (rest.isNegative()) return undefined;
    const amount = { item_type: 'ORDER', item_id: order.id, amount: rest.toNumber(), reason } as const;
    return rest.isZero() ? [...items] : [...items, amount];
  };
  const products = units.map(({ lineId, quantity }) => {
    return { item_type: 'PRODUCT', item_id: lineId, quantity, reason } as const;
  });
  const unitRows = units.map(({ row }) => row);
  const shippingRows = shipping.map(({ row }) => row);
  const withShipping = (amountOf: (row: Row) => Money) => {
    const costs = shipping.map(({ row, addressId }) => {
      return { item_type: 'SHIPPING', item_id: addressId, amount: amountOf(row).toNumber(), reason } as const;
    });
    return whole([...products, ...costs], [...unitRows, ...shippingRows]);
  };
  const readings = [
    ...(shipping.length > 0 ? [withShipping(({ net }) => money(net)), withShipping(grossOf)] : []),
    whole(products, unitRows),
    whole([], []),
  ];
  return readings.filter((items) => items !== undefined && items.length > 0) as RefundItemInput[][];
}

const grossOf = ({ net, tax }: Row): Money => money(net).plus(tax);

interface Mapped {
  readonly units: readonly { readonly row: Row; readonly lineId: number; readonly quantity: number }[];
  readonly shipping: readonly { readonly row: Row; readonly addressId: number }[];
}

function mappedRows({ credit, salesOrder, order }: Documents): Mapped {
  const digits = minorUnits(order.default_currency_code) ?? 2;
  const left = new Map(placedLines(order).map(({ line }) => [line.id, line.quantity - line.quantity_refunded]));
  const units: Mapped['units'][number][] = [];
  const shipping: Mapped['shipping'][number][] = [];
  for (const row of credit.rows.filter(({ bundleChild }) => !bundleChild)) {
    const sold = soldRow(row, salesOrder.rows);
    const [kind, id] = /^(line|shipping)-(\d+)$/.exec(sold?.externalRef ?? '')?.slice(1) ?? [];
    if (!sold || kind === undefined) continue;
    const quantity = Number(row.quantity);
    if (kind === 'shipping') shipping.push({ row, addressId: Number(id) });
    else if (isAsSold(row, sold, digits) && quantity <= (left.get(Number(id)) ?? 0)) {
      units.push({ row, lineId: Number(id), quantity });
      left.set(Number(id), (left.get(Number(id)) ?? 0) - quantity);
    }
  }
  return { units, shipping };
}

/** The row that it was copied from; else the only one with our key, of the same product, or the same name. */
function soldRow(row: Row, rows: readonly Row[]): Row | undefined {
  const own = rows.filter(({ bundleChild, externalRef }) => !bundleChild && externalRef);
  const copied = own.find(({ id }) => id === row.clonedFromId);
  const keyed = own.find(({ externalRef }) => externalRef === row.externalRef);
  if (copied ?? keyed) return copied ?? keyed;
  // Free text is Brightpearl's product 1000 in some answers, and stands for no product of the order.
  const alike =
    row.productId && row.productId > FREE_TEXT ? own.filter(({ productId }) => productId === row.productId) : [];
  const same = alike.length > 0 ? alike : own.filter(({ name }) => name && name === row.name);
  return same.length === 1 ? same[0] : undefined;
}

/** Whole units at the price that they were sold at, but for a smallest unit of rounding. */
function isAsSold(row: Row, sold: Row, digits: number): boolean {
  const quantity = money(row.quantity);
  if (!quantity.isInteger() || quantity.lessThanOrEqualTo(0) || money(sold.quantity).isZero()) return false;
  const share = grossOf(sold).times(quantity).div(sold.quantity);
  return grossOf(row).minus(share).abs().lessThanOrEqualTo(new Money(10).pow(-digits));
}
