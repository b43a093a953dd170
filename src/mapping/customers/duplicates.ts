/**
 * Who is in the store or in Brightpearl more than once, and which record a person might keep. Only ids come out: nothing is
 * merged here or anywhere else in the connector.
 */

export interface StoreCustomer {
  readonly customerId: number;
  readonly email: string;
  /** Where the customer may sign in; undefined: everywhere. The same address elsewhere is another customer on purpose. */
  readonly channelIds: readonly number[] | undefined;
  readonly links: readonly CustomerLink[];
}

interface CustomerLink {
  readonly account: string;
  readonly contactId: number;
  /** The contact that orders under the customer's e-mail address went to, where that is another one. */
  readonly byEmail?: number | undefined;
}

export interface AccountContact {
  readonly account: string;
  readonly contactId: number;
  /** All three that a contact may have. */
  readonly emails: readonly string[];
  readonly isStaff: boolean;
  readonly isSupplier: boolean;
  /** A customer has it, of this store or of another one whose orders go to the account. */
  readonly isLinked: boolean;
}

/** Why records are taken for one person. */
const CAUSES = {
  SAME_EMAIL: 'They have the same e-mail address, whatever its case and spaces',
  ONE_CONTACT: 'Their orders go to one contact',
  ONE_CUSTOMER: "One customer's orders went to both",
} as const;

export interface Duplicate {
  readonly side: 'store' | 'brightpearl';
  /** Of contacts. */
  readonly account?: string;
  readonly cause: keyof typeof CAUSES;
  /** Customer ids or contact ids, lowest first. */
  readonly ids: readonly number[];
  /** Which of them to keep. */
  readonly keep: number;
  readonly why: string;
}

/** Each set of records once, by the first cause that shows it: those of the store first. */
export function findDuplicates(
  customers: readonly StoreCustomer[],
  contacts: readonly AccountContact[],
): readonly Duplicate[] {
  const people = contacts.filter(({ isStaff, isSupplier }) => !isStaff && !isSupplier);
  const found = [...sameEmail(customers), ...oneContact(customers), ...sameContactEmail(people), ...split(customers)];
  const nameOf = ({ side, account = '', ids }: Duplicate): string => `${side} ${account} ${ids.join(',')}`;
  return [...new Map(found.toReversed().map((one) => [nameOf(one), one])).values()].toReversed();
}

/** Stores let the same address sign in twice when its case or spaces differ. */
const plainEmail = (email: string): string => email.normalize('NFC').replaceAll(/\s/gu, '').toLowerCase();

function sameEmail(customers: readonly StoreCustomer[]): Duplicate[] {
  const groups = groupedBy(customers, ({ email }) => [plainEmail(email)]);
  return groups.flatMap((group) => customerDuplicate('SAME_EMAIL', withTwin(group)));
}

/** Those of a group who are there with another of it, and not on purpose: the same address at other channels is. */
const withTwin = (group: readonly StoreCustomer[]): StoreCustomer[] =>
  group.filter((one) => group.some((other) => other !== one && !areApart(one, other)));

const areApart = (one: StoreCustomer, other: StoreCustomer): boolean =>
  plainEmail(one.email) === plainEmail(other.email) && !shareChannel(one, other);

const shareChannel = ({ channelIds: own }: StoreCustomer, { channelIds: theirs }: StoreCustomer): boolean =>
  !own || !theirs || own.some((id) => theirs.includes(id));

const oneContact = (customers: readonly StoreCustomer[]): Duplicate[] =>
  groupedBy(customers, ({ links }) => links.map(({ account, contactId }) => `${account}/${contactId}`)).flatMap(
    (group) => customerDuplicate('ONE_CONTACT', withTwin(group)),
  );

function customerDuplicate(cause: Duplicate['cause'], group: readonly StoreCustomer[]): Duplicate[] {
  const sorted = group.toSorted((a, b) => a.customerId - b.customerId);
  const [oldest, second] = sorted;
  if (!oldest || !second) return [];
  const ordered = sorted.find(({ links }) => links.length > 0);
  const why = ordered
    ? 'The oldest that has a contact in Brightpearl'
    : 'The oldest; none has a contact in Brightpearl yet';
  const ids = sorted.map(({ customerId }) => customerId);
  return [{ side: 'store', cause, ids, keep: (ordered ?? oldest).customerId, why }];
}

function sameContactEmail(people: readonly AccountContact[]): Duplicate[] {
  const keysOf = ({ account, emails }: AccountContact) =>
    [...new Set(emails.map(plainEmail))].filter((email) => email !== '').map((email) => `${account} ${email}`);
  return groupedBy(people, keysOf).flatMap((group) => {
    const sorted = group.toSorted((a, b) => a.contactId - b.contactId);
    const [oldest, second] = sorted;
    if (!oldest || !second) return [];
    const { account } = oldest;
    const followed = sorted.find(({ isLinked }) => isLinked);
    const why = followed ? 'A customer is linked to it' : 'The oldest; no customer is linked to any';
    const ids = sorted.map(({ contactId }) => contactId);
    return [{ side: 'brightpearl', account, cause: 'SAME_EMAIL', ids, keep: (followed ?? oldest).contactId, why }];
  });
}

const split = (customers: readonly StoreCustomer[]): Duplicate[] =>
  customers.flatMap(({ links }) =>
    links.flatMap(({ account, contactId, byEmail = contactId }): Duplicate[] => {
      if (byEmail === contactId) return [];
      const ids = [contactId, byEmail].sort((a, b) => a - b);
      const why = 'The customer is linked to it; the other has orders under the e-mail address';
      return [{ side: 'brightpearl', account, cause: 'ONE_CUSTOMER', ids, keep: contactId, why }];
    }),
  );

export const causeText = (cause: Duplicate['cause']): string => CAUSES[cause];

/** Those of one key together; blank keys are nobody's. */
function groupedBy<T>(rows: readonly T[], keysOf: (row: T) => readonly string[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) if (key !== '') groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
