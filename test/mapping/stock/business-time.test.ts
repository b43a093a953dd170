import { businessTimeMs } from '../../../src/mapping/stock/business-time';

const HOUR = 3_600_000;
const hours = (from: string, to: string, zone = 'UTC'): number =>
  businessTimeMs(new Date(from), new Date(to), zone) / HOUR;

describe('time within business hours', () => {
  it.each([
    ['all of it, in the midst of a day', '2026-03-04T09:00Z', '2026-03-04T11:30Z', 2.5],
    ['none, over a night', '2026-03-04T18:00Z', '2026-03-05T08:00Z', 0],
    ['what is before and after a night', '2026-03-04T17:00Z', '2026-03-05T09:00Z', 2],
    ['none, over a weekend', '2026-03-06T18:00Z', '2026-03-09T08:00Z', 0],
    ['ten hours of each day of a week', '2026-03-02T00:00Z', '2026-03-09T00:00Z', 50],
    ['none, when nothing has passed', '2026-03-04T12:00Z', '2026-03-04T12:00Z', 0],
    ['none, when the second is the earlier one', '2026-03-04T12:00Z', '2026-03-04T10:00Z', 0],
  ])('is %s', (_, from, to, expected) => {
    expect(hours(from, to)).toBe(expected);
  });

  it('is of the zone that is named', () => {
    // 03:00 to 04:00 in London is noon in Tokyo.
    expect(hours('2026-03-04T03:00Z', '2026-03-04T04:00Z', 'Asia/Tokyo')).toBe(1);
    expect(hours('2026-03-04T03:00Z', '2026-03-04T04:00Z', 'Europe/London')).toBe(0);
  });

  it('counts a day on which the clocks change as any other', () => {
    // They go forward in the night to Sunday, 29 March: Monday opens an hour earlier by UTC.
    expect(hours('2026-03-27T08:00Z', '2026-03-30T17:00Z', 'Europe/London')).toBe(20);
  });
});
