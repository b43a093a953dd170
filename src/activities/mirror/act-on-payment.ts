/**
 * Captures or voids what was authorized, once: money that was captured twice is the customer's. The store refuses a second one
 * itself; whoever does not know how the first ended looks before asking again.
 */
import type { BcTransaction } from '../../bigcommerce/schemas/order';
import type { ActOnPaymentInput } from '../../domain/brightpearl-change-types';
import { paymentActionRef } from '../../domain/ids';
import { isPaymentStatus } from '../../mapping/payment-facts';
import type { ActivityDeps } from '../deps';
import { writeOnce } from '../write-once';

const DONE = { capture: 'captured', void: 'void' } as const;

export async function actOnPayment(deps: ActivityDeps, input: ActOnPaymentInput): Promise<void> {
  const { key, action, authorization } = input;
  const { orders, transactions, paymentActions } = deps.bigcommerce(key.storeHash);
  await writeOnce(deps, {
    kind: 'payment-action',
    account: key.storeHash,
    localKey: paymentActionRef(input),
    order: key,
    body: { action, authorization },
    // Staff can do the same by a click, and an earlier database may have.
    lookFirst: true,
    find: async () => {
      const answered = (await transactions.list(key.orderId)).filter((one) => isAnswer(one, input));
      if (answered.length > 0) return String(Math.max(...answered.map(({ id }) => id)));
      const order = await orders.get(key.orderId);
      const isAsked = isPaymentStatus(order, `${action} pending`) || isPaymentStatus(order, DONE[action]);
      return isAsked ? `${action} asked for` : undefined;
    },
    send: async (once) => {
      await paymentActions.ask(key.orderId, action, once);
      return undefined;
    },
  });
}

/** The whole of an authorization is captured or voided: a capture of a part, at the gateway, is not this one. */
const isAnswer = (
  { event, reference_transaction_id: of }: BcTransaction,
  { action, authorization }: ActOnPaymentInput,
) => event === action && of === authorization;
