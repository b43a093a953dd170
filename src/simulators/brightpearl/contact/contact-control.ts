/** The control routes of contacts: seeding, and what staff do with them. */
import { z } from 'zod';
import { readControlBody } from '../../core/control';
import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import type { Contact } from '../records';
import { seedContact } from '../seeds/contacts';
import { contactChanged, removeContact } from './contacts';

const contactSeed = z.strictObject({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().optional(),
  telephone: z.string().optional(),
  companyName: z.string().optional(),
  isStaff: z.boolean().optional(),
  isSupplier: z.boolean().optional(),
  isReceiveEmailNewsletter: z.boolean().optional(),
  /** `priceListId`, `taxNumber`, `creditLimit`, `creditTermDays` and the rest. */
  financialDetails: z.record(z.string(), z.unknown()).optional(),
});

const contactEdit = contactSeed.partial();

export const contactControl = (account: Account): Route[] => [
  {
    method: 'POST',
    path: '/_sim/contacts',
    handle: (request) => ({
      status: 200,
      body: { id: seedContact(account, readControlBody(contactSeed, request)).id },
    }),
  },
  {
    method: 'POST',
    path: '/_sim/contacts/{id}',
    handle: (request) => {
      editContact(account, contactIn(account, request), readControlBody(contactEdit, request));
      return { status: 204 };
    },
  },
  {
    method: 'DELETE',
    path: '/_sim/contacts/{id}',
    handle: (request) => {
      removeContact(account, Number(request.params['id']));
      return { status: 204 };
    },
  },
];

function editContact(account: Account, contact: Contact, edit: z.output<typeof contactEdit>): void {
  const { email, telephone, financialDetails, ...fields } = edit;
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  Object.assign(contact, Object.fromEntries(given));
  if (email !== undefined) contact.emails['PRI'] = email;
  if (telephone !== undefined) contact.telephones['PRI'] = telephone;
  contact.financialDetails = { ...contact.financialDetails, ...financialDetails };
  contactChanged(account, contact);
}

function contactIn(account: Account, { params }: SimRequest): Contact {
  const contact = account.state.contacts.get(Number(params['id']));
  if (!contact) throw new Error(`There is no contact ${params['id']}`);
  return contact;
}
