/** Some customers that wait, with their contacts in one account. */
import type { BcCustomerDetails } from '../../bigcommerce/schemas/customer';
import type { CustomersConfig } from '../../config/config';
import { customerRef } from '../../domain/ids';
import type { ContactAsRead } from '../../mapping/customers/contact-side';
import { makesContacts } from '../../mapping/customers/draft';
import type { CustomerNewsRow, CustomerScope } from '../../store/customer-news';
import type { Link } from '../../store/links';
import type { ActivityDeps } from '../deps';
import { readContacts } from './read-contacts';

export interface Batch {
  readonly rules: CustomersConfig;
  /** Whether customers without a contact get one in this account. */
  readonly makes: boolean;
  readonly customers: ReadonlyMap<number, BcCustomerDetails>;
  /** By customer. */
  readonly links: ReadonlyMap<number, Link>;
  readonly contacts: ReadonlyMap<number, ContactAsRead>;
}

/** Where only orders make contacts, customers without one are not read at all: their first order brings them here again. */
export async function readBatch(
  deps: ActivityDeps,
  { storeHash, account }: CustomerScope,
  rows: readonly CustomerNewsRow[],
  rules: CustomersConfig,
): Promise<Batch> {
  const makes = makesContacts(rules, account);
  const ids = rows.map(({ customerId }) => customerId);
  const links = await linksOf(deps, { storeHash, account }, ids);
  const contactIds = new Set([...links.values()].map(contactIdOf));
  const customers = await deps.bigcommerce(storeHash).customers.byIds(makes ? ids : [...links.keys()]);
  const contacts = await readContacts(deps.brightpearl(account), [...contactIds], rules);
  return { rules, makes, customers: new Map(customers.map((one) => [one.id, one])), links, contacts };
}

export const contactIdOf = ({ remoteId }: Pick<Link, 'remoteId'>): number => Number(remoteId);

/** By customer; those without a contact are absent. */
async function linksOf(
  { store }: Pick<ActivityDeps, 'store'>,
  { storeHash, account }: CustomerScope,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, Link>> {
  const refs = new Map(customerIds.map((id) => [customerRef(storeHash, id), id]));
  const links = await store.links.getMany('contact', account, [...refs.keys()]);
  return new Map([...links].map(([ref, link]) => [refs.get(ref) ?? 0, link]));
}
