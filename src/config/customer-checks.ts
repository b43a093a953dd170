/**
 * Groups of customers and `createIn` name accounts that the store's orders go to, each group once for an account, and ids of one
 * account are not taken for another's.
 */
import type { FileView, Finding } from './file-view';
import { formatPath } from './problems';
import { unknownTarget } from './route-checks';

type Customers = NonNullable<FileView['stores'][number]['customers']>;
type Path = readonly PropertyKey[];

export function checkCustomers({ stores, routes }: FileView): Finding[] {
  return stores.flatMap(({ hash, customers }, index) => {
    if (!customers) return [];
    const path = ['stores', index, 'customers'];
    const accounts = routes.filter(({ store }) => store === hash).flatMap(({ account }) => account ?? []);
    return [
      ...customers.groups.flatMap(({ account }, group) =>
        account === undefined
          ? []
          : unknownTarget(
              [...path, 'groups', group, 'account'],
              account,
              accounts,
              'an account that this store has a route to',
            ),
      ),
      ...groupsListedTwice(path, customers),
      ...idsOfNoAccount(path, customers, accounts),
      ...createdNowhere(path, customers, accounts),
    ];
  });
}

function createdNowhere(path: Path, { create, createIn }: Customers, accounts: string[]): Finding[] {
  if (createIn.length > 0 && create !== 'always') {
    const fix = 'Add "create: always", or take "createIn" away';
    return [{ path: [...path, 'createIn'], message: 'says nothing without "create: always"', fix }];
  }
  return createIn.flatMap((account, index) =>
    unknownTarget([...path, 'createIn', index], account, accounts, 'an account that this store has a route to'),
  );
}

/** The first entry that fits is taken: one behind another for the same customers never is. */
function groupsListedTwice(path: Path, { groups }: Customers): Finding[] {
  return groups.flatMap(({ group, account }, index) => {
    const first = groups.findIndex(
      (other) => other.group === group && (other.account === undefined || other.account === account),
    );
    if (group === -1 || first === index || first > index) return [];
    return [
      {
        path: [...path, 'groups', index, 'group'],
        value: group,
        message: `is covered by ${formatPath([...path, 'groups', first])} already`,
        fix: 'Put the entry with an account before the one for all accounts, and list each group once for an account',
      },
    ];
  });
}

/** The same id is another price list or tax code in another account. */
function idsOfNoAccount(path: Path, { groups }: Customers, routed: readonly string[]): Finding[] {
  const accounts = [...new Set(routed)];
  if (accounts.length < 2) return [];
  return groups.flatMap(({ account, priceListId, taxCodeId }, index) => {
    if (account !== undefined || (priceListId === undefined && taxCodeId === undefined)) return [];
    const what = [priceListId, taxCodeId].every((id) => id !== undefined)
      ? 'price list and tax code are'
      : `${priceListId === undefined ? 'tax code' : 'price list'} is`;
    return [
      {
        path: [...path, 'groups', index, 'account'],
        message: `is missing, and the store's routes lead to ${accounts.length} accounts, which have ids of their own`,
        fix: `Name the account whose ${what} meant, and list the group once for each: ${accounts.join(', ')}`,
      },
    ];
  });
}
