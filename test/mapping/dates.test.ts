import { assert, constantFrom, date, property } from 'fast-check';
import { DateTime } from 'luxon';
import { orderDates, parseVendorDate } from '../../src/mapping/dates';

type Closed = 'hold' | 'next-open-day';

function datesOf(text: string, timeZone: string, more: { closedUntil?: string; closedPeriod?: Closed } = {}) {
  const { closedPeriod = 'hold', ...account } = more;
  return orderDates({ id: 100, date_created: text }, { code: 'acme', timeZone, ...account }, { closedPeriod });
}

function dated(...given: Parameters<typeof datesOf>) {
  const result = datesOf(...given);
  if (!result.ok) throw new Error(result.issue.message);
  return result;
}

describe('the dates of an order', () => {
  it.each([
    [
      'an ordinary day',
      'Tue, 10 Nov 2026 15:04:05 +0000',
      'America/Chicago',
      '2026-11-10T09:04:05-06:00',
      '2026-11-10T12:00:00-06:00',
    ],
    [
      'an evening that is already the next day in UTC',
      'Wed, 11 Nov 2026 03:00:00 +0000',
      'America/Los_Angeles',
      '2026-11-10T19:00:00-08:00',
      '2026-11-10T12:00:00-08:00',
    ],
    [
      'a morning that is still the day before in UTC',
      'Tue, 10 Nov 2026 20:00:00 +0000',
      'Pacific/Auckland',
      '2026-11-11T09:00:00+13:00',
      '2026-11-11T12:00:00+13:00',
    ],
    [
      "the last minute of a month in the account's zone",
      'Sun, 01 Nov 2026 03:59:59 +0000',
      'America/New_York',
      '2026-10-31T23:59:59-04:00',
      '2026-10-31T12:00:00-04:00',
    ],
    [
      "the first second of a month in the account's zone",
      'Sun, 01 Nov 2026 04:00:00 +0000',
      'America/New_York',
      '2026-11-01T00:00:00-04:00',
      '2026-11-01T12:00:00-05:00',
    ],
    [
      'the last minute of a year in London',
      'Thu, 31 Dec 2026 23:59:00 +0000',
      'Europe/London',
      '2026-12-31T23:59:00+00:00',
      '2026-12-31T12:00:00+00:00',
    ],
    [
      'the day the clocks go forward, before',
      'Sun, 29 Mar 2026 00:30:00 +0000',
      'Europe/London',
      '2026-03-29T00:30:00+00:00',
      '2026-03-29T12:00:00+01:00',
    ],
    [
      'the day the clocks go forward, after',
      'Sun, 29 Mar 2026 01:30:00 +0000',
      'Europe/London',
      '2026-03-29T02:30:00+01:00',
      '2026-03-29T12:00:00+01:00',
    ],
    [
      'the hour that comes twice, first',
      'Sun, 25 Oct 2026 00:30:00 +0000',
      'Europe/London',
      '2026-10-25T01:30:00+01:00',
      '2026-10-25T12:00:00+00:00',
    ],
    [
      'the hour that comes twice, again',
      'Sun, 25 Oct 2026 01:30:00 +0000',
      'Europe/London',
      '2026-10-25T01:30:00+00:00',
      '2026-10-25T12:00:00+00:00',
    ],
    [
      'a zone whose clocks change at midnight',
      'Sun, 06 Sep 2026 04:10:00 +0000',
      'America/Santiago',
      '2026-09-06T01:10:00-03:00',
      '2026-09-06T12:00:00-03:00',
    ],
    [
      'a half-hour zone',
      'Mon, 30 Nov 2026 18:31:00 +0000',
      'Asia/Kolkata',
      '2026-12-01T00:01:00+05:30',
      '2026-12-01T12:00:00+05:30',
    ],
    ['a leap day', 'Tue, 29 Feb 2028 12:00:00 +0000', 'UTC', '2028-02-29T12:00:00Z', '2028-02-29T12:00:00Z'],
  ])('on %s', (_case, text, zone, placedOn, taxDate) => {
    expect(datesOf(text, zone)).toEqual({ ok: true, placedOn, taxDate, notices: [] });
  });

  it("name the order's moment and its day in the account's zone, whatever both are", () => {
    const zones = [
      'UTC',
      'America/New_York',
      'Pacific/Auckland',
      'Asia/Kathmandu',
      'Pacific/Kiritimati',
      'America/Santiago',
    ];
    const moments = date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    assert(
      property(moments, constantFrom(...zones), (moment, zone) => {
        const order = DateTime.fromJSDate(moment).startOf('second');
        const { placedOn, taxDate } = dated(order.toUTC().toRFC2822() ?? '', zone);
        expect(DateTime.fromISO(placedOn).toMillis()).toBe(order.toMillis());
        expect(taxDate.slice(0, 16)).toBe(`${order.setZone(zone).toISODate()}T12:00`);
      }),
    );
  });
});

describe('a closed period', () => {
  const order = 'Tue, 10 Nov 2026 15:04:05 +0000';

  it.each([
    ['the day before', '2026-11-09'],
    ['long ago', '2026-01-31'],
  ])('that ended %s does not matter', (_case, closedUntil) => {
    expect(dated(order, 'America/Chicago', { closedUntil }).taxDate).toBe('2026-11-10T12:00:00-06:00');
  });

  it.each([
    ['on the day itself', '2026-11-10'],
    ['later', '2026-11-30'],
  ])('that ends %s stops the order', (_case, closedUntil) => {
    expect(datesOf(order, 'America/Chicago', { closedUntil })).toMatchObject({
      ok: false,
      issue: { code: 'CLOSED_PERIOD', message: expect.stringContaining(`closed up to ${closedUntil}`) },
    });
  });

  it('moves the tax date to the first open day by rule, and says so; the order keeps its own moment', () => {
    const moved = dated(order, 'America/Chicago', { closedUntil: '2026-11-30', closedPeriod: 'next-open-day' });
    expect(moved).toMatchObject({ placedOn: '2026-11-10T09:04:05-06:00', taxDate: '2026-12-01T12:00:00-06:00' });
    expect(moved.notices).toEqual(['order 100: dated 2026-12-01 because 2026-11-10 lies in a closed period']);
  });

  it("is a matter of the account's day: the same moment is open in one zone and closed in another", () => {
    const late = 'Sun, 01 Nov 2026 03:00:00 +0000';
    expect(datesOf(late, 'UTC', { closedUntil: '2026-10-31' }).ok).toBe(true);
    expect(datesOf(late, 'America/New_York', { closedUntil: '2026-10-31' }).ok).toBe(false);
  });
});

describe('a date of the vendor', () => {
  it.each([
    ['RFC 2822 in UTC', 'Tue, 05 Mar 2019 21:40:11 +0000', '2019-03-05T21:40:11.000Z'],
    ['RFC 2822 with an offset', 'Tue, 05 Mar 2019 21:40:11 -0500', '2019-03-06T02:40:11.000Z'],
    ['RFC 2822 with a zone name', 'Tue, 05 Mar 2019 21:40:11 GMT', '2019-03-05T21:40:11.000Z'],
    ['ISO 8601 in UTC', '2019-03-05T21:40:11Z', '2019-03-05T21:40:11.000Z'],
    ['ISO 8601 with an offset', '2019-03-05T21:40:11+01:00', '2019-03-05T20:40:11.000Z'],
    ['ISO 8601 without an offset', '2019-03-05T21:40:11', '2019-03-05T21:40:11.000Z'],
  ])('as %s is read', (_case, text, expected) => {
    expect(parseVendorDate(text)?.toUTC().toISO()).toBe(expected);
  });

  it.each(['', 'yesterday', '05.03.2019', '2019-13-01'])('that is none (%j) is refused', (text) => {
    expect(parseVendorDate(text)).toBeUndefined();
  });

  it.each([
    ['an unreadable date', 'yesterday', 'UTC', /"yesterday"/],
    ['an unknown time zone', 'Tue, 05 Mar 2019 21:40:11 +0000', 'Mars/Olympus', /"Mars\/Olympus" of account acme/],
  ])('or %s stops the order', (_case, text, zone, words) => {
    expect(datesOf(text, zone)).toMatchObject({
      ok: false,
      issue: { code: 'UNEXPECTED_ANSWER', message: expect.stringMatching(words) },
    });
  });
});
