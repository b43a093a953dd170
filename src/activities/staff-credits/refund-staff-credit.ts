/**
 * Refunds a sales credit that staff made in the store, once. Refunds of an order that name the credit are looked for before any
 * is sent; nothing is sent where somebody may have given that money back already.
 */
import type { BcRefundMethod, RefundItemInput } from '../../bigcommerce/refunds';
import type { MirrorResult, RefundStaffCreditInput } from '../../domain/brightpearl-change-types';
import { staffCreditReason } from '../../domain/ids';
import { issue } from '../../domain/issues';
import { money, sum } from '../../domain/money';
import { RemoteError } from '../../domain/remote-error';
import { readingsOfCredit } from '../../mapping/refunds/credit-items';
import type { ActivityDeps } from '../deps';
import { writeOnce } from '../write-once';
import { creditNamedBy } from './adopt-staff-credits';
import { obstacleTo } from './obstacles';
import { readCredit, readStore, type CreditRead, type StoreRead } from './read-credit';
import { ruleOf } from './staff-credit-links';

/** Items whose quote comes to the credit, and the way that they are paid back. */
interface Agreed {
  readonly items: readonly RefundItemInput[];
  readonly method: BcRefundMethod;
}

export async function refundStaffCredit(deps: ActivityDeps, input: RefundStaffCreditInput): Promise<MirrorResult> {
  const read = await readCredit(deps, input);
  const store = await readStore(deps, input);
  const isMade = store.refunds.some((refund) => creditNamedBy(refund) === input.creditId);
  const obstacle = isMade ? undefined : await obstacleTo(deps, input, read, store);
  if (obstacle !== undefined) return { issue: notRefunded(input, read, obstacle) };
  const agreed = isMade ? undefined : await agree(deps, input, read, store);
  if (typeof agreed === 'string') return { issue: notRefunded(input, read, agreed) };
  await refundOnce(deps, input, agreed);
  await deps.store.orders.upsert({
    order: input.key,
    asOf: new Date(input.asOf),
    step: `Sales credit ${input.creditId} refunded in the store`,
  });
  return {};
}

/** Without something agreed it was made already, and is only found. */
async function refundOnce(
  deps: ActivityDeps,
  { key, account, creditId }: RefundStaffCreditInput,
  agreed: Agreed | undefined,
): Promise<void> {
  const { refunds } = deps.bigcommerce(key.storeHash);
  await writeOnce(deps, {
    kind: 'store-refund',
    account: key.storeHash,
    localKey: `${account}-credit-${creditId}`,
    order: key,
    body: { creditId, agreed },
    // Staff can make it by a click, and an earlier database may have.
    lookFirst: true,
    find: async () => {
      const ours = (await refunds.list(key.orderId)).filter((refund) => creditNamedBy(refund) === creditId);
      return ours.length > 0 ? String(Math.min(...ours.map(({ id }) => id))) : undefined;
    },
    send: async (once) =>
      agreed ? String(await refunds.create(key.orderId, agreed.items, agreed.method, once)) : undefined,
    meta: { creditId },
  });
}

/** The first reading whose quote is the credit to the cent; or why there is none. */
async function agree(
  deps: ActivityDeps,
  { key }: RefundStaffCreditInput,
  { credit, salesOrder }: CreditRead,
  { order, transactions }: StoreRead,
): Promise<Agreed | string> {
  const { refunds } = deps.bigcommerce(key.storeHash);
  const gateways = new Set(transactions.map(({ gateway }) => gateway));
  let said = 'the store quotes no refund of it';
  for (const items of readingsOfCredit({ credit, salesOrder, order })) {
    const quote = await orRefusal(() => refunds.quote(key.orderId, items));
    if (typeof quote === 'string') {
      said = `the store refuses it: ${quote}`;
      continue;
    }
    const { total_refund_amount: total, refund_methods: methods } = quote;
    if (!money(total).equals(credit.total.gross)) {
      said = `the store would refund ${total}`;
      continue;
    }
    // Neither to store credit nor outside of the store, unless that is how it was paid.
    const method = methods.find((one) => one.length > 0 && one.every(({ provider_id: id }) => gateways.has(id)));
    const isWhole = method && sum(method.map(({ amount }) => money(amount))).equals(total);
    if (method && isWhole) return { items, method };
    return 'the store offers no way to pay it back as it was paid';
  }
  return said;
}

async function orRefusal<T>(ask: () => Promise<T>): Promise<T | string> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'invalid') return error.message;
    throw error;
  }
}

const notRefunded = ({ key, creditId }: RefundStaffCreditInput, { credit }: CreditRead, obstacle: string) =>
  issue(
    'CREDIT_NOT_REFUNDED',
    `Order ${key.orderId}: sales credit ${creditId} of ${money(credit.total.gross).toFixed()} ${credit.currency.code}, which staff ` +
      `made in Brightpearl, is not refunded in the store: ${obstacle}. Where its money is to go back, refund it in BigCommerce ` +
      `with the reason "${staffCreditReason(creditId)}"; where it went back already, release with rule ${ruleOf(creditId)}.`,
    { subject: ruleOf(creditId), details: { salesCreditId: creditId, total: credit.total, obstacle } },
  );
