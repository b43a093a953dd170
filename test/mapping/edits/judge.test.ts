import { reasonsAgainst, type Edit, type EditFacts } from '../../../src/mapping/edits/judge';
import { editRulesSchema } from '../../../src/mapping/rules-edits';
import { FREE } from './free-facts';

const row = { kind: 'changed', ref: 'line-1', id: 1 } as const;
const EDIT: Edit = { rows: { store: [row], staff: [], conflicts: [] }, header: [], refundsOnly: false };
const rules = editRulesSchema.parse({});

describe('a change', () => {
  it('is applied while nothing is in the way', () => {
    expect(reasonsAgainst(EDIT, FREE, rules, undefined)).toEqual([]);
  });

  it.each<[string, Partial<EditFacts>, RegExp]>([
    ['on a note', { notes: [3, 4] }, /note 3, 4/],
    ['shipped without a note of ours', { shipped: true }, /shipped/],
    ['invoiced', { invoice: 'SI-1' }, /SI-1.*sales credit/],
    ['cancelled there', { cancelled: true }, /cancelled/],
    ['in another currency', { otherCurrency: true }, /currency/],
    ['of several sales orders', { split: true }, /several/],
    ['of what was not kept', { unknownBase: true }, /not known/],
  ])('is not applied to what is %s, whatever a person wants', (_case, facts, words) => {
    for (const ruling of [undefined, 'possible'] as const) {
      expect(reasonsAgainst(EDIT, { ...FREE, ...facts }, rules, ruling)).toEqual([expect.stringMatching(words)]);
    }
  });

  it('of options that stand in a note needs a person', () => {
    expect(reasonsAgainst({ ...EDIT, header: ['texts'] }, FREE, rules, 'possible')).toHaveLength(1);
  });

  const conflicting: Edit = {
    ...EDIT,
    rows: {
      ...EDIT.rows,
      conflicts: [{ ref: 'line-2', store: { ...row, ref: 'line-2' }, staff: { kind: 'changed', id: 2 } }],
    },
  };

  it.each<[string, Edit, Parameters<typeof editRulesSchema.parse>[0]]>([
    ['that conflicts', conflicting, {}],
    ['that the route asks about', EDIT, { apply: 'ask' }],
    ['of rows', EDIT, { rows: false }],
    ['of an address', { ...EDIT, header: ['billingAddress'] }, { address: false }],
    ['of the shipping method', { ...EDIT, header: ['shippingMethod'] }, { shippingMethod: false }],
  ])('%s waits until a person wants what is possible', (_case, edit, given) => {
    const ruled = editRulesSchema.parse(given);
    expect(reasonsAgainst(edit, FREE, ruled, undefined)).toHaveLength(1);
    expect(reasonsAgainst(edit, FREE, ruled, 'possible')).toEqual([]);
  });
});

describe('what was only refunded', () => {
  const refunded: Edit = { ...EDIT, refundsOnly: true };

  it('is taken off whatever the route says of changes, also of a split order and beside notes', () => {
    const asking = editRulesSchema.parse({ apply: 'ask', rows: false });
    expect(reasonsAgainst(refunded, { ...FREE, split: true, notes: [3] }, asking, undefined)).toEqual([]);
  });

  it('is not taken off an invoice', () => {
    expect(reasonsAgainst(refunded, { ...FREE, invoice: 'SI-1' }, rules, undefined)).toHaveLength(1);
  });
});
