/** Posts one sales credit of a refund, reads it back, and lets it go on only when Brightpearl's figures are the refund's. */
import type { SalesCreditInput } from '../../brightpearl/sales-credits';
import type { BpSalesOrder, SalesOrderRowInput } from '../../brightpearl/schemas/sales-order';
import { issue } from '../../domain/issues';
import { money } from '../../domain/money';
import type { CreateCreditResult, CreditInput } from '../../domain/refund-types';
import type { PlannedCredit } from '../../mapping/refunds/types';
import type { ActivityDeps } from '../deps';
import { postCreditOnce, proveCredit, readBackCredit } from '../credits/sales-credit';
import { issueFailure } from '../failures';
import { rateOf } from '../record-payment';
import { withRoom } from '../request-room';
import { rulesOf } from '../route-rules';
import { loadPlan, type StoredPlan } from '../stored-plan';
import { creditMeta, creditOf, documentId } from './planned-refund';

/** The sales order, two look-ups, the credit, its read-back, its products and its status. */
const MAX_REQUESTS = 7;

export const createCredit = (deps: ActivityDeps, input: CreditInput): Promise<CreateCreditResult> =>
  withRoom(deps, input.account, MAX_REQUESTS, (own) => postAndProve(own, input));

async function postAndProve(deps: ActivityDeps, input: CreditInput): Promise<CreateCreditResult> {
  const { key } = input;
  const stored = await loadPlan(deps, key, input.planId);
  const { account, route } = stored;
  const planned = creditOf(stored, key, input.refund, input.credit);
  const { externalRef, expected } = planned;
  const link = await deps.store.links.get({ kind: 'sales-credit', account, localKey: externalRef });
  // What staff made stands as they made it: the store may split its total otherwise into net and tax.
  if (link && creditMeta(link.meta).byStaff) return { creditId: Number(link.remoteId) };
  const creditId = await postOnce(deps, input, stored, planned);
  const credit = await readBackCredit(deps, account, creditId);
  const mismatch = await proveCredit(
    deps,
    { key, account, route },
    { externalRef, expected, of: 'the refund' },
    credit,
  );
  if (!mismatch) await recordProved(deps, input, stored, planned, credit);
  await deps.store.orders.upsert({
    order: key,
    asOf: new Date(input.asOf),
    step: mismatch ? 'Figures of a sales credit differ' : `Sales credit ${creditId} verified`,
  });
  return { creditId, ...(mismatch ? { mismatch } : {}) };
}

async function postOnce(
  deps: ActivityDeps,
  { key }: CreditInput,
  stored: StoredPlan,
  planned: PlannedCredit,
): Promise<number> {
  const { account, lookFirst } = stored;
  const { externalRef, ref } = planned;
  const { refunds } = rulesOf(deps, stored);
  const salesOrderId = await documentId(deps, key, 'sales-order', account, planned.salesOrderRef);
  return postCreditOnce(deps, {
    key,
    account,
    externalRef,
    ref,
    made: planned,
    lookFirst,
    body: () => bodyOf(deps, stored, planned, salesOrderId),
    meta: { restock: refunds.restock !== 'none', close: refunds.closeCredits },
  });
}

/** What the sales order was made with stands, whatever the rules say by now: customer, rate, tax codes, nominals. */
async function bodyOf(
  deps: ActivityDeps,
  stored: StoredPlan,
  planned: PlannedCredit,
  salesOrderId: number,
): Promise<SalesCreditInput> {
  const mapped = stored.plan.salesOrders.find(({ draft }) => draft.externalRef === planned.salesOrderRef);
  const { account } = stored;
  const found = await deps.brightpearl(account).salesOrders.readMany([salesOrderId]);
  const salesOrder = found.get(salesOrderId);
  if (!mapped || !salesOrder) {
    throw issueFailure(
      issue(
        'VERSION_GONE',
        `Sales order ${salesOrderId} of ${planned.externalRef} cannot be read; check it, then retry`,
      ),
    );
  }
  const { billingAddress, statusId: _statusId, ...header } = mapped.draft;
  const { creditStatusId } = rulesOf(deps, stored).refunds;
  const exchangeRate = await rateOf(deps, stored, planned.expected, salesOrderId);
  return {
    ...header,
    customer: { id: salesOrder.customer.id, address: billingAddress },
    billing: { contactId: salesOrder.customer.id, address: billingAddress },
    parentId: salesOrderId,
    ref: planned.ref,
    externalRef: planned.externalRef,
    placedOn: planned.taxDate,
    taxDate: planned.taxDate,
    ...(creditStatusId === undefined ? {} : { statusId: creditStatusId }),
    currency: { code: planned.expected.currency, fixedExchangeRate: true, exchangeRate },
    rows: planned.rows.map((row) => asSold(row, salesOrder)),
  };
}

function asSold(row: SalesOrderRowInput, { rows }: BpSalesOrder): SalesOrderRowInput {
  const sold = rows.find(({ externalRef }) => externalRef === row.externalRef);
  return {
    ...row,
    ...(sold?.taxCode ? { taxCode: sold.taxCode } : {}),
    ...(sold?.nominalCode ? { nominalCode: sold.nominalCode } : {}),
  };
}

async function recordProved(
  deps: ActivityDeps,
  { key }: CreditInput,
  { account }: StoredPlan,
  { externalRef }: PlannedCredit,
  credit: BpSalesOrder,
): Promise<void> {
  await deps.store.links.put({
    kind: 'sales-credit',
    account,
    localKey: externalRef,
    remoteId: String(credit.id),
    order: key,
    meta: { verified: true, lines: await stockLines(deps, account, credit) },
  });
}

/** Rows of products that stock is kept of; of a bundle those of its components. */
async function stockLines(deps: ActivityDeps, account: string, { rows }: BpSalesOrder) {
  const products = rows.flatMap(({ productId }) => productId ?? []);
  const known = products.length === 0 ? new Map() : await deps.brightpearl(account).products.readMany(products);
  return rows.flatMap(({ id, productId, quantity, bundleParent }) =>
    productId && !bundleParent && known.get(productId)?.stock.stockTracked && money(quantity).greaterThan(0)
      ? [{ productId, rowId: id, quantity: Number(quantity) }]
      : [],
  );
}
