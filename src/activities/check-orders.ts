/** Runs the pure mapping over a store's newest real orders: what adds up, what is not mapped. Writes nothing anywhere. */
import { Context } from '@temporalio/activity';
import type { CheckedOrder, CheckInput, CheckResult } from '../domain/maintenance-types';
import { printed } from '../domain/money';
import { decideImport } from '../mapping/import-decision';
import { chooseRoute } from '../mapping/routing';
import type { OrderSnapshot } from '../mapping/types';
import type { ActivityDeps } from './deps';
import { tryMapping } from './map-order';
import { followedRules } from './operator-mappings';
import { referenceAdvice } from './order-lists';
import { readSnapshot } from './read-order';
import { locationAdvice } from './stock/locations';

export async function checkOrders(deps: ActivityDeps, input: CheckInput): Promise<CheckResult> {
  const ids = await newestOrders(deps, input);
  const orders: CheckedOrder[] = [];
  for (const orderId of ids) {
    const snapshot = await readSnapshot(deps, { storeHash: input.storeHash, orderId });
    if (snapshot) orders.push(await checkOne(deps, snapshot));
    Context.current().heartbeat(orders.length);
  }
  return { orders, notes: await notesOf(deps, input), addUp: orders.filter((order) => order.addsUp).length };
}

/** One page, newest first: what changes meanwhile does not matter here. */
async function newestOrders(deps: ActivityDeps, { storeHash, orders }: CheckInput): Promise<number[]> {
  const page = await deps.bigcommerce(storeHash, 'backfill').orders.list({ sort: 'id:desc', limit: orders });
  return page.rows.map((row) => row.id);
}

/** What the configuration means for these orders that no single order shows. */
async function notesOf(deps: ActivityDeps, { storeHash }: CheckInput): Promise<string[]> {
  const codes = new Set(deps.config.routes.filter((route) => route.store === storeHash).map((route) => route.account));
  const accounts = await Promise.all([...codes].map((code) => deps.facts.of(code)));
  const locations = await locationAdvice(deps, storeHash);
  const references = await Promise.all([...codes].map((code) => referenceAdvice(deps, code)));
  const ids = accounts.map(({ code, instanceId }) =>
    instanceId === undefined
      ? `Account ${code} has no instance id: Brightpearl does not refuse a second sales order. After a lost answer the connector looks twice, a search lag apart, before it sends again.`
      : `Account ${code} has instance id ${instanceId}: Brightpearl itself refuses a second sales order for an order.`,
  );
  return [...ids, ...references.flat(), ...locations.map((advice) => `${advice}.`)];
}

async function checkOne(deps: ActivityDeps, snapshot: OrderSnapshot): Promise<CheckedOrder> {
  const { order, storeHash } = snapshot;
  const base = {
    orderId: order.id,
    total: printed(order.total_inc_tax, order.default_currency_code),
    currency: order.default_currency_code,
  };
  const choice = chooseRoute(deps.config.routes, snapshot);
  if (!choice.ok) return { ...base, addsUp: false, decision: 'issue', problems: [choice.issue.message] };
  const { account: accountCode, name } = choice.route;
  const rules = await followedRules(deps, { storeHash, account: accountCode }, choice.route.rules);
  const account = await deps.facts.of(accountCode);
  const store = deps.config.stores.find((candidate) => candidate.hash === storeHash);
  const now = new Date().toISOString();
  const cutover = store?.cutover ?? now;
  const { action } = decideImport(snapshot, { rules, account, amendments: {}, now, cutover });
  const key = { storeHash, orderId: order.id };
  const { mapped } = await tryMapping(deps, snapshot, { key, rules, account, amendments: {} });
  if (mapped.ok) {
    const { basis, taxMode } = mapped.plan.proof;
    return { ...base, route: name, addsUp: true, decision: action, basis: `${taxMode}/${basis}`, problems: [] };
  }
  const arithmetic = mapped.issues.some(({ code }) => code === 'TOTALS_DO_NOT_ADD_UP' || code === 'AMBIGUOUS_BASIS');
  const problems = mapped.issues.map(({ message }) => message);
  return { ...base, route: name, addsUp: !arithmetic, decision: 'issue', problems };
}
