import { z } from 'zod';
import type { Account } from '../account';
import { idField } from '../endpoint';
import { badRequest, invalidPatch } from '../failure';
import type { PatchOperation } from '../order/order-patch';
import type { Contact } from '../records';
import { indexContact } from './contact-search';

const NAME_LENGTH = 32;

const nameField = z.string().max(NAME_LENGTH, `must have ${NAME_LENGTH} characters at most`).nullish();
const texts = z.record(z.string(), z.string().nullish()).nullish();
const flag = z.boolean().nullish();

export const contactBody = z.object({
  salutation: nameField,
  firstName: nameField,
  lastName: nameField,
  postAddressIds: z.looseObject({ DEF: idField, BIL: idField.nullish(), DEL: idField.nullish() }),
  communication: z
    .object({
      emails: z.record(z.string(), z.object({ email: z.string().nullish() })).nullish(),
      telephones: texts,
      messagingVoips: texts,
      websites: texts,
    })
    .nullish(),
  contactStatus: z.object({ current: z.object({ contactStatusId: idField.nullish() }).nullish() }).nullish(),
  relationshipToAccount: z.object({ isSupplier: flag, isStaff: flag }).nullish(),
  organisation: z.object({ name: z.string().nullish(), jobTitle: z.string().nullish() }).nullish(),
  marketingDetails: z.object({ isReceiveEmailNewsletter: flag }).nullish(),
  financialDetails: z.record(z.string(), z.unknown()).nullish(),
  assignment: z.object({ current: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});

type ContactBody = z.output<typeof contactBody>;

/** Stores a new contact. E-mail addresses are not unique, so the same body twice makes two. */
export function createContact(account: Account, body: ContactBody): Contact {
  const postAddressIds = ownAddresses(account, body.postAddressIds);
  const now = account.now();
  const contact: Contact = {
    id: account.state.nextId('contact'),
    salutation: body.salutation ?? '',
    firstName: body.firstName ?? '',
    lastName: body.lastName ?? '',
    postAddressIds,
    ...communicationOf(body.communication),
    ...standingOf(body),
    companyName: body.organisation?.name ?? '',
    jobTitle: body.organisation?.jobTitle ?? '',
    financialDetails: { priceListId: 0, ...body.financialDetails },
    assignment: body.assignment?.current ?? {},
    customFields: new Map(),
    createdOn: now,
    updatedOn: now,
  };
  account.state.contacts.set(contact.id, contact);
  indexContact(account, contact);
  return contact;
}

/** The addresses must exist and belong to nobody else; billing and delivery fall back on the default one. */
function ownAddresses(account: Account, ids: ContactBody['postAddressIds']): Record<string, number> {
  const own = { DEF: ids.DEF, BIL: ids.BIL ?? ids.DEF, DEL: ids.DEL ?? ids.DEF };
  for (const id of Object.values(own)) {
    if (!account.state.addresses.has(id)) throw badRequest('CONC-903', `There is no postal address ${id}`);
    if (ownerOf(account, id)) throw badRequest('CONC-904', `The postal address ${id} belongs to another contact`);
  }
  return own;
}

const ownerOf = (account: Account, addressId: number): Contact | undefined =>
  [...account.state.contacts.values()].find((contact) => Object.values(contact.postAddressIds).includes(addressId));

function communicationOf(communication: ContactBody['communication']) {
  const emails = Object.entries(communication?.emails ?? {}).map(([kind, { email }]) => [kind, email] as const);
  return {
    emails: present(Object.fromEntries(emails)),
    telephones: present(communication?.telephones),
    messagingVoips: present(communication?.messagingVoips),
    websites: present(communication?.websites),
  };
}

const present = (values: Record<string, string | null | undefined> | null | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(values ?? {}).flatMap(([key, value]) => (value ? [[key, value]] : [])));

const standingOf = ({ contactStatus, relationshipToAccount, marketingDetails }: ContactBody) => ({
  contactStatusId: contactStatus?.current?.contactStatusId ?? 0,
  isSupplier: relationshipToAccount?.isSupplier ?? false,
  isStaff: relationshipToAccount?.isStaff ?? false,
  isReceiveEmailNewsletter: marketingDetails?.isReceiveEmailNewsletter ?? false,
});

/** Gone, as after staff merged it into another contact. Its orders keep its id. */
export function removeContact(account: Account, id: number): void {
  account.state.contacts.delete(id);
  account.index('contact-search', id, undefined);
}

/** Applies a JSON Patch: names, company, newsletter, e-mail addresses, telephones and addresses. */
export function patchContact(account: Account, contact: Contact, operations: readonly PatchOperation[]): void {
  const changes = operations.map((operation) => changeOf(account, contact, operation));
  for (const apply of changes) apply();
  contact.updatedOn = account.now();
  indexContact(account, contact);
}

function changeOf(account: Account, contact: Contact, { op, path, value }: PatchOperation): () => void {
  const text = op === 'remove' ? '' : typeof value === 'string' ? value : '';
  const [, first = '', ...rest] = path.split('/');
  if (rest.length === 0 && isNamePart(first)) return renaming(contact, first, text);
  if (path === '/organisation/name') return () => void (contact.companyName = text);
  if (path === '/marketingDetails/isReceiveEmailNewsletter') {
    return () => void (contact.isReceiveEmailNewsletter = value === true);
  }
  const email = /^\/communication\/emails\/(PRI|SEC|TER)\/email$/.exec(path)?.[1];
  if (email) return () => void (contact.emails[email] = text);
  const telephone = /^\/communication\/telephones\/(PRI|SEC|MOB|FAX)$/.exec(path)?.[1];
  if (telephone) return () => void (contact.telephones[telephone] = text);
  const address = /^\/postAddressIds\/(DEF|BIL|DEL)$/.exec(path)?.[1];
  if (address) return readdressing(account, contact, address, Number(value));
  throw invalidPatch(op, path);
}

type NamePart = 'salutation' | 'firstName' | 'lastName';

const isNamePart = (key: string): key is NamePart => ['salutation', 'firstName', 'lastName'].includes(key);

function renaming(contact: Contact, part: NamePart, name: string): () => void {
  if (name.length > NAME_LENGTH) throw badRequest('CONC-902', `${part} must have ${NAME_LENGTH} characters at most`);
  return () => void (contact[part] = name);
}

function readdressing(account: Account, contact: Contact, kind: string, id: number): () => void {
  const owner = ownerOf(account, id);
  if (!account.state.addresses.has(id)) throw badRequest('CONC-903', `There is no postal address ${id}`);
  if (owner && owner !== contact) throw badRequest('CONC-904', `The postal address ${id} belongs to another contact`);
  return () => void (contact.postAddressIds[kind] = id);
}
