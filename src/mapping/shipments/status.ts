/** The status that an order comes to by what was shipped of it. Pure. */
import type { BcOrder } from '../../bigcommerce/schemas/order';
import type { ShipmentRules } from '../rules-shipments';
import { leftOf } from './plan';
import type { ShippableLine } from './types';

const PARTIALLY_SHIPPED = 3;
const SHIPPED = 2;
const COMPLETED = 10;
/** Of orders that wait for something. Those that ended, are disputed or were refunded in part keep theirs. */
const MOVED_FROM = [1, PARTIALLY_SHIPPED, 7, 8, 9, 11, 12];

/** The status to set; undefined where the order has it, or is to keep its own. */
export function statusToSet(
  { status_id: now }: Pick<BcOrder, 'status_id'>,
  lines: readonly ShippableLine[],
  { completed, setStatus }: Pick<ShipmentRules, 'completed' | 'setStatus'>,
): number | undefined {
  const shippable = lines.filter(({ orderAddressId }) => orderAddressId !== 0);
  if (!setStatus || !shippable.some(({ quantityShipped }) => quantityShipped > 0)) return undefined;
  const isShipped = shippable.every((line) => leftOf(line) === 0);
  const wanted = isShipped ? completed : PARTIALLY_SHIPPED;
  const mayMove = MOVED_FROM.includes(now) || (now === SHIPPED && wanted === COMPLETED);
  return mayMove && wanted !== now ? wanted : undefined;
}
