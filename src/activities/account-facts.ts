/** An account's settings and lists, read once and kept for a while: they change by hand, and every order needs them. */
import type { BrightpearlClient } from '../brightpearl/client';
import type { AccountConfig, Config, RouteConfig } from '../config/config';
import { issue } from '../domain/issues';
import type { Issue } from '../domain/issues';
import type { AccountFacts } from '../mapping/account-facts';
import type { Links } from '../store/links';
import { issueFailure } from './failures';
import { pinInstanceId } from './instance-id';
import { readOrderLists } from './order-lists';
import { runShared } from './request-context';

/** A method or status added in Brightpearl is known after this long, or at once after a retry by a person. */
const KEEP_MS = 10 * 60_000;

/** `instanceId` is the one that the account's orders have been imported under. */
export interface KnownAccount extends AccountFacts {
  /** Why no further order may be imported into the account. */
  readonly stopped?: Issue;
}

export interface AccountFactsCache {
  of(account: string): Promise<KnownAccount>;
  /** Reads anew at the next use. */
  forget(account: string): void;
}

export function createAccountFactsCache(
  { accounts, routes }: Pick<Config, 'accounts' | 'routes'>,
  clientOf: (account: string) => BrightpearlClient,
  links: Links,
): AccountFactsCache {
  const routesTo = (account: string) => routes.filter((route) => route.account === account);
  const kept = new Map<string, { readonly facts: Promise<KnownAccount>; readonly readAt: number }>();
  return {
    of(account) {
      const known = kept.get(account);
      if (known && Date.now() - known.readAt < KEEP_MS) return known.facts;
      const config = accounts.find((candidate) => candidate.code === account);
      if (!config) throw issueFailure(issue('NO_ROUTE', `Account ${account} is not in the configuration; add it`));
      // Kept as a promise: orders that arrive together share one reading. A failed one is not kept.
      const facts = runShared(() => readFacts(config, routesTo(account), clientOf(account), links));
      kept.set(account, { facts, readAt: Date.now() });
      facts.catch(() => kept.delete(account));
      return facts;
    },
    forget(account) {
      kept.delete(account);
    },
  };
}

async function readFacts(
  config: AccountConfig,
  routes: readonly RouteConfig[],
  client: BrightpearlClient,
  links: Links,
): Promise<KnownAccount> {
  const { referenceData } = client;
  const { settings, instanceId: answered } = await referenceData.accountConfiguration();
  const [
    taxCodes,
    currencies,
    paymentMethods,
    shippingMethods,
    orderStatuses,
    channels,
    warehouses,
    priceLists,
    orderLists,
  ] = await Promise.all([
    referenceData.taxCodes(),
    referenceData.currencies(),
    referenceData.paymentMethods(),
    referenceData.shippingMethods(),
    referenceData.orderStatuses(),
    referenceData.channels(),
    referenceData.warehouses(),
    referenceData.priceLists(),
    readOrderLists(client, routes),
  ]);
  const setting = (name: string): string => {
    const value = settings[name];
    if (value !== undefined && value !== '') return value;
    throw issueFailure(
      issue('UNEXPECTED_ANSWER', `Account ${config.code}: its configuration has no ${name}; set it in Brightpearl`),
    );
  };
  return {
    ...(await pinInstanceId(links, config.code, { configured: config.instanceId, answered })),
    code: config.code,
    baseCurrency: setting('baseCurrencyCode'),
    timeZone: setting('timeZone'),
    newOrderStatusId: Number(setting('newSalesOrderStatusId')),
    ...statusOf(settings['cancelledOrderStatusId']),
    nominals: {
      ...nominal('sales', settings['salesNominalCode']),
      ...nominal('shipping', settings['shippingNominalCode']),
      ...nominal('discount', settings['discountNominalCode']),
      ...nominal('rounding', settings['roundingCorrectionsNominalCode']),
    },
    taxCodes,
    currencies,
    paymentMethods: paymentMethods.map(({ code, isActive }) => ({ code, active: isActive })),
    shippingMethods,
    orderStatuses,
    channels,
    warehouses,
    priceLists,
    orderLists,
    ...(config.closedUntil === undefined ? {} : { closedUntil: config.closedUntil }),
  };
}

const statusOf = (id: string | undefined): Pick<AccountFacts, 'cancelledStatusId'> =>
  id && Number(id) > 0 ? { cancelledStatusId: Number(id) } : {};

const nominal = (name: keyof AccountFacts['nominals'], code: string | undefined): AccountFacts['nominals'] =>
  code === undefined || code === '' ? {} : { [name]: code };
