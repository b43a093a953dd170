/** Groups of customers and `createIn` name accounts that the store's orders go to, each group once for an account. */
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
