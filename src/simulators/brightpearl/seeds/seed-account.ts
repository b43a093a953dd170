import type { Account } from '../account';
import { indexBooks } from '../accounting/accounting-routes';
import { seedContacts } from './contacts';

/** What a new account has before its first order, in view of every search from the start. */
export function seedAccount(account: Account): void {
  const { indexLagMs } = account.switches;
  account.setSwitches({ indexLagMs: 0 });
  indexBooks(account);
  seedContacts(account);
  account.setSwitches({ indexLagMs });
}
