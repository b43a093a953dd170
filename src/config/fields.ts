/** Field types shared by the sections of connector.yaml. Their messages say what to write instead. */
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { fault } from './fault';

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** The name of an environment variable that holds a secret; the secret itself never stands in the file. */
export const variableName = z
  .string()
  .regex(
    /^[A-Z][A-Z0-9_]*$/,
    fault(
      'is not the name of an environment variable',
      'Write a name such as STORE_TOKEN here and put the secret itself into that variable',
    ),
  );

export const label = z
  .string()
  .trim()
  .min(1, fault('is empty', 'Give it a name'))
  .max(60, fault('is too long', 'Use at most 60 characters'));

/** Secrets travel in headers, so plain HTTP is accepted on this machine only. */
export const apiUrl = z
  .string()
  .refine(
    (value) => isSafeUrl(value, () => true),
    fault(
      'is not an https address',
      'Write it like https://api.example.com (plain http is accepted for localhost only)',
    ),
  );

/** BigCommerce delivers webhooks to https on port 443 only. */
export const publicUrl = z
  .string()
  .refine(
    (value) => isSafeUrl(value, (url) => url.port === ''),
    fault(
      'is not an https address on port 443',
      'Write the address under which BigCommerce reaches this service, like https://connector.example.com',
    ),
  );

export const instant = z.iso.datetime({
  offset: true,
  error: fault('is not a date and time with a zone', 'Write it like 2026-01-31T00:00:00Z'),
});

export const day = z.iso.date({ error: fault('is not a date', 'Write it like 2026-01-31') });

export const positiveId = z
  .int(fault('is not a whole number', 'Write the numeric id'))
  .positive(fault('is not an id', 'Write the numeric id'));

/** A duration in the unit that the field's name ends with. */
export const duration = (minimum: number, maximum: number) =>
  z
    .number()
    .min(minimum, fault('is too small', `Use a number from ${minimum} to ${maximum}`))
    .max(maximum, fault('is too large', `Use a number from ${minimum} to ${maximum}`));

function isSafeUrl(value: string, accepts: (url: URL) => boolean): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username !== '' || url.search !== '' || url.hash !== '') return false;
  if (url.protocol === 'http:') return LOOPBACK_HOSTS.includes(url.hostname);
  return url.protocol === 'https:' && accepts(url);
}

/** A time of day in a zone; `time` as it is unless the file says otherwise. */
export const timeOfDay = (time: string) =>
  z.strictObject({
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, fault('is not a time of day', 'Write it in quotes, like "03:30"'))
      .default(time)
      .describe('Time of day, 24 hours, in quotes.'),
    zone: z
      .string()
      .refine(
        (zone) => IANAZone.isValidZone(zone),
        fault('is not a time zone', 'Write its IANA name, like Europe/London'),
      )
      .default('UTC')
      .describe('IANA name of the time zone.'),
  });

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  /** IANA name. */
  readonly zone: string;
}

export function resolveTimeOfDay({ time, zone }: { readonly time: string; readonly zone: string }): TimeOfDay {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { hour, minute, zone };
}
