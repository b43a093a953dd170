import { trackingOf } from '../../../src/mapping/shipments/tracking';

describe('the reference of a note', () => {
  it.each([
    ['nothing', '', { trackingNumber: '' }],
    ['blanks', '  \n', { trackingNumber: '' }],
    ['one number', ' 1Z 999 AA1 ', { trackingNumber: '1Z 999 AA1' }],
    ['several numbers', 'A1, B2;C3|D4', { trackingNumber: 'A1', comments: 'Tracking: B2, C3, D4' }],
    ['one number twice', 'A1, A1', { trackingNumber: 'A1' }],
    ['a link', 'https://track.example/A1', { trackingNumber: '', trackingLink: 'https://track.example/A1' }],
    [
      'a number and its link',
      'A1, https://t.example/A1',
      { trackingNumber: 'A1', trackingLink: 'https://t.example/A1' },
    ],
    ['what is too long for the store', 'X'.repeat(51), { trackingNumber: '', comments: `Tracking: ${'X'.repeat(51)}` }],
  ])('may be %s', (_, reference, expected) => {
    expect(trackingOf(reference)).toEqual(expected);
  });
});

describe('a carrier', () => {
  it('is named with the number', () => {
    expect(trackingOf('A1', { provider: 'ups' })).toEqual({ trackingNumber: 'A1', provider: 'ups' });
    expect(trackingOf('A1', { carrier: 'dpd' })).toEqual({ trackingNumber: 'A1', carrier: 'dpd' });
  });

  it('is not named where there is no number', () => {
    expect(trackingOf('', { provider: 'ups', trackingLink: 'https://t.example/{tracking}' })).toEqual({
      trackingNumber: '',
    });
  });

  it('has a link of its own, with the number as an address takes it', () => {
    const rule = { trackingLink: 'https://t.example/{tracking}?also={tracking}' };
    expect(trackingOf('A/1 2', rule).trackingLink).toBe('https://t.example/A%2F1%202?also=A%2F1%202');
    expect(trackingOf('A1, https://other.example/A1', rule).trackingLink).toBe('https://other.example/A1');
  });
});
