/** Which contacts a customer has, and what would be written to them, as people read it in a terminal. */
import type { CustomerExplainAnswer } from '../../api/customer-explain-answer';
import { pairs, table, time } from '../text';

type Account = CustomerExplainAnswer['accounts'][number];
type Contact = NonNullable<Account['contact']>;
type Field = Contact['fields'][number];

export const showExplainedCustomer = (
  { store, customerId, accounts }: CustomerExplainAnswer,
  columns: number | undefined,
): string =>
  [
    pairs([['Customer', `${customerId} of store ${store}`]]),
    ...accounts.map((one) => `\nAccount ${one.account}\n${showAccount(one, columns)}`),
  ].join('');

function showAccount({ contact, failure }: Account, columns: number | undefined): string {
  if (!contact) return `It could not be asked (${failure ?? ''}): look again later.\n`;
  const { linked, madeAt, byEmail, follows, waiting, next, fields } = contact;
  const head = pairs([
    ['Contact', standingOf(contact)],
    [
      'Linked',
      linked &&
        `${time(linked.at)} UTC, ${linked.orderId === null ? 'without an order' : `by order ${linked.orderId}`}`,
    ],
    [
      'Made',
      linked &&
        (madeAt === null ? 'not by the connector: found in Brightpearl' : `by the connector, ${time(madeAt)} UTC`),
    ],
    ['By e-mail', byEmail && `orders under the e-mail address go to contact ${byEmail}`],
    ['Follows', follows && `customer ${follows.customerId} of store ${follows.storeHash}`],
    ['Waits', waiting && `since ${time(waiting.since)} UTC: ${waiting.reason}`],
    ['Issue', waiting?.issue && `${waiting.issue.code}: ${waiting.issue.message}`],
    ['Would do', next.contactIds.length === 0 ? next.what : `${next.what} (${next.contactIds.join(', ')})`],
  ]);
  if (fields.length === 0) return head;
  const rows = fields.map((field) => [
    field.field,
    field.rule,
    shown(field, 'store'),
    field.isSame ? 'the same' : shown(field, 'contact'),
    `${field.writes ? 'WRITES' : 'leaves'}: ${field.what}`,
  ]);
  return head + table(['Field', 'Rule', 'In the store', 'In Brightpearl', 'Would do'], rows, { columns, wide: 4 });
}

function standingOf({ contactId, standing }: Contact): string {
  switch (standing) {
    case 'NONE':
      return 'none';
    case 'THERE':
      return `${contactId}`;
    case 'GONE':
      return `${contactId}, which is gone: deleted, or merged into another`;
    case 'STAFF_OR_SUPPLIER':
      return `${contactId}, which is of staff or a supplier`;
  }
}

const SIDES: Readonly<Record<Field['store'], string>> = {
  value: 'has one',
  empty: 'empty',
  unknown: 'says nothing',
  unread: 'not read',
};

const shown = ({ values, ...sides }: Field, side: 'store' | 'contact'): string => values?.[side] || SIDES[sides[side]];
