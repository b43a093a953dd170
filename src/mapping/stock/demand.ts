/**
 * What an order has sold and not yet taken out of `onHand`: ordered, less refunded before shipping, less reserved, less on
 * goods-out notes. It counts whether or not the order is in Brightpearl, and ends only with the reservation.
 */
import type {
  DemandLine,
  DemandOrder,
  DemandProduct,
  LineDemand,
  LineReason,
  OrderDemand,
  OrderStanding,
  ProductDemand,
} from './demand-types';
import { atLeastNone, NONE, Quantity, quantity, total } from './quantity';
import type { DemandRules } from './rule-schema';
import type { BundleComponent, DemandByProduct } from './types';

const INCOMPLETE = 0;
/** Refunded, cancelled, declined. */
const CLOSED: readonly number[] = [4, 5, 6];
/** Shipped, partially shipped, completed, disputed, partially refunded. */
const LATE: readonly number[] = [2, 3, 10, 13, 14];
/** Partially shipped and partially refunded: the store itself says that some of it is still to go. */
const PARTLY: readonly number[] = [3, 14];
/** Pending, awaiting payment. */
const AWAITING_PAYMENT: readonly number[] = [1, 7];

const DAY_MS = 86_400_000;

/** `now`: ISO time. */
export function orderDemand(order: DemandOrder, rules: DemandRules, now: string): OrderDemand {
  const standing = standingOf(order, rules, now);
  if (standing !== 'open' && standing !== 'part-shipped') {
    const lines = order.lines.map(({ lineId }) => ({ lineId, reason: standing, products: [] }));
    return { standing, lines, byProduct: new Map() };
  }
  const read = order.lines.map((line) => readLine(line, order.lines));
  const demands = cover(
    read.flatMap(({ rows }) => rows),
    order,
    standing,
  );
  const lines = read.map(({ lineId, reason, rows }): LineDemand => {
    const products = rows.flatMap((row) => demands.get(row) ?? []);
    return { lineId, reason: reason ?? lineReason(products), products };
  });
  return { standing, lines, byProduct: outstandingOf(lines.flatMap(({ products }) => products)) };
}

/** Over all orders that draw on the same stock, whichever store they are from: those reserved in the same account. */
export const totalDemand = (orders: Iterable<OrderDemand>): DemandByProduct =>
  outstandingOf([...orders].flatMap(({ lines }) => lines.flatMap(({ products }) => products)));

/**
 * BigCommerce says how many units were refunded and how many shipped, not which. Those that shipped are taken for refunded
 * first: the others may still have to ship.
 */
export const refundedBeforeShipping = (refunded: number, shipped: number): number => Math.max(0, refunded - shipped);

/** A status that BigCommerce does not have today counts: too much demand sells too little, never too much. */
function standingOf(order: DemandOrder, rules: DemandRules, now: string): OrderStanding {
  const { statusId, imported } = order;
  if (statusId === INCOMPLETE) return 'incomplete';
  if (CLOSED.includes(statusId)) return 'closed';
  if (imported) {
    if (PARTLY.includes(statusId)) return 'part-shipped';
    return LATE.includes(statusId) ? 'handled' : 'open';
  }
  const counted: readonly number[] = rules.countedWhileUnimported;
  if (order.skipped && !rules.countSkipped) return 'skipped';
  if (LATE.includes(statusId) && !counted.includes(statusId)) return 'not-counted';
  return isUnpaidTooLong(order, rules, now) ? 'unpaid-too-long' : 'open';
}

/** A date that cannot be read expires nothing. */
function isUnpaidTooLong({ statusId, paid, placedAt }: DemandOrder, { unpaidDays }: DemandRules, now: string): boolean {
  const age = Date.parse(now) - Date.parse(placedAt);
  return AWAITING_PAYMENT.includes(statusId) && !paid && age > unpaidDays * DAY_MS;
}

/** What a line takes of one product. */
interface Row {
  readonly productId: number;
  /** Ordered and not refunded before shipping. */
  readonly ordered: Quantity;
  /** Of these, shipped as the store has it. */
  readonly shipped: Quantity;
}

interface ReadLine {
  readonly lineId: number;
  /** Undefined: it depends on what is covered. */
  readonly reason?: LineReason;
  readonly rows: readonly Row[];
}

function readLine(line: DemandLine, all: readonly DemandLine[]): ReadLine {
  const { lineId, product } = line;
  const none = (reason: LineReason): ReadLine => ({ lineId, reason, rows: [] });
  const parent = all.find((other) => other.lineId === line.parentLineId);
  // A bundle brings its components into the sales order, so the child has no stock row of its own.
  if (parent?.product?.bundle) return none('component');
  if (!product) return none('not-linked');
  const parts = partsOf(product);
  if (parts.length === 0) return none('untracked');
  const ordered = atLeastNone(quantity(line.quantity).minus(line.refundedBeforeShipping));
  if (ordered.isZero()) return none('refunded');
  const shipped = Quantity.min(ordered, line.shippedInStore);
  const rows = parts.map((part) => ({
    productId: part.productId,
    ordered: ordered.times(part.quantity),
    shipped: shipped.times(part.quantity),
  }));
  return { lineId, rows };
}

function partsOf({ productId, stockTracked, bundle }: DemandProduct): readonly BundleComponent[] {
  return bundle ?? (stockTracked ? [{ productId, quantity: quantity(1) }] : []);
}

/**
 * Hands out what Brightpearl has reserved and noted, each unit once: first to what the store says has shipped, for those
 * units are the likeliest on notes, then to the rest.
 */
function cover(rows: readonly Row[], order: DemandOrder, standing: OrderStanding): Map<Row, ProductDemand> {
  const left = new Map<number, Quantity>();
  const take = (productId: number, wanted: Quantity): Quantity => {
    const before = left.get(productId) ?? sumOf(order, productId);
    const taken = Quantity.min(before, wanted);
    left.set(productId, before.minus(taken));
    return taken;
  };
  const ofShipped = new Map(rows.map((row) => [row, take(row.productId, row.shipped)]));
  return new Map(
    rows.map((row) => {
      const { productId, ordered, shipped } = row;
      const rest = take(productId, ordered.minus(shipped));
      const covered = rest.plus(ofShipped.get(row) ?? NONE);
      const outstanding = standing === 'part-shipped' ? ordered.minus(shipped).minus(rest) : ordered.minus(covered);
      return [row, { productId, ordered, covered, outstanding }];
    }),
  );
}

const sumOf = ({ reserved, onNotes }: DemandOrder, productId: number): Quantity =>
  atLeastNone(total([reserved.get(productId) ?? NONE, onNotes.get(productId) ?? NONE]));

const lineReason = (products: readonly ProductDemand[]): LineReason =>
  products.some(({ outstanding }) => outstanding.gt(0)) ? 'counted' : 'covered';

function outstandingOf(products: readonly ProductDemand[]): Map<number, Quantity> {
  const byProduct = new Map<number, Quantity>();
  for (const { productId, outstanding } of products) {
    if (outstanding.gt(0)) byProduct.set(productId, (byProduct.get(productId) ?? NONE).plus(outstanding));
  }
  return byProduct;
}
