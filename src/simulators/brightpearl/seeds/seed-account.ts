import type { Account } from '../account';
import { indexBooks } from '../accounting/accounting-routes';
import { indexCollection } from '../product/attribute-routes';
import { seedContacts } from './contacts';

/** What a new account has before its first order, in view of every search from the start. */
export function seedAccount(account: Account): void {
  const { indexLagMs } = account.switches;
  account.setSwitches({ indexLagMs: 0 });
  indexBooks(account);
  seedContacts(account);
  for (const id of account.state.attributes.collections.keys()) indexCollection(account, id);
  account.setSwitches({ indexLagMs });
}
