/**
 * Gives back what is reserved for a sales order, so that its rows can become less, and remembers that it is to be reserved
 * anew: whatever happens after, the next pass makes the reservation again.
 */
import type { OrderKey } from '../../domain/ids';
import type { Link } from '../../store/links';
import type { ActivityDeps } from '../deps';
import { writeOnce } from '../write-once';
import { isReserving, reservationOf } from './link-state';

export async function freeReservation(deps: ActivityDeps, order: OrderKey, link: Link): Promise<void> {
  const { account, localKey, remoteId } = link;
  const generation = isReserving(link) ? reservationOf(link) : reservationOf(link) + 1;
  const meta = { complete: false, reserving: true, reservation: generation };
  await deps.store.links.put({ kind: 'sales-order', account, localKey, remoteId, order, meta });
  const { reservations } = deps.brightpearl(account);
  const salesOrderId = Number(remoteId);
  // Not sent twice at once: one that is applied late would take away what was reserved anew.
  await writeOnce(deps, {
    kind: 'reservation',
    account,
    localKey: `${remoteId}-free-${generation}`,
    order,
    body: { generation },
    lookFirst: true,
    find: async () => ((await reservations.get(salesOrderId)) ? undefined : 'freed'),
    send: async (once) => {
      await reservations.remove(salesOrderId, once);
      return 'freed';
    },
  });
}
