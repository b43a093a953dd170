/** Books money that leaves a document, once: its transactionRef is the key, whatever the method code. */
import type { OrderKey } from '../../domain/ids';
import type { ActivityDeps } from '../deps';
import { rateOf } from '../record-payment';
import { writeOnce, type OnceWrite } from '../write-once';

export interface PaymentOut extends Pick<OnceWrite, 'body' | 'lookFirst' | 'meta'> {
  readonly kind: 'refund-payment' | 'carried-payment';
  readonly key: OrderKey;
  readonly account: string;
  /** The sales order or sales credit that it is booked on. */
  readonly documentId: number;
  /** The sales order whose rate it has. */
  readonly salesOrderId: number;
  readonly transactionRef: string;
  readonly methodCode: string;
  readonly amount: string;
  readonly currency: string;
  readonly paidOn: string;
}

export async function payOutOnce(deps: ActivityDeps, out: PaymentOut): Promise<void> {
  const { kind, key, account, documentId, salesOrderId, transactionRef, currency, body, lookFirst, meta } = out;
  const { payments } = deps.brightpearl(account);
  await writeOnce(deps, {
    kind,
    account,
    localKey: transactionRef,
    order: key,
    body,
    lookFirst,
    ...(meta ? { meta } : {}),
    find: async () => {
      const ours = (await payments.searchByOrder(documentId)).find((row) => row.transactionRef === transactionRef);
      return ours ? String(ours.paymentId) : undefined;
    },
    send: async (once) => {
      const payment = {
        transactionRef,
        transactionCode: transactionRef,
        paymentMethodCode: out.methodCode,
        paymentType: 'PAYMENT' as const,
        orderId: documentId,
        currencyIsoCode: currency,
        exchangeRate: await rateOf(deps, { account }, { currency }, salesOrderId),
        amountPaid: out.amount,
        paymentDate: out.paidOn,
      };
      return String(await payments.create(payment, once));
    },
  });
}
