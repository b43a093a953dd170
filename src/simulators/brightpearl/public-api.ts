import { createRouter, type Route, type Router, type SimRequest, type SimResponse } from '../core/http';
import type { Account } from './account';
import { accountingRoutes } from './accounting/accounting-routes';
import { contactRoutes } from './contact/contact-routes';
import { instanceIdFor, quotaPool, refusal, type AppIdentity } from './credentials';
import { integrationRoutes } from './integration/integration-routes';
import { multiMessage } from './multi-message';
import type { AccessTokens } from './oauth/access-tokens';
import { oauthRoutes } from './oauth/oauth-routes';
import { orderRoutes } from './order/order-routes';
import { productRoutes } from './product/product-routes';
import { throttled, type Quota } from './quota';
import { warehouseRoutes } from './warehouse/warehouse-routes';

interface Parts {
  readonly account: Account;
  readonly app: AppIdentity;
  readonly tokens: AccessTokens;
  readonly quota: Quota;
}

const PUBLIC_API = /^\/public-api\/([^/]+)(\/.*)$/;

/** The whole vendor: `/public-api/{account}/…` behind quota and credentials, and the OAuth pages beside it. */
export function createPublicApi(parts: Parts): Router {
  const { account, app, tokens } = parts;
  const services = createRouter({ routes: serviceRoutes(account, app), notFound: noSuchResource });
  const oauth = createRouter({
    routes: oauthRoutes({ accountCode: account.code, ...app }, tokens),
    notFound: noSuchResource,
  });
  return {
    handle: async (request) => {
      const call = publicCall(request);
      return call ? answer(parts, services, call) : oauth.handle(request);
    },
    templateOf: (method, path) => {
      const inner = PUBLIC_API.exec(path)?.[2];
      return inner === undefined
        ? oauth.templateOf(method, path)
        : `/public-api/{account}${services.templateOf(method, inner)}`;
    },
  };
}

const serviceRoutes = (account: Account, app: AppIdentity): Route[] => [
  ...orderRoutes(account),
  ...contactRoutes(account),
  ...accountingRoutes(account),
  ...productRoutes(account),
  ...warehouseRoutes(account),
  ...integrationRoutes(account, app),
];

const noSuchResource = ({ method, path }: SimRequest): SimResponse => ({
  status: 404,
  body: { errors: [{ code: 'CMNC-404', message: `There is no resource ${method} ${path}` }] },
});

/** The request as its service sees it: the path without its prefix. */
function publicCall(request: SimRequest): SimRequest | undefined {
  const [, account, path] = PUBLIC_API.exec(request.path) ?? [];
  return account === undefined || path === undefined ? undefined : { ...request, path, params: { account } };
}

/** Whatever is answered was counted first, and says what is left. */
async function answer(parts: Parts, services: Router, call: SimRequest): Promise<SimResponse> {
  const { account, app, quota } = parts;
  const pool = quotaPool(call);
  const result = quota.take(pool)
    ? await authenticated(parts, services, call)
    : throttled(account.switches.throttleStatus);
  const instanceId = result.status === 401 ? undefined : instanceIdFor(account, app, call);
  return {
    ...result,
    headers: {
      ...result.headers,
      ...quota.headers(pool),
      ...(instanceId !== undefined && { 'brightpearl-installed-integration-instance-id': String(instanceId) }),
    },
  };
}

async function authenticated(parts: Parts, services: Router, call: SimRequest): Promise<SimResponse> {
  const { account, app, tokens } = parts;
  const refused = refusal(call, account.code, app, tokens);
  if (refused) return refused;
  if (call.method === 'POST' && call.path === '/multi-message') return multiMessage(services, account.rng, call);
  return services.handle(call);
}
