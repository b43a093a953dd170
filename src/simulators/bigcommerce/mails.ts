/** What the customer is mailed, by the store's settings. */
import type { SimContext } from './context';
import { emailOf, statusIdOf, type Mail, type StoredOrder } from './state';
import type { EmailSwitches } from './email-settings';

/** A shopper's order is confirmed. */
export function mailConfirmation(context: SimContext, order: StoredOrder): void {
  if (templatesOf(context, order).invoice_email) send(context, order, { kind: 'order-confirmation' });
}

/** The order became of another status: mailed for the statuses the merchant chose. */
export function mailStatus(context: SimContext, order: StoredOrder): void {
  if (mailsStatus(context, order, statusIdOf(order))) send(context, order, { kind: 'status-changed' });
}

/** A shipment was made or changed, and the order is, by what was shipped of it, of that status. */
export function mailShipment(context: SimContext, order: StoredOrder, shipmentId: number, shippedStatus: number): void {
  if (mailsStatus(context, order, shippedStatus)) send(context, order, { kind: 'shipment', shipmentId });
}

const mailsStatus = (context: SimContext, order: StoredOrder, statusId: number): boolean =>
  context.switches.statusMails.includes(statusId) && templatesOf(context, order).combined_order_status_email;

const templatesOf = ({ state }: SimContext, { header }: StoredOrder): EmailSwitches =>
  state.emailSettings.inEffect(Number(header['channel_id']));

function send({ state, clock }: SimContext, order: StoredOrder, what: Pick<Mail, 'kind' | 'shipmentId'>): void {
  const { id: orderId } = order;
  state.mails.push({
    at: clock.now().toISOString(),
    to: emailOf(order),
    ...what,
    orderId,
    statusId: statusIdOf(order),
  });
}
