/** A sales credit as staff make it in Brightpearl. */
import type { Imported } from '../mirror/support';
import { staff } from './support';

interface Row {
  readonly quantity: number;
  readonly net: number;
  readonly tax: number;
  readonly productId?: number;
  readonly name?: string;
}

export const MUG: Row = { quantity: 1, net: 12.95, tax: 1.07 };

/** What staff type in: with the sales order as its parent, and no reference of ours. */
export async function staffCredit(
  { world, salesOrderId }: Pick<Imported, 'world' | 'salesOrderId'>,
  rows: readonly Row[] = [MUG],
  given: { readonly currency?: string; readonly invoice?: boolean } = {},
): Promise<number> {
  const parent = world.brightpearl.state().orders.get(salesOrderId)!;
  const productId = parent.rows[0]!.productId;
  const before = new Set(world.brightpearl.state().orders.keys());
  await staff(world, 'POST', 'sales-credits', {
    customer: { id: parent.customerId },
    parentId: salesOrderId,
    currency: { code: given.currency ?? parent.currency.code },
    rows: rows.map((row) => ({ ...(row.name ? {} : { productId }), taxCode: parent.rows[0]!.taxCode, ...row })),
  });
  const id = [...world.brightpearl.state().orders.keys()].find((one) => !before.has(one))!;
  if (given.invoice !== false) await staff(world, 'POST', `sales-orders/${id}/invoice`);
  world.brightpearl.clock.advance(10 * 60_000);
  return id;
}
