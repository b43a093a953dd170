/** The lists of an account that rules of its routes name projects, lead sources and order custom fields of. */
import type { BrightpearlClient } from '../brightpearl/client';
import { kindsNamed, lackingReferences } from '../mapping/account-references';
import type { RouteConfig } from '../config/config';
import type { OrderLists } from '../mapping/account-facts';
import type { ActivityDeps } from './deps';
import { unlessHidden } from './unless-hidden';

/**
 * Reads only what is named: a list that no rule asks for costs no request. One that the credentials may not read keeps no order back:
 * Brightpearl refuses what does not exist.
 */
export async function readOrderLists(
  { referenceData }: BrightpearlClient,
  routes: readonly Pick<RouteConfig, 'rules'>[],
): Promise<OrderLists> {
  const named = kindsNamed(routes.map(({ rules }) => rules));
  const [projects, leadSources, orderFields] = await Promise.all([
    named.has('project') ? unlessHidden(referenceData.projects()) : undefined,
    named.has('lead source') ? unlessHidden(referenceData.leadSources()) : undefined,
    named.has('custom field') ? unlessHidden(referenceData.orderCustomFields()) : undefined,
  ]);
  return {
    ...(projects ? { projects } : {}),
    ...(leadSources ? { leadSources } : {}),
    ...(orderFields ? { orderFields } : {}),
  };
}

/** What the rules of an account's routes name and the account does not have, as it is now. */
export async function referenceAdvice(
  { config, brightpearl }: Pick<ActivityDeps, 'config' | 'brightpearl'>,
  account: string,
): Promise<string[]> {
  const routes = config.routes.filter((route) => route.account === account);
  const lists = await readOrderLists(brightpearl(account), routes);
  return routes.flatMap((route) => lackingReferences(route, lists));
}
