/**
 * Fifty shoppers after the last ten units, while stock moves in Brightpearl, orders are imported and cycles run: one thing at a
 * time, as the dice fall, and some of it in the middle of a cycle or of an import, before a request or before its answer.
 */
import { createRng } from '../../../src/simulators/core/rng';
import type { Rng } from '../../../src/simulators/core/rng';
import type { HookInfo } from '../../../src/simulators/core/pipeline';
import type { OrderKey } from '../../../src/domain/ids';
import { partStepOf, postSalesOrder } from '../support/steps';
import type { Posted } from '../support/steps';
import type { Oversold, Referee } from './referee';
import type { StockWorld } from './support';
import { WarehouseStaff } from './warehouse-staff';

const SHOPPERS = 50;
const STAFF_ACTIONS = 14;

/** Of the moments at which something else can come in between. */
const INTERRUPTED = 0.4;
const PEARL = '/public-api/{account}';
const MOMENTS = [
  'GET /v2/orders',
  'GET /v3/inventory/items',
  'PUT /v3/inventory/adjustments/absolute',
  `GET ${PEARL}/warehouse-service/product-availability/{ids}`,
  `POST ${PEARL}/order-service/sales-order`,
  `POST ${PEARL}/warehouse-service/order/{id}/reservation/warehouse/{warehouseId}`,
  `GET ${PEARL}/warehouse-service/order/{ids}/reservation`,
];

export interface RaceResult {
  readonly sold: number;
  readonly refused: number;
  readonly cycles: number;
  readonly oversold: Oversold;
  readonly mostBeyond: number;
  /** When all is quiet again. */
  readonly shown: number;
  readonly canShip: number;
}

interface Order {
  readonly key: OrderKey;
  posted?: Posted;
  isReserved?: boolean;
}

type Work = 'cycle' | 'import' | 'other';

/** What can come in between. */
const BETWEEN: Readonly<Record<Work, readonly Work[]>> = {
  cycle: ['import', 'other', 'other'],
  import: ['cycle', 'other', 'other'],
  other: [],
};

export class Race {
  private shoppers = SHOPPERS;
  private staffActions = STAFF_ACTIONS;
  private refused = 0;
  private cycles = 0;
  private readonly rng: Rng;
  private readonly staff: WarehouseStaff;
  private readonly orders: Order[] = [];
  /** What is under way, the innermost last. */
  private readonly under: Work[] = [];

  constructor(
    private readonly shop: StockWorld,
    private readonly referee: Referee,
    seed: number,
  ) {
    this.rng = createRng(seed);
    this.staff = new WarehouseStaff(shop, referee, this.rng);
    for (const { hooks } of [shop.bigcommerce, shop.brightpearl.core]) {
      hooks.beforeRequest = (request) => this.interrupt(request);
      hooks.afterApplied = (request) => {
        this.tellReferee(request);
        return this.interrupt(request);
      };
    }
  }

  /** Until every shopper has bought, or was told that too few are left. */
  async run(): Promise<RaceResult> {
    const { shop, referee } = this;
    while (this.shoppers > 0) await this.next(['cycle', 'import', 'other']);
    const { refused, cycles } = this;
    await shop.run('sweepMovements', { account: shop.account });
    await shop.settle();
    const { sold, oversold, mostBeyond, sku } = referee;
    const end = { shown: shop.sellable(sku), canShip: referee.canShip() };
    return { sold, refused, cycles, oversold, mostBeyond, ...end };
  }

  private async next(works: readonly Work[]): Promise<void> {
    const work = this.oneOf(works) ?? 'other';
    this.under.push(work);
    if (work === 'cycle') await this.cycle();
    else if (work === 'import') await this.importStep();
    else if (this.rng() < 0.6) this.goShopping();
    else await this.referee.during(() => this.staffWork());
    this.under.pop();
  }

  /** Nothing interrupts what came in between itself. */
  private async interrupt({ method, template }: HookInfo): Promise<void> {
    const [outer = 'other', ...inner] = this.under;
    if (inner.length > 0 || !MOMENTS.includes(`${method} ${template}`)) return;
    while (this.rng() < INTERRUPTED) await this.next(BETWEEN[outer]);
  }

  private tellReferee({ method, template }: HookInfo): void {
    if (this.under.at(-1) !== 'cycle') return;
    const [orders, items, levels, availability] = MOMENTS;
    const moment = `${method} ${template}`;
    if (moment === orders) this.referee.cycleSawOrders();
    if (moment === availability) this.referee.cycleSawStock();
    if (moment === items) this.referee.cycleSawLevel();
    if (moment === levels) this.referee.cycleWrote();
  }

  private async cycle(): Promise<void> {
    this.cycles += 1;
    // Whatever was missed until now: a cycle begins with what was marked.
    await this.told();
    const result = await this.shop.cycle();
    if (result?.written === 0) this.referee.cycleFoundEqual();
  }

  /** The next step of an order that is not reserved yet. */
  private async importStep(): Promise<void> {
    const order = this.oneOf(this.orders.filter(({ isReserved }) => !isReserved));
    if (!order) return;
    const { key, posted } = order;
    if (posted) {
      order.isReserved = true;
      const { planned, salesOrderId } = posted;
      await this.shop.run('reserveStock', { ...partStepOf(this.shop, key, planned), salesOrderId });
    } else {
      order.posted = await postSalesOrder(this.shop, key);
    }
  }

  private goShopping(): void {
    if (this.shoppers === 0) return;
    this.shoppers -= 1;
    const { referee, shop } = this;
    const quantity = this.rng() < 0.2 ? 2 : 1;
    referee.visit(quantity, () => {
      const bought = shop.bigcommerce.control.checkout({ lines: [{ sku: referee.sku, quantity }] });
      if ('left' in bought) {
        this.refused += 1;
        return undefined;
      }
      this.orders.push({ key: { storeHash: shop.storeHash, orderId: bought.id } });
      return bought.id;
    });
  }

  private async staffWork(): Promise<void> {
    if (this.staffActions === 0) return;
    this.staffActions -= 1;
    const waiting = this.orders.flatMap(({ posted, isReserved }) =>
      posted && isReserved ? [posted.salesOrderId] : [],
    );
    await this.staff.act(waiting);
    await this.told();
  }

  /** As Brightpearl's webhook tells. */
  private async told(): Promise<void> {
    const { store, account } = this.shop;
    const variants = await store.accountLinks.drawingOn(account, [this.referee.productId]);
    await store.stockDirty.mark(variants, 'webhook');
  }

  private oneOf<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.rng() * list.length)];
  }
}
