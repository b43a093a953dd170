/** Accounts that get no order, and accounts that were copied from each other. */
import { accountLabel, type AccountPlace, type Landscape } from './landscape';
import type { ConfigWarning } from './types';
import { all } from './words';

export const accountWarnings = (landscape: Landscape): ConfigWarning[] =>
  landscape.accounts.flatMap((account, index) => [
    ...unused(landscape, account),
    ...sameInstance(landscape, account, landscape.accounts.slice(0, index)),
  ]);

/** An account without orders may still feed stock. */
function unused(landscape: Landscape, { code }: AccountPlace): ConfigWarning[] {
  if (landscape.routes.some(({ account }) => account === code)) return [];
  const label = accountLabel(landscape, code);
  const fed = landscape.stores.filter(({ stock }) => stock?.feeds.some(({ account }) => account === code));
  const message =
    fed.length === 0
      ? `No route and no stock feed uses account ${label}`
      : `No route goes to account ${label}: it only feeds stock to ${all(fed.map(({ hash }) => hash))}, and no order lowers what it feeds`;
  return [{ kind: 'account', message, fix: 'Add a route to it, or take the account out' }];
}

function sameInstance(
  landscape: Landscape,
  { code, instanceId }: AccountPlace,
  earlier: readonly AccountPlace[],
): ConfigWarning[] {
  const twin = earlier.find((other) => instanceId !== undefined && other.instanceId === instanceId);
  if (!twin) return [];
  return [
    {
      kind: 'account',
      message: `Accounts ${accountLabel(landscape, twin.code)} and ${accountLabel(landscape, code)} have the same instanceId ${instanceId}: every installation has its own, and with a wrong one Brightpearl refuses no second sales order`,
      fix: 'Look the instance id up in each account',
    },
  ];
}
