/** Marks of what the connector wrote on contacts: keyed hashes, of which nobody reads a value. */
import type { DecisionInput, FieldMarks } from '../../mapping/customers/decide';
import { draftTexts, identityOf, type CustomerField, type FieldTexts } from '../../mapping/customers/fields';
import type { ContactDraft } from '../../mapping/types';
import type { ActivityDeps } from '../deps';
import type { DataProtection } from '../../store/encryption';
import type { ContactMarksRow } from '../../store/contact-marks';

type Marks = Readonly<Record<string, string>>;

interface ContactKey {
  readonly account: string;
  readonly contactId: number;
}

/** Each contact and field has marks of its own: equal values of two people do not show. */
export const marker =
  (protection: DataProtection, { account, contactId }: ContactKey): DecisionInput['markOf'] =>
  (field, text) =>
    protection.keyedHash(`contact-${field}`, `${account}/${contactId}/${identityOf(field, text)}`);

export const marksOf = (texts: FieldTexts, markOf: DecisionInput['markOf']): Marks =>
  Object.fromEntries([...texts].map(([field, text]) => [field, markOf(field, text)]));

/** What was sent without an answer may be what the contact shows. */
export function knownMarks({ written, sent }: Pick<ContactMarksRow, 'written' | 'sent'>): FieldMarks {
  const fields = [...new Set([...Object.keys(written), ...Object.keys(sent ?? {})])] as CustomerField[];
  return Object.fromEntries(
    fields.map((field) => [field, [written[field], sent?.[field]].filter((mark) => mark !== undefined)]),
  );
}

/** What was written, with what was sent without an answer and is there now. */
export function seenMarks(
  { written, sent }: Pick<ContactMarksRow, 'written' | 'sent'>,
  contact: FieldTexts,
  markOf: DecisionInput['markOf'],
): Marks {
  const arrived = Object.entries(sent ?? {}).filter(([name, mark]) => {
    const field = name as CustomerField;
    return contact.has(field) && markOf(field, contact.get(field) ?? '') === mark;
  });
  return { ...written, ...Object.fromEntries(arrived) };
}

/** What a contact was made with. Where a crash comes before it, its values count as those of staff, and are kept. */
export async function rememberMade(
  { store, protection }: Pick<ActivityDeps, 'store' | 'protection'>,
  key: ContactKey,
  draft: ContactDraft,
): Promise<void> {
  await store.contactMarks.made(key, marksOf(draftTexts(draft), marker(protection, key)));
}
