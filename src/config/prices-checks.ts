/** Price rules name accounts that exist, and leave out the account only where there is no choice. */
import type { FileView, Finding } from './file-view';
import { unknownTarget } from './route-checks';

export function checkPrices({ stores, accounts, routes }: FileView): Finding[] {
  const codes = accounts.flatMap(({ code }) => code ?? []);
  return stores.flatMap(({ hash, prices }, index) => {
    if (!prices) return [];
    const routed = [...new Set(routes.flatMap(({ store, account }) => (store === hash && account ? [account] : [])))];
    return prices.rules.flatMap(({ account }, rule) => {
      const path = ['stores', index, 'prices', 'rules', rule, 'account'];
      if (account !== undefined) return unknownTarget(path, account, codes, 'the code of an account');
      if (routed.length === 1) return [];
      const message =
        routed.length === 0
          ? 'is missing, and no route leads from this store to an account'
          : `is missing, and the store's routes lead to ${routed.length} accounts`;
      return [{ path, message, fix: `Name the account whose price list is meant: ${codes.join(', ')}` }];
    });
  });
}
