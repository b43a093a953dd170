import { createRng } from '../core/rng';
import { createRouter, type SimRequest, type SimResponse } from '../core/http';
import { createSimulatorApp, type SimulatorApp } from '../core/server';
import { SimClock } from '../core/clock';
import { WebhookDispatcher } from '../core/webhook-dispatcher';
import { errorOf } from './answers';
import { catalogRoutes } from './catalog';
import { ApiClients, refuseBody, refuseScope, refuseStranger, type BigCommerceRoute } from './clients';
import type { SimContext, StoreProfile } from './context';
import { bigCommerceControlRoutes, createControl, type BigCommerceControl } from './control';
import { customerRoutes } from './customers';
import { addressRoutes } from './customers/addresses';
import { customerWriteRoutes } from './customers/customer-writes';
import { groupRoutes } from './customers/groups';
import { EventSender } from './events';
import { deactivateHook, hookRoutes } from './hooks';
import { inventoryWriteRoutes } from './inventory-adjustments';
import { inventoryReadRoutes } from './inventory-items';
import { metafieldRoutes } from './metafields';
import { orderRoutes } from './orders';
import { priceListRoutes } from './prices/price-lists';
import { priceRecordReadRoutes } from './prices/price-records';
import { priceRecordWriteRoutes } from './prices/price-record-writes';
import { paymentActionRoutes } from './payments/payment-actions';
import { paymentReadRoutes } from './payments/payment-reads';
import { catalogBatchRoutes } from './products/batch-writes';
import { brandRoutes } from './products/brands';
import { categoryRoutes } from './products/categories';
import { creationRoutes } from './products/creation';
import { customFieldRoutes } from './products/custom-fields';
import { optionRoutes } from './products/option-routes';
import { refundRoutes } from './payments/refund-routes';
import { Quota } from './quota';
import { settingsRoutes } from './settings-routes';
import { shipmentRoutes } from './shipments/shipment-routes';
import { StoreState } from './state';
import { statusRoutes } from './statuses';
import { storeInformationRoutes } from './store-information';
import { DEFAULT_SWITCHES, type BigCommerceSwitches } from './switches';

export interface BigCommerceSimulatorOptions {
  readonly storeHash?: string;
  /** Access token of the store-level API account. */
  readonly token?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly store?: Partial<StoreProfile>;
  /** Of faults and webhook faults. */
  readonly seed?: number;
  readonly clock?: SimClock;
  /** Lets hooks go to loopback over http on any port; the vendor wants https on 443. */
  readonly allowHttpWebhooks?: boolean;
  /** Requests per 30 s. Default 450, a Pro plan's. */
  readonly quota?: number;
  readonly switches?: Partial<BigCommerceSwitches>;
}

export interface BigCommerceSimulator extends Omit<SimulatorApp, 'app'> {
  readonly storeHash: string;
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clock: SimClock;
  readonly state: StoreState;
  readonly control: BigCommerceControl;
}

/** https://developer.bigcommerce.com/docs/integrations/webhooks: eleven tries after the first, over about 48 hours. */
const RETRY_SECONDS = [60, 180, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 50_400, 86_400];

const PROFILE: StoreProfile = {
  name: 'Simulated Store',
  storeId: 1_025_646,
  timeZone: 'UTC',
  countryCode: 'US',
  pricesIncludeTax: false,
  currencies: [{ code: 'USD', rate: '1.0000000000', isTransactional: true }],
};

/** A BigCommerce store as an HTTP server: `<url>/stores/{storeHash}/v2|v3/…`, and `/_sim/` to act in it. */
export function createBigCommerceSimulator(options: BigCommerceSimulatorOptions = {}): BigCommerceSimulator {
  const identity = {
    storeHash: options.storeHash ?? 'simstore',
    token: options.token ?? 'simulated-token',
    clientId: options.clientId ?? 'simulated-client',
    clientSecret: options.clientSecret ?? 'simulated-client-secret',
  };
  const clock = options.clock ?? new SimClock();
  const rng = createRng(options.seed ?? 1);
  const state = new StoreState();
  const webhooks = new WebhookDispatcher({
    clock,
    rng,
    retryDelaysMs: RETRY_SECONDS.map((seconds) => seconds * 1_000),
    onGivenUp: ({ hookId }) => deactivateHook({ state, clock }, Number(hookId)),
  });
  const context = createContext(options, identity, { clock, state, webhooks });
  const control = createControl(context);
  const quota = new Quota(clock, options.quota ?? 450);
  const reset = (): void => {
    state.clear();
    context.clients.reset();
    quota.reset();
    Object.assign(context.switches, DEFAULT_SWITCHES, options.switches);
  };
  const simulator = createSimulatorApp({
    name: 'bigcommerce',
    clock,
    rng,
    webhooks,
    throttleAnswer: (request) => quota.refuse(request),
    router: createStoreRouter(context, quota),
    control: { routes: bigCommerceControlRoutes(context, control), reset },
  });
  return { ...simulator, ...identity, clock, state, control };
}

type Identity = Pick<BigCommerceSimulator, 'storeHash' | 'token' | 'clientId' | 'clientSecret'>;

function createContext(
  options: BigCommerceSimulatorOptions,
  { storeHash, token, clientId, clientSecret }: Identity,
  parts: { readonly clock: SimClock; readonly state: StoreState; readonly webhooks: WebhookDispatcher },
): SimContext {
  const switches = { ...DEFAULT_SWITCHES, ...options.switches };
  const clients = new ApiClients({ clientId, clientSecret, token, kind: 'store', scopes: ['*'] });
  const profile = { ...PROFILE, ...options.store };
  const events = new EventSender({ ...parts, storeHash, storeId: profile.storeId, clients, switches });
  const allowHttpWebhooks = options.allowHttpWebhooks ?? false;
  return { storeHash, clients, switches, profile, events, allowHttpWebhooks, clock: parts.clock, state: parts.state };
}

function createStoreRouter(context: SimContext, quota: Quota) {
  const routes: BigCommerceRoute[] = [
    ...storeInformationRoutes(context),
    ...statusRoutes(context),
    ...orderRoutes(context),
    ...shipmentRoutes(context),
    ...metafieldRoutes(context),
    ...paymentReadRoutes(context),
    ...paymentActionRoutes(context),
    ...refundRoutes(context),
    ...addressRoutes(context),
    ...customerRoutes(context),
    ...customerWriteRoutes(context),
    ...groupRoutes(context),
    ...catalogRoutes(context),
    ...catalogBatchRoutes(context),
    ...creationRoutes(context),
    ...optionRoutes(context),
    ...customFieldRoutes(context),
    ...brandRoutes(context),
    ...categoryRoutes(context),
    ...priceListRoutes(context),
    ...priceRecordReadRoutes(context),
    ...priceRecordWriteRoutes(context),
    ...inventoryWriteRoutes(context),
    ...inventoryReadRoutes(context),
    ...settingsRoutes(context),
    ...hookRoutes(context),
  ];
  const known = (request: SimRequest): boolean =>
    context.clients.byToken(request.headers['x-auth-token']) !== undefined;
  return createRouter({
    base: '/stores/{storeHash}',
    routes,
    guard: (request, route) => guard(context, quota, request, route),
    notFound: (request) => errorOf(request, 404, 'The requested resource was not found.'),
    methodNotAllowed: (request) => errorOf(request, 405, 'The method is not allowed for this resource.'),
    decorate: (request, response) =>
      known(request) && response.status !== 429
        ? { ...response, headers: { ...quota.headers(), ...response.headers } }
        : response,
  });
}

function guard(
  context: SimContext,
  quota: Quota,
  request: SimRequest,
  route: BigCommerceRoute,
): SimResponse | undefined {
  const stranger = refuseStranger(request, context.clients, context.storeHash);
  if (stranger) return stranger;
  if (!quota.take()) return quota.refuse(request);
  return refuseScope(request, route, context.clients.of(request)) ?? refuseBody(request, route);
}
