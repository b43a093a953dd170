import { adopted, pendingAfter, taken, type PendingField } from '../../../../src/mapping/catalog/fields/pending';
import type { FieldPlan, WrittenFields } from '../../../../src/mapping/catalog/fields/types';

const MPN = 'mpn';
const A: WrittenFields = { mpn: { sent: 'A', shown: 'A' } };
const pending = (sent: string, before: string, ...earlier: string[]): PendingField => ({ sent, before, earlier });
const plan = (to?: string, from = 'A', written = A): FieldPlan => ({
  changes: to === undefined ? [] : [{ field: MPN, from, to }],
  kept: [],
  written,
});

describe('what was sent and not looked at', () => {
  it.each([
    ['is ours once the store has it', pending('B', 'A'), 'B', { sent: 'B', shown: 'B' }],
    ['is ours as the store tidied it up', pending('<p>B', 'A'), '<p>B</p>', { sent: '<p>B', shown: '<p>B</p>' }],
    ['never arrived where the store has what it had', pending('B', 'A'), 'A', { sent: 'A', shown: 'A' }],
    [
      'is what the store has where it took it, though it makes the same of both',
      { ...pending('B', 'A'), isTaken: true } as const,
      'A',
      { sent: 'B', shown: 'A' },
    ],
    ['is no edit where an earlier attempt arrived last', pending('C', 'A', 'B'), 'B', { sent: 'B', shown: 'B' }],
    ['is ours though an earlier attempt sent the same', pending('B', 'A', 'B'), 'B', { sent: 'B', shown: 'B' }],
    ['is no edit where an attempt arrived that was taken back', pending('A', 'A', 'B'), 'B', { sent: 'B', shown: 'B' }],
  ])('%s', (_title, open, shown, expected) => {
    expect(adopted(A, { mpn: open }, { mpn: shown })).toEqual({ mpn: expected });
  });

  it('is looked at, with what attempts before sent', () => {
    expect(pendingAfter(plan('B'), {}, { mpn: 'A' })).toEqual({ mpn: pending('B', 'A') });
    expect(pendingAfter(plan('C'), { mpn: pending('B', 'A') }, { mpn: 'A' })).toEqual({ mpn: pending('C', 'A', 'B') });
    expect(pendingAfter(plan('B'), { mpn: pending('B', 'A') }, { mpn: 'A' })).toEqual({ mpn: pending('B', 'A', 'B') });
    expect(pendingAfter(plan('D'), { mpn: pending('B', 'A', 'B') }, { mpn: 'A' })).toEqual({
      mpn: pending('D', 'A', 'B'),
    });
  });

  it('is taken where the store said so, and no other', () => {
    const open = { mpn: pending('B', 'A'), upc: pending('2', '1') };
    expect(taken(open, new Set(['mpn']))).toEqual({ ...open, mpn: { ...open.mpn, isTaken: true } });
  });

  it('stays open where nothing is to be sent any more: it may still arrive', () => {
    expect(pendingAfter(plan(), { mpn: pending('B', 'A') }, { mpn: 'A' })).toEqual({ mpn: pending('A', 'A', 'B') });
    expect(pendingAfter(plan(), {}, { mpn: 'A' })).toEqual({});
  });
});
