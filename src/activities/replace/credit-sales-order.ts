/**
 * Credits a sales order as a whole, so that it can be made anew. What is decided of that is stored before the first write, and
 * nothing is written where the guard does not hold; once the credit was sent it is only brought to its end.
 */
import type { BpSalesOrderDocument } from '../../brightpearl/schemas/sales-order-document';
import type { CreditSalesOrderResult, ReplaceInput } from '../../domain/activity-types';
import { generationOf, replacedCreditRef } from '../../domain/ids';
import { issue } from '../../domain/issues';
import { carriedMoney } from '../../mapping/edits/carried-money';
import { reasonsAgainstReplacing } from '../../mapping/edits/replaceable';
import type { Link } from '../../store/links';
import { isReplacedLink } from '../after-sale/link-state';
import { isShipped } from '../after-sale/made-edit';
import { salesOrderLinks } from '../already-done';
import { changedAfterImport } from '../changed-after-import';
import { postCreditOnce, proveCredit, readBackCredit } from '../credits/sales-credit';
import type { ActivityDeps } from '../deps';
import { issueFailure, tryAgain } from '../failures';
import { rulesOf } from '../route-rules';
import { withRoom } from '../request-room';
import { begunOf, isUnderWay, today, type Begun } from './begun';
import { creditBodyOf } from './credit-body';
import { lookForObstacles } from './obstacles';

/** The sales order, its notes, credits and payments; the credit looked for twice, sent, read back, and its status. */
const MAX_REQUESTS = 9;

export const creditSalesOrder = (deps: ActivityDeps, input: ReplaceInput): Promise<CreditSalesOrderResult> =>
  withRoom(deps, input.account, MAX_REQUESTS, (own) => credit(own, input));

async function credit(deps: ActivityDeps, input: ReplaceInput): Promise<CreditSalesOrderResult> {
  const { key, account, route, salesOrderId } = input;
  const link = await linkOf(deps, input);
  if (isReplacedLink(link)) return {};
  const document = await deps.brightpearl(account).salesOrders.readDocument(salesOrderId);
  if (!document) throw tryAgain('NotYetReadable', `Sales order ${salesOrderId} cannot be read`, 5_000);
  const begun = (await isUnderWay(deps, link)) ? begunOf(link) : await begin(deps, input, link, document);
  if (!begun || 'reasons' in begun) return { issue: refusal(input, begun?.reasons ?? []) };
  const creditId = await post(deps, input, begun, document);
  const found = await readBackCredit(deps, account, creditId);
  const { creditRef: externalRef, expected } = begun;
  const of = `sales order ${salesOrderId}`;
  const mismatch = await proveCredit(deps, { key, account, route }, { externalRef, expected, of }, found);
  if (mismatch) return { issue: mismatch };
  const meta = { verified: true };
  const remoteId = String(creditId);
  await deps.store.links.put({ kind: 'sales-credit', account, localKey: externalRef, remoteId, order: key, meta });
  return {};
}

/** @throws where the sales order is not linked: nothing is known of it then */
export async function linkOf(deps: ActivityDeps, { key, account, externalRef }: ReplaceInput): Promise<Link> {
  const link = await deps.store.links.get({ kind: 'sales-order', account, localKey: externalRef });
  if (link) return link;
  const gone = `Order ${key.orderId}: sales order ${externalRef} is not linked any more; retry the order`;
  throw issueFailure(issue('VERSION_GONE', gone));
}

/** Why not; or what was decided, and is stored. */
async function begin(
  deps: ActivityDeps,
  input: ReplaceInput,
  { localKey, remoteId }: Link,
  document: BpSalesOrderDocument,
): Promise<Begun | { readonly reasons: readonly string[] }> {
  const { key, account, salesOrderId, sourceHash, decision } = input;
  const notes = await deps.brightpearl(account).stock.notesOfOrders([salesOrderId]);
  const obstacles = await lookForObstacles(deps, { key, account, salesOrderId });
  const reasons = [
    ...reasonsAgainstReplacing({
      notes: notes.filter(({ orderId }) => orderId === salesOrderId).map(({ id }) => id),
      shipped: isShipped(document),
      cancelled: document.isCanceled === true,
      otherCurrency: false,
      split: (await salesOrderLinks(deps, key)).length > 1,
      unknownBase: false,
    }),
    ...obstacles.reasons,
  ];
  if (reasons.length > 0) return { reasons };
  const { total, currency } = document;
  const replacing: Begun = {
    generation: generationOf(localKey) + 1,
    sourceHash,
    decision,
    creditRef: replacedCreditRef(key, generationOf(localKey)),
    on: await today(deps, input, rulesOf(deps, input)),
    expected: { gross: total.gross, tax: total.tax, currency: currency.code },
    carried: carriedMoney(key, obstacles.payments),
  };
  await deps.store.links.put({ kind: 'sales-order', account, localKey, remoteId, order: key, meta: { replacing } });
  return replacing;
}

const refusal = ({ key, salesOrderId, externalRef, sourceHash }: ReplaceInput, reasons: readonly string[]) =>
  changedAfterImport({
    key,
    salesOrderId,
    externalRef,
    sourceHash,
    judged: { reasons, againstReplacing: reasons, words: { store: [], staff: [], conflicts: [] } },
  });

async function post(
  deps: ActivityDeps,
  input: ReplaceInput,
  begun: Begun,
  document: BpSalesOrderDocument,
): Promise<number> {
  const { key, account } = input;
  const { creditRef: externalRef, on } = begun;
  const { creditStatusId: statusId, closeCredits } = rulesOf(deps, input).refunds;
  const { instanceId } = await deps.facts.of(account);
  const ref = refOf(document);
  return postCreditOnce(deps, {
    key,
    account,
    externalRef,
    ref,
    made: begun,
    // It is rare, and an earlier database may have sent it.
    lookFirst: true,
    body: () => Promise.resolve(creditBodyOf(document, { creditRef: externalRef, on, ref, instanceId, statusId })),
    meta: { restock: false, close: closeCredits },
  });
}

/** Brightpearl takes 64 characters. */
const REFERENCE_LIMIT = 64;
const ENDING = ' replaced';

const refOf = ({ ref }: BpSalesOrderDocument): string =>
  `${(ref ?? '').slice(0, REFERENCE_LIMIT - ENDING.length)}${ENDING}`;
