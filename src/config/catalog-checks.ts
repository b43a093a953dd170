/** What follows an account's catalog names an account that exists, and leaves it out only where there is no choice. */
import type { FileView, Finding } from './file-view';
import { unknownTarget } from './route-checks';

export function checkCatalog({ stores, accounts, routes }: FileView): Finding[] {
  const codes = accounts.flatMap(({ code }) => code ?? []);
  return stores.flatMap(({ hash, prices, attributes, products }, index) => {
    const routed = [...new Set(routes.flatMap(({ store, account }) => (store === hash && account ? [account] : [])))];
    const check = (account: string | undefined, path: (string | number)[], whose: string): Finding[] => {
      if (account !== undefined) return unknownTarget(path, account, codes, 'the code of an account');
      if (routed.length === 1) return [];
      const message =
        routed.length === 0
          ? 'is missing, and no route leads from this store to an account'
          : `is missing, and the store's routes lead to ${routed.length} accounts`;
      return [{ path, message, fix: `Name the account whose ${whose} meant: ${codes.join(', ')}` }];
    };
    return [
      ...(prices?.rules ?? []).flatMap(({ account }, rule) =>
        check(account, ['stores', index, 'prices', 'rules', rule, 'account'], 'price list is'),
      ),
      ...(products ? check(products.account, ['stores', index, 'products', 'account'], 'products are') : []),
      ...(attributes ? check(attributes.account, ['stores', index, 'attributes', 'account'], 'options are') : []),
    ];
  });
}
