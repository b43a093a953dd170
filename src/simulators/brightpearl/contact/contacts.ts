import { z } from 'zod';
import type { Account } from '../account';
import { idField } from '../endpoint';
import { badRequest } from '../failure';
import type { Contact } from '../records';
import { indexContact } from './contact-search';

export const NAME_LENGTH = 32;

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
  const fields = fieldsOf(account, body, undefined);
  const now = account.now();
  const id = account.state.nextId('contact');
  const contact: Contact = { ...fields, id, tagIds: [], customFields: new Map(), createdOn: now, updatedOn: now };
  account.state.contacts.set(id, contact);
  indexContact(account, contact);
  return contact;
}

/** The contact anew: what the body leaves out is empty, or stays as it was. */
export function putContact(account: Account, contact: Contact, body: ContactBody): void {
  const fields = fieldsOf(account, body, contact);
  const kept = account.switches.putContact === 'keeps' ? keptBy(body, contact) : {};
  Object.assign(contact, fields, kept);
  contactChanged(account, contact);
}

const fieldsOf = (account: Account, body: ContactBody, owner: Contact | undefined) => ({
  salutation: body.salutation ?? '',
  firstName: body.firstName ?? '',
  lastName: body.lastName ?? '',
  postAddressIds: ownAddresses(account, body.postAddressIds, owner),
  ...communicationOf(body.communication),
  ...standingOf(body),
  companyName: body.organisation?.name ?? '',
  jobTitle: body.organisation?.jobTitle ?? '',
  financialDetails: { priceListId: 0, ...body.financialDetails },
  assignment: body.assignment?.current ?? {},
});

/** Section by section, the contact's own where the body has none. */
function keptBy(body: ContactBody, contact: Contact): Partial<Contact> {
  const { salutation, firstName, lastName, emails, telephones, messagingVoips, websites } = contact;
  const { contactStatusId, isSupplier, isStaff, companyName, jobTitle, isReceiveEmailNewsletter } = contact;
  return {
    ...(body.salutation === undefined && { salutation }),
    ...(body.firstName === undefined && { firstName }),
    ...(body.lastName === undefined && { lastName }),
    ...(!body.communication && { emails, telephones, messagingVoips, websites }),
    ...(!body.contactStatus && { contactStatusId }),
    ...(!body.relationshipToAccount && { isSupplier, isStaff }),
    ...(!body.organisation && { companyName, jobTitle }),
    ...(!body.marketingDetails && { isReceiveEmailNewsletter }),
    financialDetails: { ...contact.financialDetails, ...body.financialDetails },
    ...(!body.assignment && { assignment: contact.assignment }),
  };
}

/** The addresses must exist and belong to nobody else; billing and delivery fall back on the default one. */
function ownAddresses(
  account: Account,
  ids: ContactBody['postAddressIds'],
  contact: Contact | undefined,
): Record<string, number> {
  const own = { DEF: ids.DEF, BIL: ids.BIL ?? ids.DEF, DEL: ids.DEL ?? ids.DEF };
  for (const id of Object.values(own)) checkAddress(account, id, contact);
  return own;
}

function checkAddress(account: Account, id: number, contact: Contact | undefined): void {
  if (!account.state.addresses.has(id)) throw badRequest('CONC-903', `There is no postal address ${id}`);
  const owner = ownerOf(account, id);
  if (owner && owner !== contact) throw badRequest('CONC-904', `The postal address ${id} belongs to another contact`);
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

/** Sets which of the contact's addresses are for what; an address must exist and belong to nobody else. */
export function associate(account: Account, contact: Contact, associations: z.output<typeof associationsBody>): void {
  for (const { postalAddressId } of associations) checkAddress(account, postalAddressId, contact);
  for (const { postalAddressId, type } of associations) if (type) contact.postAddressIds[type] = postalAddressId;
  contactChanged(account, contact);
}

export const associationsBody = z
  .array(z.object({ postalAddressId: idField, type: z.enum(['DEF', 'BIL', 'DEL']).nullish() }))
  .min(1);

/** Dates and indexes a change that was made. No event tells of it. */
export function contactChanged(account: Account, contact: Contact): void {
  contact.updatedOn = account.now();
  indexContact(account, contact);
}
