import type { BcShipment } from '../../../src/bigcommerce/shipments';
import { changeOf, trackingOf } from '../../../src/mapping/shipments/tracking';

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

describe('several numbers in the link', () => {
  const rule = { trackingLink: 'https://t.example/?n={tracking}' };

  it('are all in it, and in no comment', () => {
    expect(trackingOf('A1, B/2', rule, 'link')).toEqual({
      trackingNumber: 'A1',
      trackingLink: 'https://t.example/?n=A1,B%2F2',
    });
  });

  it('are in the comments where no link takes them', () => {
    const numbers = Array.from({ length: 40 }, (_, n) => `NUMBER-${n}-OF-MANY`);
    expect(trackingOf(numbers.join(), rule, 'link')).toMatchObject({
      trackingLink: 'https://t.example/?n=NUMBER-0-OF-MANY',
      comments: `Tracking: ${numbers.slice(1).join(', ')}`,
    });
    expect(trackingOf('A1, B2', {}, 'link').comments).toBe('Tracking: B2');
    expect(trackingOf('A1, B2, https://t.example/A1', rule, 'link').comments).toBe('Tracking: B2');
  });
});

describe('the tracking of a shipment', () => {
  const shipment = (more: Partial<BcShipment> = {}) => ({ comments: '', trackingNumber: '', ...more }) as BcShipment;

  it('is changed in what differs', () => {
    expect(changeOf(shipment(), trackingOf('A1', { provider: 'ups' }))).toEqual({
      trackingNumber: 'A1',
      provider: 'ups',
    });
    expect(changeOf(shipment({ trackingNumber: 'A1', provider: 'ups' }), trackingOf('A1', { provider: 'ups' }))).toBe(
      undefined,
    );
  });

  it('loses further numbers that are none any more, and keeps what staff wrote', () => {
    expect(changeOf(shipment({ trackingNumber: 'A1', comments: 'Tracking: B2' }), trackingOf('A1'))).toEqual({
      comments: '',
    });
    expect(changeOf(shipment({ trackingNumber: 'A1', comments: 'Handle with care' }), trackingOf('A1'))).toBe(
      undefined,
    );
  });

  it('stays where the note has none', () => {
    expect(changeOf(shipment({ trackingNumber: 'A1' }), trackingOf(''))).toBeUndefined();
  });
});
