/** What is said of rows that Brightpearl had too little stock for. The sales order stands all the same. */
import type { BrightpearlClient } from '../brightpearl/client';
import type { BpReservation, ReservationRow } from '../brightpearl/reservations';
import { money, sum, type Money } from '../domain/money';

export interface Reserved {
  readonly salesOrderId: number;
  readonly warehouseId: number;
  readonly lines: readonly ReservationRow[];
  readonly reservation: BpReservation | undefined;
}

/** One notice for each product that is short. What is not stock-tracked, as a service within a bundle, cannot be. */
export async function shortfallNotices(
  client: Pick<BrightpearlClient, 'products'>,
  { salesOrderId, warehouseId, lines, reservation }: Reserved,
): Promise<string[]> {
  const reservedOf = ({ salesOrderRowId }: ReservationRow): string =>
    reservation?.rows.get(salesOrderRowId)?.quantity ?? '0';
  const total = (of: readonly ReservationRow[], quantity: (line: ReservationRow) => string): Money =>
    sum(of.map((line) => money(quantity(line))));
  const short = [...new Set(lines.map(({ productId }) => productId))].flatMap((productId) => {
    const own = lines.filter((line) => line.productId === productId);
    const [wanted, reserved] = [total(own, ({ quantity }) => quantity), total(own, reservedOf)];
    return reserved.lessThan(wanted) ? [{ productId, wanted, reserved }] : [];
  });
  const products = await client.products.readMany(short.map(({ productId }) => productId));
  return short
    .filter(({ productId }) => products.get(productId)?.stock.stockTracked ?? true)
    .map(({ productId, wanted, reserved }) => {
      const sku = products.get(productId)?.identity.sku;
      const what = sku ? `SKU ${sku}` : `product ${productId}`;
      return (
        `Reserved ${reserved.toFixed()} of ${wanted.toFixed()} of ${what} in warehouse ${warehouseId}; ` +
        `reserve the rest for sales order ${salesOrderId} in Brightpearl when there is stock, or agree on less with the buyer`
      );
    });
}
