/** What a store's products are made with in an account. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import type { AccountCreationRules } from '../../mapping/catalog/fields/account-creation-rules';
import type { ActivityDeps } from '../deps';

/** Undefined: the account gets no products from the store. */
export const creationRulesOf = (
  { config }: Pick<ActivityDeps, 'config'>,
  { storeHash, account }: CatalogAccountStep,
): AccountCreationRules | undefined =>
  config.stores.find(({ hash }) => hash === storeHash)?.newProducts?.find((one) => one.account === account)?.rules;
