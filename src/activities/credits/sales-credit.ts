/** What every sales credit of ours has in common: it is posted once, read back, and proved before anything depends on it. */
import type { SalesCreditInput } from '../../brightpearl/sales-credits';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import { ORDER_TYPES } from '../../brightpearl/orders';
import type { OrderKey } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues';
import { money } from '../../domain/money';
import type { ActivityDeps } from '../deps';
import { tryAgain } from '../failures';
import { findDocument } from '../find-document';
import { isInvoiced } from '../invoice-of';
import { rulesOf } from '../route-rules';
import { writeOnce } from '../write-once';

export interface CreditToPost {
  readonly key: OrderKey;
  readonly account: string;
  readonly externalRef: string;
  /** What people see. */
  readonly ref: string;
  /** What it is made of: tells two intents of one reference apart. */
  readonly made: unknown;
  readonly lookFirst: boolean;
  readonly body: () => Promise<SalesCreditInput>;
  readonly meta: Readonly<Record<string, unknown>>;
}

/** Gives its id. */
export async function postCreditOnce(deps: ActivityDeps, credit: CreditToPost): Promise<number> {
  const { key, account, externalRef, ref, made, lookFirst, meta } = credit;
  const { instanceId } = await deps.facts.of(account);
  const client = deps.brightpearl(account);
  // Without an instance id nothing but looking keeps a second one out: look by the other reference as well.
  const byBoth = instanceId === undefined ? { externalRef, customerRef: ref } : { externalRef };
  const remoteId = await writeOnce(deps, {
    kind: 'sales-credit',
    account,
    localKey: externalRef,
    order: key,
    body: made,
    lookFirst,
    find: () => findDocument(client, { orderTypeId: ORDER_TYPES.salesCredit, ...byBoth }),
    send: async (once) => {
      const id = await client.salesCredits.create(await credit.body(), once);
      return id === undefined ? undefined : String(id);
    },
    meta,
  });
  return Number(remoteId);
}

export async function readBackCredit(deps: ActivityDeps, account: string, creditId: number): Promise<BpSalesOrder> {
  const credit = (await deps.brightpearl(account).salesCredits.readMany([creditId])).get(creditId);
  if (credit) return credit;
  throw tryAgain('NotYetReadable', `Sales credit ${creditId} was created and cannot be read yet`, 1_000);
}

export interface CreditExpected {
  readonly externalRef: string;
  readonly expected: { readonly gross: string; readonly tax: string; readonly currency: string };
  /** What it is to come to the figures of, in words. */
  readonly of: string;
}

/** What is wrong with its figures, if anything. Where the route has a status for such credits it is moved there. */
export async function proveCredit(
  deps: ActivityDeps,
  { key, account, route }: { readonly key: OrderKey; readonly account: string; readonly route: string },
  expected: CreditExpected,
  credit: BpSalesOrder,
): Promise<Issue | undefined> {
  const mismatch = differs(key, expected, credit);
  const { creditHoldStatusId: hold } = rulesOf(deps, { route }).refunds;
  if (mismatch && hold !== undefined && credit.statusId !== hold) {
    await deps.brightpearl(account).orders.setStatus(credit.id, hold);
  }
  return mismatch;
}

function differs(
  key: OrderKey,
  { externalRef, expected, of }: CreditExpected,
  { id, total, currency, rows }: BpSalesOrder,
): Issue | undefined {
  const isSame = money(total.gross).equals(expected.gross) && money(total.tax).equals(expected.tax);
  if (isSame && currency.code === expected.currency) return undefined;
  return issue(
    'CREDIT_TOTAL_DIFFERS',
    `Order ${key.orderId}: sales credit ${id} (${externalRef}) came to ${total.gross} ${currency.code} with tax ` +
      `${total.tax}, ${of} is ${expected.gross} ${expected.currency} with tax ${expected.tax}. Correct it in Brightpearl ` +
      'and retry.',
    {
      details: {
        salesCreditId: id,
        expected,
        answered: total,
        rows: rows.map(({ externalRef: ref, quantity, net, tax, taxCode }) => ({
          externalRef: ref,
          quantity,
          net,
          tax,
          taxCode,
        })),
      },
    },
  );
}

/** May be asked for again while it is pending, so that no intent is needed. */
export async function invoiceCredit(deps: ActivityDeps, account: string, creditId: number): Promise<void> {
  const { salesCredits } = deps.brightpearl(account);
  const credit = (await salesCredits.readMany([creditId])).get(creditId);
  if (credit && !isInvoiced(credit)) await salesCredits.close(creditId);
}
