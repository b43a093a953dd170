import { compareRows, isReduction, storeChanges } from '../../../src/mapping/edits/compare-rows';
import type { BaseRow, PresentRow, RowState, WantedRow } from '../../../src/mapping/edits/types';

const state = (quantity = '2', net = '20.00', tax = '1.65'): RowState => ({
  productId: 7,
  quantity,
  net,
  tax,
  taxCode: 'T',
});

const base = (ref: string, id: number, more: Partial<RowState> = {}): BaseRow => ({ id, ref, ...state(), ...more });
const ours = (ref: string, more: Partial<RowState> & { readonly name?: string } = {}): WantedRow => ({
  externalRef: ref,
  ...state(),
  ...more,
});
const theirs = (ref: string | undefined, id: number, more: Partial<PresentRow> = {}): PresentRow => ({
  id,
  externalRef: ref,
  ...state('2.0000', '20.0000', '1.65'),
  ...more,
});

const refs = (changes: readonly { readonly kind: string; readonly ref?: string }[]) =>
  changes.map(({ kind, ref }) => `${kind} ${ref}`);

describe('what the store changed', () => {
  it('is nothing where amounts are only written otherwise', () => {
    expect(storeChanges({ base: [base('a', 1)], ours: [ours('a', { quantity: '2.00', net: '20' })] })).toEqual([]);
  });

  it.each<[string, Partial<RowState>]>([
    ['a quantity', { quantity: '3' }],
    ['a net', { net: '21.00' }],
    ['a tax alone', { tax: '1.66' }],
    ['a tax code', { taxCode: 'N' }],
    ['a product', { productId: 8 }],
  ])('%s', (_case, change) => {
    expect(refs(storeChanges({ base: [base('a', 1)], ours: [ours('a', change)] }))).toEqual(['changed a']);
  });

  it('leaves to Brightpearl what it does not name', () => {
    const known = [base('a', 1, { nominalCode: '4000', productId: 1000 })];
    expect(storeChanges({ base: known, ours: [ours('a', { productId: undefined })] })).toEqual([]);
  });

  it('rows that came, went, or are called otherwise; components and rows of the staff are not its own', () => {
    const known = [base('a', 1), base('b', 2), { ...base('', 3), ref: undefined }, base('d', 4)];
    const changes = storeChanges({ base: known, ours: [ours('a'), ours('c'), ours('d')], reworded: ['d'] });
    expect(refs(changes)).toEqual(['removed b', 'changed d', 'added c']);
  });
});

describe('both sides together', () => {
  it('a change of the store is to be carried out', () => {
    const sides = { base: [base('a', 1)], ours: [ours('a', { quantity: '3' })], theirs: [theirs('a', 1)] };
    expect(compareRows(sides)).toMatchObject({ store: [{ ref: 'a', id: 1 }], staff: [], conflicts: [] });
  });

  it('is done where Brightpearl has it already, whoever entered it', () => {
    const there = [theirs('a', 1, { quantity: '3' }), theirs('c', 9)];
    const sides = {
      base: [base('a', 1), base('b', 2)],
      ours: [ours('a', { quantity: '3' }), ours('c')],
      theirs: there,
    };
    expect(compareRows(sides)).toEqual({ store: [], staff: [], conflicts: [] });
  });

  it('a text is done once Brightpearl has it', () => {
    const sides = { base: [base('a', 1)], ours: [ours('a', { name: 'New' })], reworded: ['a'] };
    expect(compareRows({ ...sides, theirs: [theirs('a', 1, { name: 'Old' })] }).store).toHaveLength(1);
    expect(compareRows({ ...sides, theirs: [theirs('a', 1, { name: 'New' })] }).store).toEqual([]);
  });

  it('what staff added, changed and removed is theirs', () => {
    const there = [theirs('a', 1, { net: '18.00' }), theirs(undefined, 5), theirs(undefined, 6, { bundleChild: true })];
    const changes = compareRows({ base: [base('a', 1), base('b', 2)], ours: [ours('a'), ours('b')], theirs: there });
    expect(refs(changes.staff)).toEqual(['changed a', 'removed b', 'added undefined']);
    expect(changes).toMatchObject({ store: [], conflicts: [] });
  });

  it.each<[string, Partial<PresentRow> | undefined, WantedRow[]]>([
    ['changed on both sides', { quantity: '5' }, [ours('a', { quantity: '3' })]],
    ['changed there and removed in the store', { quantity: '5' }, []],
    ['removed there and changed in the store', undefined, [ours('a', { quantity: '3' })]],
  ])('a row that was %s is a conflict', (_case, there, wanted) => {
    const present = there ? [theirs('a', 1, there)] : [];
    expect(compareRows({ base: [base('a', 1)], ours: wanted, theirs: present })).toMatchObject({
      store: [],
      staff: [],
      conflicts: [{ ref: 'a' }],
    });
  });

  it('finds a row whose reference staff took away by its id', () => {
    const sides = { base: [base('a', 1)], ours: [ours('a')], theirs: [theirs(undefined, 1)] };
    expect(compareRows(sides)).toEqual({ store: [], staff: [], conflicts: [] });
  });
});

describe('a reduction', () => {
  const change = (to: Partial<RowState>) => ({ kind: 'changed' as const, ref: 'a', from: state(), to: ours('a', to) });

  it.each<[string, Partial<RowState>, boolean]>([
    ['less', { quantity: '1', net: '10.00', tax: '0.83' }, true],
    ['an amount off', { net: '15.00', tax: '1.24' }, true],
    ['more', { quantity: '3', net: '30.00', tax: '2.48' }, false],
    ['another tax code', { taxCode: 'N' }, false],
    ['another product', { productId: 8, quantity: '1' }, false],
  ])('%s', (_case, to, expected) => {
    expect(isReduction(change(to))).toBe(expected);
  });

  it('a row that went is one, a row that came is none', () => {
    expect(isReduction({ kind: 'removed', ref: 'a', from: state() })).toBe(true);
    expect(isReduction({ kind: 'added', ref: 'a', to: ours('a') })).toBe(false);
    expect(isReduction({ kind: 'added', ref: 'refund-7-order', to: ours('refund-7-order') })).toBe(true);
  });
});
