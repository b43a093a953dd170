/**
 * Webhooks and search attributes as the connector needs them: creates the missing, repairs the switched-off, removes strays of
 * ours. What only the merchant can put right is named.
 */
import { isGrpcServiceError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ALL_SEARCH_ATTRIBUTES } from '../domain/search-attributes';
import { WEBHOOK_PATHS, WEBHOOK_SECRET_HEADER } from '../domain/webhooks';
import type { ActivityDeps } from './deps';
import { customersConfigOf } from './customers/deps';
import { referenceAdvice } from './order-lists';
import { isPooled, stockConfigOf } from './stock/deps';
import { locationAdvice } from './stock/locations';
import { noteListening } from './stock/watch-feed';

/** All that can change an order; a channel's own scopes repeat these. */
const ORDER_SCOPES = [
  'store/order/created',
  'store/order/updated',
  'store/order/archived',
  'store/order/statusUpdated',
  'store/order/refund/created',
  'store/order/transaction/created',
  'store/order/transaction/updated',
];

/** Levels that change: the echo of what we write is told apart by its value. */
const STOCK_SCOPES = ['store/product/inventory/updated', 'store/sku/inventory/updated'];

/** "It does not fire for changes of addresses": those have events of their own. A deleted customer changes no contact. */
const CUSTOMER_SCOPES = [
  'store/customer/created',
  'store/customer/updated',
  'store/customer/deleted',
  'store/customer/address/created',
  'store/customer/address/updated',
  'store/customer/address/deleted',
];

/**
 * Sales orders moved by staff, or shipped. `order.modified` comes with every payment of ours as well: rows that staff edit are
 * found by the sweep, which looks at many orders with one request. `order.created` and `contact.*` are refused by Brightpearl,
 * and a deleted order raises nothing.
 */
const ORDER_EVENTS = ['order.modified.order-status', 'order.modified.fully-shipped'];

/** What can change a shipment. Printing and picking cannot. */
const NOTE_EVENTS = [
  'goods-out-note.created',
  'goods-out-note.modified',
  'goods-out-note.modified.packed',
  'goods-out-note.modified.un-packed',
  'goods-out-note.modified.shipped',
  'goods-out-note.destroyed',
  'drop-ship-note.created',
  'drop-ship-note.modified.shipped',
  'drop-ship-note.destroyed',
];

const STOCK_EVENTS = ['product.modified.on-hand-modified', 'product.created', 'product.modified', 'product.destroyed'];

export interface SetupDeps extends ActivityDeps {
  readonly client: Client;
  /** Gives the names of those that were missing. */
  readonly registerSearchAttributes: () => Promise<readonly string[]>;
  /** Where both systems reach our API; undefined: webhooks are left alone. */
  readonly publicUrl: string | undefined;
  readonly webhookSecretOf: (scope: string) => string;
}

export async function ensureStoreHooks(deps: SetupDeps, input: { readonly storeHash: string }): Promise<string[]> {
  const { storeHash } = input;
  const warnings = await locationAdvice(deps, storeHash);
  if (!deps.publicUrl) {
    return [...warnings, `store ${storeHash}: no public URL is set, so no webhooks; the sweep finds every order`];
  }
  const { hooks } = deps.bigcommerce(storeHash);
  const destination = `${deps.publicUrl}${WEBHOOK_PATHS.bigcommerce(storeHash)}`;
  const headers = { [WEBHOOK_SECRET_HEADER]: deps.webhookSecretOf(storeHash) };
  const existing = await hooks.list();
  const done: string[] = [];
  const scopes = [
    ...ORDER_SCOPES,
    ...(stockConfigOf(deps, storeHash) ? STOCK_SCOPES : []),
    ...(customersConfigOf(deps, storeHash) ? CUSTOMER_SCOPES : []),
  ];
  for (const scope of scopes) {
    const [ours, ...repeats] = existing.filter((hook) => hook.scope === scope && hook.destination === destination);
    for (const repeat of repeats) await hooks.delete(repeat.id);
    if (!ours) {
      await hooks.create({ scope, destination, headers });
      done.push(`store ${storeHash}: registered ${scope}`);
    } else if (!ours.is_active || ours.headers[WEBHOOK_SECRET_HEADER] !== headers[WEBHOOK_SECRET_HEADER]) {
      await hooks.update(ours.id, { scope, destination, headers });
      done.push(`store ${storeHash}: repaired ${scope}`);
    }
  }
  const strays = existing.filter((hook) => isStray(hook, destination, storeHash, scopes));
  for (const stray of strays) {
    await hooks.delete(stray.id);
    done.push(`store ${storeHash}: removed ${stray.scope} to a former address`);
  }
  return [...warnings, ...(done.length > 0 ? done : [`store ${storeHash}: all ${scopes.length} webhooks are right`])];
}

/** Ours by the path, which only we use, at another address or for a scope that is no longer wanted. */
const isStray = (
  hook: { readonly scope: string; readonly destination: string },
  destination: string,
  storeHash: string,
  scopes: readonly string[],
): boolean =>
  hook.destination.endsWith(WEBHOOK_PATHS.bigcommerce(storeHash)) &&
  (hook.destination !== destination || !scopes.includes(hook.scope));

export async function ensureAccountHooks(deps: SetupDeps, input: { readonly account: string }): Promise<string[]> {
  const { account } = input;
  const warnings = await referenceAdvice(deps, account);
  if (!deps.publicUrl) return [...warnings, `account ${account}: no public URL is set, so no webhooks`];
  const { webhooks } = deps.brightpearl(account);
  const path = WEBHOOK_PATHS.brightpearl(account);
  const uri = `${deps.publicUrl}${path}?secret=${encodeURIComponent(deps.webhookSecretOf(account))}`;
  const events = [...ORDER_EVENTS, ...NOTE_EVENTS, ...(isPooled(deps, account) ? STOCK_EVENTS : [])];
  const existing = await webhooks.list();
  const ours = existing.filter((hook) => hook.uriTemplate.includes(`${path}?secret=`));
  const done: string[] = [];
  for (const hook of ours) {
    const isFirst = ours.find((other) => other.subscribeTo === hook.subscribeTo && other.uriTemplate === uri) === hook;
    if (isFirst && events.includes(hook.subscribeTo)) continue;
    await webhooks.delete(hook.id);
    done.push(`account ${account}: removed a stray ${hook.subscribeTo}`);
  }
  for (const subscribeTo of events) {
    if (ours.some((hook) => hook.subscribeTo === subscribeTo && hook.uriTemplate === uri)) continue;
    await webhooks.create({ subscribeTo, uri });
    if (STOCK_EVENTS.includes(subscribeTo)) await noteListening(deps, account);
    done.push(`account ${account}: registered ${subscribeTo}`);
  }
  return [...warnings, ...(done.length > 0 ? done : [`account ${account}: all webhooks are right`])];
}

/** Before the first order: a workflow that used an attribute the server does not know would hang. */
export async function ensureSearchAttributes(deps: SetupDeps): Promise<string[]> {
  const names = await deps.registerSearchAttributes().catch(refusedOnly);
  if (names === undefined) {
    const wanted = ALL_SEARCH_ATTRIBUTES.map(({ name }) => name).join(', ');
    return [`search attributes: the server lets only its own tools register them; see that it has ${wanted} (Keyword)`];
  }
  return names.length > 0 ? [`search attributes: registered ${names.join(', ')}`] : ['search attributes: all there'];
}

/** `PERMISSION_DENIED` and `UNIMPLEMENTED`, as hosted servers answer. */
const REFUSALS = [7, 12];

function refusedOnly(error: unknown): undefined {
  if (isGrpcServiceError(error) && REFUSALS.includes(error.code)) return undefined;
  throw error;
}
