/** The gateway's part in captures, voids and refunds: asynchronous, and with an answer of its own. */
import type { SimContext } from '../context';
import type { StoredOrder } from '../state';

export const DECLINED = 'The transaction was declined by the payment gateway.';

/**
 * Runs `settle` when the gateway answered: at once, or after the lag, unless the order is gone by then.
 *
 * @param declines whether it says no; by the switch when undefined
 */
export function askGateway(
  { clock, state, switches }: SimContext,
  order: StoredOrder,
  settle: (approved: boolean) => void,
  declines?: boolean,
): void {
  const answer = (): void => {
    if (state.orders.get(order.id) === order) settle(!(declines ?? switches.gatewayAnswers === 'declined'));
  };
  if (switches.gatewayLagMs > 0) clock.after(switches.gatewayLagMs, answer);
  else answer();
}
