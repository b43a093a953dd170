/** What is decided of a replacement before anything is written for it, kept with the link of the old sales order. */
import { z } from 'zod';
import { inAccountZone, intoOpenPeriod, isoOf, unreadable } from '../../mapping/dates';
import { carriedPaymentSchema } from '../../mapping/edits/carried-money';
import type { RouteRules } from '../../mapping/rules';
import type { PlannedPayment } from '../../mapping/types';
import { carriedRef, generationOf } from '../../domain/ids';
import type { Link } from '../../store/links';
import { isReplacedLink } from '../after-sale/link-state';
import type { ActivityDeps } from '../deps';
import { issueFailure } from '../failures';
import { intentKeyOf } from '../write-once';

const begunSchema = z.object({
  /** Of the sales order that is to be made. */
  generation: z.number().int(),
  /** The version that a person chose it for, and the decision that says so; empty where an earlier database knew. */
  sourceHash: z.string(),
  decision: z.string(),
  creditRef: z.string(),
  /** ISO time, of the sales credit and of the money that is carried. */
  on: z.string(),
  /** What the old sales order came to. */
  expected: z.object({ gross: z.string(), tax: z.string(), currency: z.string() }),
  carried: z.array(carriedPaymentSchema),
});

export type Begun = z.infer<typeof begunSchema>;

const metaSchema = z.object({ replacing: begunSchema });

export const begunOf = ({ meta }: Pick<Link, 'meta'>): Begun | undefined => metaSchema.safeParse(meta).data?.replacing;

/** Whether its sales credit was sent: from then on it goes on to its end, whatever changes meanwhile. */
export async function isUnderWay(deps: ActivityDeps, link: Link): Promise<boolean> {
  const begun = begunOf(link);
  if (!begun || isReplacedLink(link)) return false;
  const credit = { kind: 'sales-credit', account: link.account, localKey: begun.creditRef } as const;
  return ((await deps.store.links.get(credit)) ?? (await deps.store.intents.get(intentKeyOf(credit)))) !== undefined;
}

/** What is to be booked on the sales order that was made instead of the one replaced last. */
export function carriedPayments(replaced: readonly Link[]): PlannedPayment[] {
  const [last] = replaced.toSorted((a, b) => generationOf(b.localKey) - generationOf(a.localKey));
  const begun = last && begunOf(last);
  return (begun?.carried ?? []).map(({ ref, ...payment }) => {
    const transactionRef = carriedRef(ref, begun?.generation ?? 1);
    return {
      ...payment,
      transactionRef,
      transactionCode: transactionRef,
      type: 'RECEIPT',
      paidOn: begun?.on ?? '',
      carried: true,
    };
  });
}

/** The day it happens, or the first one that the books are open for. */
export async function today(
  deps: ActivityDeps,
  { account, externalRef }: { readonly account: string; readonly externalRef: string },
  rules: Pick<RouteRules, 'closedPeriod'>,
): Promise<string> {
  const facts = await deps.facts.of(account);
  const now = inAccountZone(new Date().toISOString(), facts);
  if (!now) throw issueFailure(unreadable(`The sales credit of ${externalRef}`, 'now', facts));
  const open = intoOpenPeriod(`the sales credit of ${externalRef}`, now, facts, rules);
  if (!open.ok) throw issueFailure(open.issue);
  return isoOf(open.date);
}
