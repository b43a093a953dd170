import { explainFields } from '../../../src/mapping/customers/explain';
import type { FieldDecision } from '../../../src/mapping/customers/decide';
import type { CustomerField } from '../../../src/mapping/customers/fields';

const explained = (decision: FieldDecision, store: string | undefined, contact: string) => {
  const texts = (text: string | undefined) =>
    new Map<CustomerField, string>(text === undefined ? [] : [[decision.field, text]]);
  const [field] = explainFields([decision], texts(store), texts(contact));
  return field;
};

it.each([
  [{ field: 'firstName', rule: 'ours', write: 'Anna' }, 'Anna', '', 'FILLED'],
  [{ field: 'firstName', rule: 'ours', write: 'Anna' }, 'Anna', 'Ann', 'FOLLOWED'],
  [{ field: 'firstName', rule: 'always', write: 'Anna' }, 'Anna', 'A.', 'OVERWRITTEN'],
  [{ field: 'company', rule: 'ours', write: '' }, '', 'Archer Ltd', 'TAKEN_AWAY'],
  [{ field: 'newsletter', rule: 'ours', write: 'yes' }, 'yes', 'no', 'FILLED'],
] as const)('%j is written because of %s', (decision, store, contact, why) => {
  expect(explained(decision, store, contact)).toMatchObject({ writes: true, why, isSame: false });
});

it('says nothing of a person, and of terms what they are', () => {
  const name = explained({ field: 'lastName', rule: 'ours', left: 'NOT_OURS' }, 'Archer', 'Bow');
  expect(name).toEqual({
    field: 'lastName',
    rule: 'ours',
    store: 'value',
    contact: 'value',
    isSame: false,
    writes: false,
    why: 'NOT_OURS',
    what: 'the contact has a value that the connector did not write',
  });
  const terms = explained({ field: 'priceList', rule: 'ours', write: '3' }, '3', '2');
  expect(terms).toMatchObject({ values: { store: '3', contact: '2' }, writes: true });
});

it('tells what the store does not say from what it leaves empty, and what was not read', () => {
  const unknown = explained({ field: 'priceList', rule: 'ours', left: 'NOTHING_IN_STORE' }, undefined, '2');
  expect(unknown).toMatchObject({ store: 'unknown', contact: 'value', isSame: false });
  const unread = explained({ field: 'deliveryAddress', rule: 'never', left: 'RULE_NEVER' }, '["1"]', '');
  expect(unread).toMatchObject({ store: 'value', contact: 'unread', isSame: false });
  const alike = explained({ field: 'email', rule: 'ours', left: 'SAME' }, 'ANN@example.com', 'ann@example.com');
  expect(alike).toMatchObject({ isSame: true });
});
