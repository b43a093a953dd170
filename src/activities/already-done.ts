/** What stands in Brightpearl already of an order that is planned again, by what this database knows. */
import { z } from 'zod';
import type { OrderKey } from '../domain/ids';
import type { BookedPayment, MappingContext } from '../mapping/types';
import type { Link } from '../store/links';
import type { ActivityDeps } from './deps';

/** Kept with the link of a payment, so that the next plan can count it. */
const paymentMetaSchema = z.object({
  type: z.enum(['AUTH', 'CAPTURE', 'RECEIPT', 'VOID']),
  amount: z.string(),
}) satisfies z.ZodType<Pick<BookedPayment, 'type' | 'amount'>>;

export const paymentMeta = ({ type, amount }: BookedPayment): z.infer<typeof paymentMetaSchema> => ({ type, amount });

export async function alreadyDone(
  deps: ActivityDeps,
  key: OrderKey,
  account: string,
): Promise<Required<Pick<MappingContext, 'booked' | 'created' | 'posted'>>> {
  const links = (await deps.store.links.forOrder(key)).filter((link) => link.account === account);
  const ofKind = (kind: string) => links.filter((link) => link.kind === kind);
  return {
    posted: ofKind('sales-order').map(({ localKey }) => localKey),
    created: ofKind('new-product').map(({ localKey }) => localKey),
    booked: ofKind('payment').map(({ localKey, meta }) => ({
      transactionRef: localKey,
      ...paymentMetaSchema.parse(meta),
    })),
  };
}

/** By these an order is imported or not: the board is for people, and may lag behind or be lost. */
export async function salesOrderLinks(deps: ActivityDeps, key: OrderKey): Promise<readonly Link[]> {
  return (await deps.store.links.forOrder(key)).filter(({ kind }) => kind === 'sales-order');
}
