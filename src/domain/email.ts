/**
 * What two spellings of one e-mail address have alike: its keyed hash and every comparison go by it. An accent may be a letter's own or
 * stand behind it, as some keyboards and phones write it.
 */
export const comparableEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();
