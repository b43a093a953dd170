import { money, sum } from '../../domain/money';
import type { Fields, StoredOrder } from './state';

/** One row per tax and line (`details=true`), or per tax and address. */
export function taxRows(order: StoredOrder, details: boolean): Fields[] {
  if (details) return order.taxes;
  const groups = new Map<string, Fields[]>();
  for (const row of order.taxes) {
    const key = JSON.stringify([row['order_address_id'], row['name'], row['class'], row['rate'], row['priority']]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map(merged);
}

function merged(rows: Fields[]): Fields {
  const { order_product_id: _line, line_item_type: _type, ...first } = rows[0] ?? {};
  const total = (name: string): string => sum(rows.map((row) => money(String(row[name])))).toFixed(4);
  return { ...first, priority_amount: total('priority_amount'), line_amount: total('line_amount') };
}
