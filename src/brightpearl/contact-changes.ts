/** How a contact is changed: by JSON Patch where Brightpearl allows that, else as a whole. */
import type { WholeContact } from './schemas/contact';

/** What is named is set; an empty text takes away. Names have at most 32 characters. */
export interface ContactChanges {
  readonly firstName?: string;
  readonly lastName?: string;
  /** The primary ones. */
  readonly email?: string;
  readonly telephone?: string;
  readonly isReceiveEmailNewsletter?: boolean;
  readonly companyName?: string;
  readonly financialDetails?: {
    readonly priceListId?: number;
    readonly taxNumber?: string;
    readonly taxCodeId?: number;
    readonly creditLimit?: number;
    readonly creditTermDays?: number;
    readonly discountPercentage?: number;
  };
}

interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: string | boolean;
}

/**
 * Undefined where it cannot be a patch. An empty address or number is not removed but set to nothing, because removing what
 * is not there fails.
 */
export function patchOf(changes: ContactChanges): readonly Operation[] | undefined {
  const { firstName, lastName, email, telephone, isReceiveEmailNewsletter, companyName, financialDetails } = changes;
  if (companyName !== undefined || financialDetails) return undefined;
  const set = (op: Operation['op'], path: string, value: string | boolean | undefined): Operation[] =>
    value === undefined ? [] : [{ op, path, value }];
  return [
    ...set('add', '/firstName', firstName),
    ...set('add', '/lastName', lastName),
    ...set('add', '/communication/emails/PRI/email', email),
    ...set('add', '/communication/telephones/PRI', telephone),
    ...set('replace', '/marketingDetails/isReceiveEmailNewsletter', isReceiveEmailNewsletter),
  ];
}

/** Told by GET, and not taken by PUT. */
const READ_ONLY: ReadonlySet<string> = new Set([
  'contactId',
  'isPrimaryContact',
  'tradeStatus',
  'createdByid',
  'createdOn',
  'updatedOn',
  'contactTags',
  'aliases',
]);

/** The contact with everything that it has and the changes: nothing says that PUT leaves alone what it does not name. */
export function changedContact(contact: WholeContact, changes: ContactChanges): Readonly<Record<string, unknown>> {
  const { firstName, lastName, email, telephone, isReceiveEmailNewsletter, companyName, financialDetails } = changes;
  const { communication } = contact;
  const kept = Object.fromEntries(Object.entries(contact).filter(([key]) => !READ_ONLY.has(key)));
  return {
    ...kept,
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    communication: {
      ...communication,
      emails: { ...communication.emails, ...(email !== undefined && { PRI: { email } }) },
      telephones: { ...communication.telephones, ...(telephone !== undefined && { PRI: telephone }) },
    },
    organisation: { ...contact.organisation, ...(companyName !== undefined && { name: companyName }) },
    marketingDetails: {
      ...contact.marketingDetails,
      ...(isReceiveEmailNewsletter !== undefined && { isReceiveEmailNewsletter }),
    },
    financialDetails: { ...contact.financialDetails, ...financialDetails },
  };
}
