/** What stands in Brightpearl already of an order that is planned again, by what this database knows. */
import { z } from 'zod';
import { generationOf, type OrderKey } from '../domain/ids';
import type { BookedPayment, MappingContext, PlannedPayment } from '../mapping/types';
import type { Link } from '../store/links';
import { isReplacedLink } from './after-sale/link-state';
import type { ActivityDeps } from './deps';

/** Kept with the link of a payment, so that the next plan can count it. */
const paymentMetaSchema = z.object({
  type: z.enum(['AUTH', 'CAPTURE', 'RECEIPT', 'VOID']),
  amount: z.string(),
}) satisfies z.ZodType<Pick<BookedPayment, 'type' | 'amount'>>;

export const paymentMeta = ({ type, amount }: BookedPayment): z.infer<typeof paymentMetaSchema> => ({ type, amount });

export const paymentKind = ({ carried }: Pick<PlannedPayment, 'carried'>): 'payment' | 'carried-payment' =>
  carried ? 'carried-payment' : 'payment';

type Done = Required<Pick<MappingContext, 'booked' | 'created' | 'posted'>> & Pick<MappingContext, 'generation'>;

export async function alreadyDone(deps: ActivityDeps, key: OrderKey, account: string): Promise<Done> {
  const links = (await deps.store.links.forOrder(key)).filter((link) => link.account === account);
  const ofKind = (kind: string) => links.filter((link) => link.kind === kind);
  const replaced = ofKind('sales-order').filter(isReplacedLink);
  return {
    ...(replaced.length === 0 ? {} : { generation: nextGeneration(replaced) }),
    posted: ofKind('sales-order').map(({ localKey }) => localKey),
    created: ofKind('new-product').map(({ localKey }) => localKey),
    booked: ofKind('payment').map(({ localKey, meta }) => ({
      transactionRef: localKey,
      ...paymentMetaSchema.parse(meta),
    })),
  };
}

const nextGeneration = (replaced: readonly Link[]): number =>
  Math.max(...replaced.map(({ localKey }) => generationOf(localKey))) + 1;

/**
 * By these an order is imported or not: the board is for people, and may lag behind or be lost. Those that were replaced
 * stand for it no more.
 */
export async function salesOrderLinks(deps: ActivityDeps, key: OrderKey): Promise<readonly Link[]> {
  return (await everySalesOrderLink(deps, key)).filter((link) => !isReplacedLink(link));
}

export async function everySalesOrderLink(deps: ActivityDeps, key: OrderKey): Promise<readonly Link[]> {
  return (await deps.store.links.forOrder(key)).filter(({ kind }) => kind === 'sales-order');
}
