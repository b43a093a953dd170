import { z } from 'zod';
import type { Account } from '../account';
import { badRequest, invalidPatch } from '../failure';
import type { Contact } from '../records';
import { contactChanged, NAME_LENGTH } from './contacts';

export const contactPatchBody = z.array(
  z.object({
    op: z.enum(['test', 'add', 'replace', 'remove', 'move', 'copy']),
    path: z.string(),
    from: z.string().optional(),
    value: z.unknown().optional(),
  }),
);

type Operation = z.output<typeof contactPatchBody>[number];

const EVERY_OPERATION: readonly Operation['op'][] = ['test', 'add', 'replace', 'remove', 'move', 'copy'];
const NEWSLETTER = '/marketingDetails/isReceiveEmailNewsletter';

/** All that can be patched: neither company, addresses nor financial details are. */
const ALLOWED: readonly { readonly path: RegExp; readonly operations: readonly Operation['op'][] }[] = [
  { path: /^\/salutation$/, operations: ['test', 'add', 'replace', 'remove'] },
  { path: /^\/(firstName|lastName)$/, operations: ['test', 'add', 'replace'] },
  { path: /^\/communication\/telephones\/(PRI|SEC|MOB|FAX)$/, operations: EVERY_OPERATION },
  { path: /^\/communication\/emails\/(PRI|SEC|TER)\/email$/, operations: EVERY_OPERATION },
  { path: new RegExp(`^${NEWSLETTER}$`), operations: ['test', 'replace'] },
];

/** By path; what is empty is absent. */
type Values = Map<string, unknown>;

/** Applies a JSON Patch: all of it, or nothing. */
export function patchContact(account: Account, contact: Contact, operations: readonly Operation[]): void {
  const values = valuesOf(contact);
  for (const operation of operations) apply(values, operation);
  for (const name of ['/salutation', '/firstName', '/lastName']) checkName(name, values.get(name));
  write(contact, values);
  contactChanged(account, contact);
}

function apply(values: Values, { op, path, from = '', value }: Operation): void {
  const isAllowed = (pointer: string) =>
    ALLOWED.some((field) => field.path.test(pointer) && field.operations.includes(op));
  const source = op === 'move' || op === 'copy' ? from : path;
  if (!isAllowed(path) || !isAllowed(source)) throw invalidPatch(op, path);
  if (op !== 'add' && !values.has(source)) throw invalidPatch(op, path);
  if (op === 'test' && values.get(path) !== value) throw invalidPatch(op, path);
  if (op === 'add' || op === 'replace') values.set(path, value);
  if (op === 'move' || op === 'copy') values.set(path, values.get(from));
  if (op === 'remove' || op === 'move') values.delete(source);
}

function valuesOf(contact: Contact): Values {
  const texts: [string, string][] = [
    ['/salutation', contact.salutation],
    ['/firstName', contact.firstName],
    ['/lastName', contact.lastName],
    ...Object.entries(contact.telephones).map(([kind, number]): [string, string] => [telephone(kind), number]),
    ...Object.entries(contact.emails).map(([kind, address]): [string, string] => [email(kind), address]),
  ];
  return new Map<string, unknown>([
    ...texts.filter(([, text]) => text !== ''),
    [NEWSLETTER, contact.isReceiveEmailNewsletter],
  ]);
}

const telephone = (kind: string) => `/communication/telephones/${kind}`;
const email = (kind: string) => `/communication/emails/${kind}/email`;

function write(contact: Contact, values: Values): void {
  const text = (path: string) => {
    const value = values.get(path) ?? '';
    return typeof value === 'string' ? value : '';
  };
  const given = (kinds: readonly string[], path: (kind: string) => string) =>
    Object.fromEntries(kinds.flatMap((kind) => (text(path(kind)) === '' ? [] : [[kind, text(path(kind))]])));
  Object.assign(contact, {
    salutation: text('/salutation'),
    firstName: text('/firstName'),
    lastName: text('/lastName'),
    telephones: given(['PRI', 'SEC', 'MOB', 'FAX'], telephone),
    emails: given(['PRI', 'SEC', 'TER'], email),
    isReceiveEmailNewsletter: values.get(NEWSLETTER) === true,
  });
}

function checkName(path: string, name: unknown): void {
  if (typeof name === 'string' && name.length > NAME_LENGTH) {
    throw badRequest('CONC-902', `${path.slice(1)} must have ${NAME_LENGTH} characters at most`);
  }
}
