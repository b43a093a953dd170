/** Posts one sales order of a plan, reads it back, and lets it go on only when Brightpearl's figures are the store's. */
import type { BpSalesOrder, SalesOrderInput } from '../brightpearl/schemas/sales-order';
import type { CreateSalesOrderInput, CreateSalesOrderResult, OrderStep } from '../domain/activity-types';
import { salesOrderRef } from '../domain/ids';
import type { OrderKey } from '../domain/ids';
import { issue } from '../domain/issues';
import type { Issue } from '../domain/issues';
import { money, printed, sum } from '../domain/money';
import { fieldsOf } from '../mapping/order-fields';
import { compareWithStore } from '../mapping/read-back';
import type { MappedSalesOrder } from '../mapping/types';
import { salesOrderLinks } from './already-done';
import { headerMarks } from './after-sale/edit-base';
import { seenOf } from './after-sale/seen';
import { writtenRows } from './after-sale/written-rows';
import { changedSinceSent } from './changed-after-import';
import type { ActivityDeps } from './deps';
import { issueFailure, tryAgain } from './failures';
import { findDocument } from './find-document';
import { followedPair, newStatusOf } from './new-status';
import { withRoom } from './request-room';
import type { ReservationLines } from './reserve-stock';
import { rulesOf } from './route-rules';
import { loadPlan } from './stored-plan';
import type { StoredPlan } from './stored-plan';
import { writeOnce } from './write-once';

/** Two look-ups, the order, its read-back and its status. */
const MAX_REQUESTS = 5;

export const createSalesOrder = (deps: ActivityDeps, input: CreateSalesOrderInput): Promise<CreateSalesOrderResult> =>
  withRoom(deps, input.account, MAX_REQUESTS, (own) => postAndProve(own, input));

async function postAndProve(deps: ActivityDeps, input: CreateSalesOrderInput): Promise<CreateSalesOrderResult> {
  const stored = await loadPlan(deps, input.key, input.planId);
  const mapped = partOf(stored, input.key, input.part);
  const salesOrderId = await postOnce(deps, input, stored, mapped);
  const changed = await changedSinceSent(deps, stored, {
    key: input.key,
    salesOrderId,
    externalRef: refOf(input.key, mapped),
  });
  if (changed) return { salesOrderId, mismatch: changed };
  const { salesOrder, ofOrder } = await readBack(deps, input.key, stored.account, salesOrderId);
  const facts = await deps.facts.of(stored.account);
  const mismatch = compareWithStore(input.key, mapped, salesOrder, facts, rulesOf(deps, stored), stored.rulings);
  await moveByVerdict(deps, stored, mapped, salesOrder, mismatch);
  if (!mismatch) await recordProved(deps, input.key, stored, mapped, salesOrder);
  await showVerdict(deps, input, ofOrder, salesOrder, mismatch);
  return { salesOrderId, ...(mismatch ? { mismatch } : {}) };
}

export function partOf(stored: StoredPlan, key: OrderKey, part: number): MappedSalesOrder {
  const mapped = stored.plan.salesOrders[part];
  if (mapped) return mapped;
  throw issueFailure(issue('VERSION_GONE', `Order ${key.orderId}: its plan has no part ${part}; retry the order`));
}

export const refOf = (key: OrderKey, mapped: MappedSalesOrder): string =>
  salesOrderRef(key, {
    ...(mapped.addressId === undefined ? {} : { addressId: mapped.addressId }),
    ...(mapped.generation === undefined ? {} : { generation: mapped.generation }),
  });

async function postOnce(
  deps: ActivityDeps,
  input: CreateSalesOrderInput,
  stored: StoredPlan,
  mapped: MappedSalesOrder,
): Promise<number> {
  const client = deps.brightpearl(stored.account);
  const { instanceId } = await deps.facts.of(stored.account);
  const externalRef = refOf(input.key, mapped);
  const { contactId } = input;
  const { billingAddress, ...others } = mapped.draft;
  const draft = { ...others, statusId: newStatusOf(stored, rulesOf(deps, stored), mapped) };
  // Without an instance id nothing but looking keeps a second one out: look by the other reference as well.
  const sought = { externalRef, ...(instanceId === undefined ? { customerRef: draft.ref } : {}) };
  const remoteId = await writeOnce(deps, {
    kind: 'sales-order',
    account: stored.account,
    localKey: externalRef,
    order: input.key,
    body: draft,
    lookFirst: stored.lookFirst,
    find: () => findDocument(client, sought),
    send: async (once) => {
      if (contactId === undefined) {
        // It existed when the order was planned, and nothing here knows it any more.
        throw issueFailure(issue('VERSION_GONE', `Sales order ${externalRef} is no longer linked; retry the order`));
      }
      const body: SalesOrderInput = {
        ...draft,
        customer: { id: contactId, address: billingAddress },
        billing: { contactId, address: billingAddress },
        ...(instanceId === undefined ? {} : { installedIntegrationInstanceId: instanceId }),
      };
      const id = await client.salesOrders.create(body, once);
      return id === undefined ? undefined : String(id);
    },
    meta: { sourceHash: stored.sourceHash, route: stored.route, complete: false },
  });
  return Number(remoteId);
}

/** With those of the order's other parts: one request, and the board shows what all of them come to. */
export async function readBack(
  deps: ActivityDeps,
  key: OrderKey,
  account: string,
  id: number,
): Promise<{ readonly salesOrder: BpSalesOrder; readonly ofOrder: readonly BpSalesOrder[] }> {
  const links = (await salesOrderLinks(deps, key)).filter((link) => link.account === account);
  const ids = new Set([...links.map(({ remoteId }) => Number(remoteId)), id]);
  const found = await deps.brightpearl(account).salesOrders.readMany(ids);
  const salesOrder = found.get(id);
  if (salesOrder) return { salesOrder, ofOrder: [...found.values()] };
  // Just created and not yet served: reads may come from a replica.
  throw tryAgain('NotYetReadable', `Sales order ${id} was created and cannot be read yet`, 1_000);
}

/** A sales order with other figures must not be shipped from: it goes to the hold status at once, and back when right. */
export async function moveByVerdict(
  deps: ActivityDeps,
  stored: StoredPlan,
  mapped: MappedSalesOrder,
  salesOrder: BpSalesOrder,
  mismatch: Issue | undefined,
): Promise<void> {
  const hold = rulesOf(deps, stored).statuses.hold;
  const wanted = mismatch ? hold : mapped.draft.statusId;
  const moves = mismatch ? salesOrder.statusId !== hold : salesOrder.statusId === hold && wanted !== hold;
  if (moves) await deps.brightpearl(stored.account).orders.setStatus(salesOrder.id, wanted);
}

const recordProved = (
  deps: ActivityDeps,
  key: OrderKey,
  stored: StoredPlan,
  mapped: MappedSalesOrder,
  salesOrder: BpSalesOrder,
): Promise<void> =>
  deps.store.links.put({
    kind: 'sales-order',
    account: stored.account,
    localKey: refOf(key, mapped),
    remoteId: String(salesOrder.id),
    order: key,
    meta: {
      complete: mapped.reserve.length === 0,
      verified: true,
      lines: reservationLines(mapped, salesOrder),
      rows: writtenRows(salesOrder),
      seenFacts: seenOf(salesOrder).seenFacts,
      ...followedPair(stored, rulesOf(deps, stored), salesOrder),
      header: headerMarks(deps.protection, stored.plan, mapped),
      // No later plan sets fields that this one has none of.
      ...(fieldsOf(stored.plan, stored.plan.salesOrders.indexOf(mapped)).length === 0 ? { fields: 'settled' } : {}),
      // Payments are booked at the same rate.
      ...(salesOrder.currency.exchangeRate ? { exchangeRate: salesOrder.currency.exchangeRate } : {}),
    },
  });

export async function showVerdict(
  deps: ActivityDeps,
  input: OrderStep,
  ofOrder: readonly BpSalesOrder[],
  salesOrder: BpSalesOrder,
  mismatch: Issue | undefined,
): Promise<void> {
  const board = await deps.store.orders.get(input.key);
  const salesOrderIds = [...new Set([...(board?.salesOrderIds ?? []), salesOrder.id])];
  await deps.store.orders.upsert({
    order: input.key,
    asOf: new Date(input.asOf),
    step: mismatch ? 'Figures differ in Brightpearl' : 'Sales order verified',
    salesOrderIds,
    salesOrderTotal: printed(sum(ofOrder.map(({ total }) => money(total.gross))), salesOrder.currency.code),
    salesOrderStatusId: salesOrder.statusId,
  });
}

/** Rows are found again by the reference we gave them; a bundle is reserved by its components' rows. */
export function reservationLines(
  { reserve }: Pick<MappedSalesOrder, 'reserve'>,
  salesOrder: BpSalesOrder,
): ReservationLines {
  return reserve.flatMap((wanted) => {
    const row = salesOrder.rows.find((candidate) => candidate.externalRef === wanted.rowRef);
    if (!row) {
      throw issueFailure(
        issue(
          'UNEXPECTED_ANSWER',
          `Sales order ${salesOrder.id} lacks row ${wanted.rowRef}; compare it with the order`,
        ),
      );
    }
    const components = salesOrder.rows.filter((candidate) => candidate.bundleChild && candidate.parentRowId === row.id);
    return (components.length > 0 ? components : [row]).map((one) => ({
      productId: one.productId ?? wanted.productId,
      salesOrderRowId: one.id,
      quantity: money(one.quantity).toFixed(),
    }));
  });
}
