/** Decides what is to happen with an order as it was read, and maps it. Writes nothing to either remote system. */
import type { PlannedPart, PlanOrderInput, PlanOrderResult } from '../domain/activity-types';
import type { OrderKey } from '../domain/ids';
import { issue } from '../domain/issues';
import type { Issue } from '../domain/issues';
import { decideImport } from '../mapping/import-decision';
import { documentSource, endingOf } from '../mapping/document-source';
import { mapOrder } from '../mapping/order';
import { skusOf } from '../mapping/products';
import type { Amendments, OrderPlan, OrderSnapshot } from '../mapping/types';
import type { RouteConfig } from '../config/config';
import { alreadyDone } from './already-done';
import { databaseBirth } from './database-birth';
import type { ActivityDeps } from './deps';
import { readRulings } from './rulings';
import type { Rulings } from './rulings';
import { issueFailure } from './failures';
import { hashOf } from './hash';
import { noticesOf } from './notices';
import { lookUpProducts } from './product-lookup';
import { refOf } from './sales-order';
import type { StoredPlan } from './stored-plan';

export async function planOrder(deps: ActivityDeps, input: PlanOrderInput): Promise<PlanOrderResult> {
  const snapshot = await loadSnapshot(deps, input);
  const route = routeOf(deps, input.route);
  const rulings = await readRulings(deps, input.key);
  const account = await deps.facts.of(input.account);
  const decision = rulings.skipped
    ? ({ action: 'skip', rule: 'operator', reason: rulings.skipped } as const)
    : decideImport(snapshot, {
        rules: route.rules,
        account,
        amendments: rulings.amendments,
        now: new Date(input.asOf).toISOString(),
        cutover: storeOf(deps, input.key).cutover,
      });
  // What was imported stays imported: hold and skip rules are about new orders.
  const imported = ((await deps.store.orders.get(input.key))?.salesOrderIds.length ?? 0) > 0;
  if (decision.action === 'skip' && !imported) return skip(deps, input, decision);
  if (decision.action === 'hold' && !imported) return { ...decision, kind: 'hold' };

  const products = await lookUpProducts(deps, input.account, skusOf(snapshot, rulings.amendments, route.rules));
  const mapped = mapOrder(snapshot, {
    key: input.key,
    rules: route.rules,
    account,
    products,
    amendments: rulings.amendments,
    ...(await alreadyDone(deps, input.key, input.account)),
  });
  if (!mapped.ok) return { kind: 'issues', issues: mapped.issues };
  return finish(deps, input, snapshot, mapped.plan, rulings);
}

async function loadSnapshot(deps: ActivityDeps, input: PlanOrderInput): Promise<OrderSnapshot> {
  const stored = await deps.store.snapshots.get(input.snapshotId);
  if (stored) return stored.body as OrderSnapshot;
  throw issueFailure(issue('VERSION_GONE', `Order ${input.key.orderId}: its stored version is gone; retry the order`));
}

function routeOf(deps: ActivityDeps, name: string): RouteConfig {
  const route = deps.config.routes.find((candidate) => candidate.name === name);
  if (route) return route;
  throw issueFailure(issue('NO_ROUTE', `Route ${name} is no longer in the configuration; restore or replace it`));
}

function storeOf(deps: ActivityDeps, key: OrderKey) {
  const store = deps.config.stores.find((candidate) => candidate.hash === key.storeHash);
  if (store) return store;
  throw issueFailure(issue('NO_ROUTE', `Store ${key.storeHash} is no longer in the configuration; restore it`));
}

async function skip(
  deps: ActivityDeps,
  input: PlanOrderInput,
  { rule, reason }: { readonly rule: string; readonly reason: string },
): Promise<PlanOrderResult> {
  await deps.store.orders.upsert({
    order: input.key,
    asOf: new Date(input.asOf),
    state: 'SKIPPED',
    step: `${rule}: ${reason}`,
    issue: null,
    holdUntil: null,
  });
  return { kind: 'skip', rule, reason };
}

async function finish(
  deps: ActivityDeps,
  input: PlanOrderInput,
  snapshot: OrderSnapshot,
  plan: OrderPlan,
  { amendments, acceptedVersions }: Rulings,
): Promise<PlanOrderResult> {
  const sourceHash = hashOf(documentSource(snapshot));
  const parts = await partsOf(deps, input, plan);
  const edited = parts.find((part) => part.sourceHash !== undefined && part.sourceHash !== sourceHash);
  if (edited && !acceptedVersions.includes(sourceHash)) {
    return { kind: 'issues', issues: [changedAfterImport(input.key, edited, endingOf(snapshot))] };
  }
  const stored: StoredPlan = {
    plan,
    route: input.route,
    account: input.account,
    sourceHash,
    ...(amendments.contactId === undefined ? {} : { contactId: amendments.contactId }),
    rulings: readBackRulings(amendments),
    lookFirst: await mayBeHandledBefore(deps, snapshot),
  };
  const [planId, payments, linkedBack] = await Promise.all([
    deps.store.plans.save({
      order: input.key,
      snapshotId: input.snapshotId,
      configHash: deps.config.hash,
      body: stored,
    }),
    missingPayments(deps, input.account, plan),
    isLinkedBack(deps, input.key, parts),
  ]);
  const upToDate = parts.every((part) => part.complete) && payments.length === 0 && linkedBack;
  const exists = parts.every((part) => part.salesOrderId !== undefined);
  await show(deps, input, plan, { exists, upToDate });
  const notes = plan.notes.length > 0 || plan.customFields.length > 0;
  return { kind: 'import', planId, parts: parts.map(withoutHash), payments, notes, upToDate };
}

const readBackRulings = ({ released, acceptedBySalesOrder }: Amendments): StoredPlan['rulings'] => ({
  ...(released ? { released } : {}),
  ...(acceptedBySalesOrder ? { acceptedBySalesOrder } : {}),
});

type KnownPart = PlannedPart & { readonly sourceHash?: string };

const withoutHash = ({ sourceHash: _sourceHash, ...part }: KnownPart): PlannedPart => part;

async function partsOf(deps: ActivityDeps, input: PlanOrderInput, plan: OrderPlan): Promise<KnownPart[]> {
  const refs = plan.salesOrders.map((mapped) => refOf(input.key, mapped));
  const links = await deps.store.links.getMany('sales-order', input.account, refs);
  return plan.salesOrders.map((mapped, part) => {
    const externalRef = refs[part] ?? '';
    const link = links.get(externalRef);
    return {
      part,
      externalRef,
      complete: link?.meta['complete'] === true,
      reserves: mapped.reserve.length > 0,
      ...(link ? { salesOrderId: Number(link.remoteId), sourceHash: String(link.meta['sourceHash']) } : {}),
    };
  });
}

/** Indexes of the payments that Brightpearl is not known to have. */
async function missingPayments(deps: ActivityDeps, account: string, plan: OrderPlan): Promise<number[]> {
  const refs = plan.payments.map((payment) => payment.transactionRef);
  const links = refs.length === 0 ? new Map() : await deps.store.links.getMany('payment', account, refs);
  return refs.flatMap((ref, index) => (links.has(ref) ? [] : [index]));
}

async function isLinkedBack(deps: ActivityDeps, key: OrderKey, parts: readonly KnownPart[]): Promise<boolean> {
  const link = await deps.store.links.get({
    kind: 'metafield',
    account: key.storeHash,
    localKey: `brightpearl/${key.orderId}`,
  });
  return link?.remoteId === parts.map((part) => part.salesOrderId).join(',');
}

/** An order placed before this database existed may have been imported by an earlier one. */
async function mayBeHandledBefore(deps: ActivityDeps, { order }: OrderSnapshot): Promise<boolean> {
  return new Date(order.date_created) < (await databaseBirth(deps.store));
}

async function show(
  deps: ActivityDeps,
  { key, asOf }: PlanOrderInput,
  { proof, notices }: OrderPlan,
  { exists, upToDate }: { readonly exists: boolean; readonly upToDate: boolean },
): Promise<void> {
  // What was noticed when the sales orders were made is still true of them.
  const earlier = exists ? noticesOf(await deps.store.orders.get(key)) : [];
  const { basis, taxMode } = proof;
  await deps.store.orders.upsert({
    order: key,
    asOf: new Date(asOf),
    issue: null,
    details: { basis: `${taxMode}: ${basis}`, notices: [...new Set([...earlier, ...notices])] },
    ...(upToDate
      ? { state: 'SYNCED', step: 'In Brightpearl, totals equal', holdUntil: null }
      : { state: 'SYNCING', step: 'Planned' }),
  });
}

const changedAfterImport = (key: OrderKey, part: KnownPart, ending: string | undefined): Issue =>
  issue(
    'CHANGED_AFTER_IMPORT',
    `Order ${key.orderId} was ${ending ?? 'changed'} in the store after sales order ${part.salesOrderId} was made from it. ` +
      'Compare both, enter the change in Brightpearl, then release with rule CHANGED_AFTER_IMPORT.',
    { details: { salesOrderId: part.salesOrderId, externalRef: part.externalRef } },
  );
