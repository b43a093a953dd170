/** One order that cannot be read must not stop the stock of all: it is named to people, and tried again. */
import type { OrderKey } from '../../domain/ids';
import { RemoteError } from '../../domain/remote-error';
import type { UnreadOrder } from '../../store/unread-orders';
import { poolStoresOf } from './deps';
import type { StockDeps } from './deps';
import { clearUnreadable, raiseUnreadable } from './level-issues';

/** What no retry mends, and is about the order alone. */
const ABOUT_THE_ORDER: readonly RemoteError['kind'][] = ['unexpected-body', 'invalid'];
const NAMED = 10;

export const isAboutTheOrder = (error: unknown): boolean =>
  error instanceof RemoteError && ABOUT_THE_ORDER.includes(error.kind);

/** Keeps an order that `read` fails on for good; whatever else goes wrong is thrown. */
export async function notingUnreadable(deps: StockDeps, key: OrderKey, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof RemoteError) || !isAboutTheOrder(error)) throw error;
    return deps.store.unreadOrders.put(key, error.message, new Date());
  }
  await deps.store.unreadOrders.remove(key);
}

/** Raises, or takes back, the issue of every store whose levels depend on what the given one sells. */
export async function showUnreadable(deps: StockDeps, storeHash: string): Promise<void> {
  for (const { hash } of deps.config.stores) {
    const pool = poolStoresOf(deps.config, hash);
    if (!pool.includes(storeHash)) continue;
    const orders = await deps.store.unreadOrders.list(pool);
    if (orders.length === 0) await clearUnreadable(deps, hash);
    else await raiseUnreadable(deps, hash, orders.length, orders.slice(0, NAMED).map(textOf));
  }
}

const textOf = ({ storeHash, orderId, reason, isKnown }: UnreadOrder): string =>
  `order ${orderId} of store ${storeHash} (${reason}; ` +
  `${isKnown ? 'what was known of it before still counts' : 'what it takes is not known and lowers no level'})`;
