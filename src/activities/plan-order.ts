/**
 * Decides what is to happen with an order as it was read, and maps it. Writes nothing to either remote system but the
 * products that the rule `unknownSku: create` asks for.
 */
import type { PlanOrderInput, PlanOrderResult } from '../domain/activity-types';
import type { OrderKey } from '../domain/ids';
import { issue } from '../domain/issues';
import { decideImport } from '../mapping/import-decision';
import { endingOf } from '../mapping/document-source';
import { lackingIssue, lackingReferences } from '../mapping/account-references';
import type { ImportDecision, OrderSnapshot } from '../mapping/types';
import type { RouteConfig } from '../config/config';
import type { AccountFacts } from '../mapping/account-facts';
import { alreadyDone, salesOrderLinks } from './already-done';
import { isCalledOff } from './after-sale/cancellation';
import { isCancelledLink } from './after-sale/link-state';
import { planAfterSale } from './after-sale/plan-after-sale';
import { planCancelled } from './after-sale/plan-cancelled';
import type { ActivityDeps } from './deps';
import { adoptSalesOrders } from './earlier-sales-orders';
import { followedRules } from './operator-mappings';
import { rulesOf } from './route-rules';
import { readRulings } from './rulings';
import type { Rulings } from './rulings';
import { issueFailure } from './failures';
import { mapWithProducts } from './map-order';
import { leftToAfterSale } from './planned-parts';
import { adoptReplaced } from './replace/adopt-replaced';
import { findReplacement } from './replace/find-replacement';
import { stopsImport, withRefunds } from './refunds/with-refunds';
import { recordSkipped } from './stock/record-demand';
import { allExist, storePlan, unmapped } from './store-plan';

export async function planOrder(deps: ActivityDeps, input: PlanOrderInput): Promise<PlanOrderResult> {
  const snapshot = await loadSnapshot(deps, input);
  await adoptReplaced(deps, input, snapshot);
  const result = await planAsKnown(deps, input, snapshot);
  // An import finds them itself, but must not begin for an order that has ended since it was imported.
  const looksFirst = result.kind !== 'import' || endingOf(snapshot) !== undefined;
  const isAdopted = looksFirst && (await adoptSalesOrders(deps, input, snapshot));
  const final = isAdopted ? await planAsKnown(deps, input, snapshot) : result;
  if (final.kind === 'skip') await showSkip(deps, input, final);
  return final;
}

/** By the sales orders that this database knows of. */
async function planAsKnown(
  deps: ActivityDeps,
  input: PlanOrderInput,
  snapshot: OrderSnapshot,
): Promise<PlanOrderResult> {
  const { storeHash } = input.key;
  const rules = await followedRules(deps, { storeHash, account: input.account }, rulesOf(deps, input));
  const rulings = await readRulings(deps, input.key);
  const account = await deps.facts.of(input.account);
  const done = await alreadyDone(deps, input.key, input.account);
  const links = await salesOrderLinks(deps, input.key);
  const replace = await findReplacement(deps, links);
  if (replace) return { kind: 'replacing', after: { steps: { replace }, issues: [] } };
  if (links.length > 0 && links.every(isCancelledLink)) {
    const { amendments } = rulings;
    const payments = { key: input.key, rules, account, amendments, ...done };
    return planCancelled(deps, { input, snapshot, rulings, links }, payments);
  }
  // What was imported stays imported: hold and skip rules are about new orders.
  if (done.posted.length === 0) {
    const decision = decide(deps, input, snapshot, { rules, account, rulings });
    if (decision.action === 'skip') return { ...decision, kind: 'skip' };
    if (decision.action === 'hold') return { ...decision, kind: 'hold' };
    if (account.stopped) return { kind: 'issues', issues: [account.stopped] };
    const lacking = lackingReferences({ name: input.route, account: input.account, rules }, account.orderLists ?? {});
    if (lacking.length > 0) return { kind: 'issues', issues: [lackingIssue(input.key.orderId, lacking)] };
  }
  const { amendments } = rulings;
  const known = { key: input.key, rules, account, amendments, ...done };
  const mapped = await mapWithProducts(deps, snapshot, known, rulings.ruledAt);
  const refunds = mapped.ok ? await withRefunds(deps, { input, snapshot, ctx: known, plan: mapped.plan }) : undefined;
  if (refunds && done.posted.length === 0 && stopsImport(refunds.issues)) {
    return { kind: 'issues', issues: refunds.issues };
  }
  const found = refunds
    ? await storePlan(deps, input, snapshot, refunds, rulings)
    : unmapped(mapped.ok ? [] : mapped.issues);
  if (done.posted.length === 0 || (found.parts && !allExist(found.parts))) {
    await found.show?.();
    return found.result;
  }
  const after = await planAfterSale(deps, { input, snapshot, rulings, links, ...found });
  // What somebody is to rule about stays on the board: they rule about the version that is named there.
  if (after.issues.length === 0 && !after.steps.replace) await found.show?.();
  return { ...leftToAfterSale(found, after, isCalledOff({ snapshot, links })), after };
}

interface DecidedBy extends Pick<RouteConfig, 'rules'> {
  readonly account: AccountFacts;
  readonly rulings: Rulings;
}

function decide(
  deps: ActivityDeps,
  { key, asOf }: PlanOrderInput,
  snapshot: OrderSnapshot,
  { rules, account, rulings }: DecidedBy,
): ImportDecision {
  if (rulings.skipped) return { action: 'skip', rule: 'operator', reason: rulings.skipped };
  const now = new Date(asOf).toISOString();
  const { cutover } = storeOf(deps, key);
  return decideImport(snapshot, { rules, account, amendments: rulings.amendments, now, cutover });
}

async function loadSnapshot(deps: ActivityDeps, input: PlanOrderInput): Promise<OrderSnapshot> {
  const stored = await deps.store.snapshots.get(input.snapshotId);
  if (stored) return stored.body as OrderSnapshot;
  throw issueFailure(issue('VERSION_GONE', `Order ${input.key.orderId}: its stored version is gone; retry the order`));
}

function storeOf(deps: ActivityDeps, key: OrderKey) {
  const store = deps.config.stores.find((candidate) => candidate.hash === key.storeHash);
  if (store) return store;
  throw issueFailure(issue('NO_ROUTE', `Store ${key.storeHash} is no longer in the configuration; restore it`));
}

async function showSkip(
  deps: ActivityDeps,
  input: PlanOrderInput,
  { rule, reason }: { readonly rule: string; readonly reason: string },
): Promise<void> {
  await deps.store.orders.upsert({
    order: input.key,
    asOf: new Date(input.asOf),
    state: 'SKIPPED',
    step: `${rule}: ${reason}`,
    issue: null,
    holdUntil: null,
  });
  await recordSkipped(deps, input.key);
}
