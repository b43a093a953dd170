/** What else happens to one SKU in Brightpearl while the shop sells it. */
import type { Rng } from '../../../src/simulators/core/rng';
import type { Referee } from './referee';
import type { StockWorld } from './support';

const WAREHOUSE = 2;

export class WarehouseStaff {
  constructor(
    private readonly shop: StockWorld,
    private readonly referee: Referee,
    private readonly rng: Rng,
  ) {}

  /** @param waiting sales orders of ours that were reserved as far as there was stock */
  async act(waiting: readonly number[]): Promise<void> {
    const actions = [
      () => this.countShelf(),
      () => this.takeIn(),
      () => this.sellElsewhere(),
      () => this.reserveFor(waiting[Math.floor(this.rng() * waiting.length)]),
    ];
    await actions[Math.floor(this.rng() * actions.length)]?.();
  }

  /** One more or one less is there than was thought. */
  private async countShelf(): Promise<void> {
    const { onHand, sku } = this.referee;
    const counted = Math.max(0, onHand + (this.rng() < 0.5 ? 1 : -1));
    await this.shop.staff('POST', 'stock', { sku, warehouseId: WAREHOUSE, onHand: counted });
  }

  private async takeIn(): Promise<void> {
    await this.shop.staff('POST', 'stock', { sku: this.referee.sku, warehouseId: WAREHOUSE, receive: 1 });
  }

  /** Another channel's order, typed in and reserved. */
  private async sellElsewhere(): Promise<void> {
    const { productId, onHand } = this.referee;
    if (onHand <= 0) return;
    const rows = [{ productId, quantity: 1, taxCode: 'T', net: 10 }];
    const order = { customerId: 304, statusId: 3, warehouseId: WAREHOUSE, channelId: 5, rows };
    const { id } = await this.shop.staff('POST', 'sales-orders', order);
    await this.reserveFor(id);
  }

  private async reserveFor(salesOrderId: number | undefined): Promise<void> {
    if (salesOrderId === undefined || this.referee.onHand <= 0) return;
    await this.shop.staff('POST', `sales-orders/${salesOrderId}/reservation`, {});
  }
}
