/** Whether the demo did what it says: each order in Brightpearl, with the store's own total and tax. */
import { money, printed } from '../domain/money';
import type { DemoRow } from './demo-table';

/** Decimal amounts, as the vendor itself holds them. */
export interface Figures {
  readonly total: string;
  readonly tax: string;
}

type Judged = Pick<DemoRow, 'orderId' | 'what' | 'currency' | 'salesOrderId'>;

/** One sentence for each order that is not as it should be. */
export function differencesOf(
  rows: readonly Judged[],
  inStore: (orderId: number) => Figures | undefined,
  inBrightpearl: (salesOrderId: number) => Figures | undefined,
): string[] {
  return rows.flatMap((row) => {
    const store = inStore(row.orderId);
    const sales = row.salesOrderId === null ? undefined : inBrightpearl(row.salesOrderId);
    const name = `order ${row.orderId} (${row.what})`;
    if (!store || !sales) return [`${name} is not in Brightpearl`];
    if (money(sales.total).equals(store.total) && money(sales.tax).equals(store.tax)) return [];
    return [`${name}: ${textOf(store, row)} in the store, ${textOf(sales, row)} in sales order ${row.salesOrderId}`];
  });
}

const textOf = ({ total, tax }: Figures, { currency }: Judged): string =>
  `${printed(total, currency)} ${currency} with tax ${printed(tax, currency)}`;
