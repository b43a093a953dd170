/** What follows an account's catalog names an account that exists, and leaves it out only where there is no choice. */
import type { FileView, Finding } from './file-view';
import { unknownTarget } from './route-checks';

export function checkCatalog({ stores, accounts, routes }: FileView): Finding[] {
  const codes = accounts.flatMap(({ code }) => code ?? []);
  return stores.flatMap(({ hash, prices, attributes, products, newProducts = [] }, index) => {
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
      ...(products ? checkCreation(products, prices, index) : []),
      ...newProducts.flatMap(({ account }, entry) =>
        check(account, ['stores', index, 'newProducts', entry, 'account'], 'products are'),
      ),
      ...repeatedAccounts(newProducts, ['stores', index, 'newProducts']),
      ...(attributes ? check(attributes.account, ['stores', index, 'attributes', 'account'], 'options are') : []),
    ];
  });
}

type StoreView = FileView['stores'][number];

/** What every product of BigCommerce needs comes from rules: without them none could be made. */
function checkCreation(
  { create, account, fields }: NonNullable<StoreView['products']>,
  prices: StoreView['prices'],
  index: number,
): Finding[] {
  if (create === undefined || create === 'off') return [];
  const missing = ['name', 'weight'].filter((name) => !fields.some(({ field }) => field === name));
  const isPriced = prices?.rules.some(
    (rule) =>
      rule.to === 'catalog' && rule.field === 'price' && (rule.account ?? account) === (account ?? rule.account),
  );
  const at = (message: string, fix: string): Finding => ({
    path: ['stores', index, 'products', 'create'],
    message,
    fix,
  });
  return [
    ...missing.map((name) =>
      at(`makes products without a ${name}, which BigCommerce wants`, `Add a rule for ${name} to \`fields\``),
    ),
    ...(isPriced
      ? []
      : [at('makes products without a price', 'Add a rule to `prices` of the store: {from: …, to: catalog}')]),
  ];
}

function repeatedAccounts(
  entries: readonly { readonly account?: string | undefined }[],
  path: PropertyKey[],
): Finding[] {
  return entries.flatMap(({ account }, index) => {
    const first = entries.findIndex((other) => other.account === account);
    if (first === index) return [];
    const fix = 'Keep one of them: an account makes products in one way';
    return [{ path: [...path, index, 'account'], value: account, message: `is that of [${first}], too`, fix }];
  });
}
