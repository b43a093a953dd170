/**
 * The truth about one SKU while everything moves: what can still ship, and why the storefront may show more than that. What is
 * sold beyond it is told apart by why it could be.
 */
import type { StockWorld } from './support';

/**
 * `fault`: the cycle could have known better: it had seen the stock and the orders that leave less. `window`: orders came
 * between a cycle's last look at them and its write; where orders take nothing off by themselves, since that look. `fall`:
 * stock fell in Brightpearl by others than our orders, and no cycle has read it since.
 */
export type Oversold = Record<'fault' | 'window' | 'fall', number>;

interface Change {
  readonly at: number;
  readonly units: number;
}

/** What the level that the storefront shows came from. */
interface Basis {
  readonly lookedAt: number;
  readonly readAt: number;
  readonly writtenAt: number;
  /** What this stock, and the orders that were seen, leave. */
  readonly right: number;
}

const AT_FIRST: Basis = { lookedAt: 0, readAt: 0, writtenAt: 0, right: Infinity };

const WAREHOUSE = 2;

export class Referee {
  readonly oversold: Oversold = { fault: 0, window: 0, fall: 0 };
  /** Units that the storefront showed beyond what its cycle could know, at any moment that a shopper came. */
  mostBeyond = 0;
  private now = 0;
  private lookedAt = 0;
  private readAt = 0;
  private read = { onHand: 0, lacking: new Map<number, number>() };
  private planned = AT_FIRST;
  private shown = AT_FIRST;
  private readonly orders: (Change & { readonly orderId: number })[] = [];
  private readonly falls: Change[] = [];

  constructor(
    private readonly shop: StockWorld,
    readonly sku: string,
    /** Whether the storefront shows less by itself once an order is placed. */
    private readonly ordersTakeStock: boolean,
  ) {}

  get productId(): number {
    return this.shop.brightpearl.state().productsBySku.get(this.sku)?.id ?? 0;
  }

  get sold(): number {
    return total(this.orders.map(({ units }) => units));
  }

  get onHand(): number {
    const level = this.shop.brightpearl.state().stock.get(this.productId)?.get(WAREHOUSE);
    return (level?.inStock ?? 0) - (level?.allocated ?? 0);
  }

  /** What is on hand, less what our orders still lack. Negative where more is sold than there is. */
  canShip(): number {
    return this.onHand - total(this.lacking().values());
  }

  /** A shopper stands before the storefront, and may buy so many. */
  visit(units: number, buy: () => number | undefined): void {
    const could = Math.max(0, this.canShip());
    const causes = this.causes();
    this.mostBeyond = Math.max(this.mostBeyond, causes.fault);
    const orderId = buy();
    if (orderId === undefined) return;
    let beyond = units - Math.min(units, could);
    for (const cause of ['fault', 'window', 'fall'] as const) {
      const share = Math.min(beyond, causes[cause]);
      this.oversold[cause] += share;
      beyond -= share;
    }
    this.oversold.fault += beyond;
    this.orders.push({ at: this.tick(), orderId, units });
  }

  /** How many units each cause can account for at this moment. */
  private causes(): Oversold {
    const { lookedAt, readAt, writtenAt, right } = this.shown;
    const since = (after: number, until = this.now): number =>
      total(this.orders.filter(({ at }) => at > after && at <= until).map(({ units }) => units));
    const rightNow = Math.max(0, right - (this.ordersTakeStock ? since(writtenAt) : 0));
    return {
      fault: Math.max(0, this.shop.sellable(this.sku) - rightNow),
      window: this.ordersTakeStock ? since(lookedAt, writtenAt) : since(lookedAt),
      fall: total(this.falls.filter(({ at }) => at > readAt).map(({ units }) => units)),
    };
  }

  /** Something happens in Brightpearl; what can ship may be less after it. */
  async during(work: () => Promise<unknown>): Promise<void> {
    const before = this.canShip();
    await work();
    const units = before - this.canShip();
    if (units > 0) this.falls.push({ at: this.tick(), units });
  }

  /** A cycle was told of the orders there are. */
  cycleSawOrders(): void {
    this.lookedAt = this.tick();
  }

  /** A cycle was told what is on hand. */
  cycleSawStock(): void {
    this.readAt = this.tick();
    this.read = { onHand: this.onHand, lacking: this.lacking() };
  }

  /** A cycle that knew all of that was told what the storefront shows. */
  cycleSawLevel(): void {
    const now = this.lacking();
    const seen = this.orders.filter(({ at }) => at <= this.lookedAt);
    // What an order lacked when the stock was read is still in that stock, though it be reserved by now.
    const lacked = seen.map(({ orderId: id }) => Math.max(this.read.lacking.get(id) ?? 0, now.get(id) ?? 0));
    const right = Math.max(0, this.read.onHand - total(lacked));
    this.planned = { lookedAt: this.lookedAt, readAt: this.readAt, writtenAt: this.tick(), right };
  }

  /** A cycle has set the level. */
  cycleWrote(): void {
    this.shown = { ...this.planned, writtenAt: this.tick() };
  }

  /** A cycle left the level as it was. */
  cycleFoundEqual(): void {
    this.shown = this.planned;
  }

  private tick(): number {
    return (this.now += 1);
  }

  /** By our orders: what is not reserved of them. */
  private lacking(): Map<number, number> {
    const reserved = this.reserved();
    return new Map(
      this.orders.map(({ orderId, units }) => [orderId, Math.max(0, units - (reserved.get(orderId) ?? 0))]),
    );
  }

  private reserved(): Map<number, number> {
    const { reservations, orders } = this.shop.brightpearl.state();
    return new Map(
      [...reservations].map(([salesOrderId, { rows }]) => {
        const ours = [...rows.values()].filter(({ productId }) => productId === this.productId);
        const [storeHash, orderId] = (orders.get(salesOrderId)?.externalRef ?? '').split('-');
        return [storeHash === this.shop.storeHash ? Number(orderId) : 0, total(ours.map(({ quantity }) => quantity))];
      }),
    );
  }
}

const total = (units: Iterable<number>): number => [...units].reduce((sum, one) => sum + one, 0);
