/**
 * A vendor's own words are shown to people and stored with failures, in clear, and they can echo whatever was sent or is
 * stored over there. So only what is known to be harmless passes: the vendors' vocabulary, and the ids, codes and field
 * names of our own request. What was left out is in the audit trail, encrypted.
 */
import type { HttpRequest } from './http-request';
import { VOCABULARY } from './vendor-vocabulary';

type Asked = Pick<HttpRequest<unknown>, 'path' | 'query' | 'body' | 'form'>;

const EMAIL = /[^\s"'<>(),;:]+@[^\s"'<>(),;:]+/g;
const WORD = /[\p{L}\p{M}\p{N}_]+(?:[-.'’][\p{L}\p{M}\p{N}_]+)*/gu;
/** Parts of `billing_address.first_name`, `postAddressIds`, `doesn't`. */
const WORD_PARTS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d_.'’-]+/g;
const VENDOR_CODE = /^[A-Z]{1,6}-\d{1,5}$/;
/** Stand for what is taken out until every word was looked at: no word has them. */
const EMAIL_MARK = '\uE000';
const SENT_MARK = '\uE001';
const REMOVED = '[removed]';
/** With nothing but marks between them they say no more than one; a number beside them belongs to a street or a telephone. */
const ALL_REMOVED = /(?:\b\d{1,2}[\s,./-]+)*\[removed\](?:[\s,.;:/+-]*(?:\[removed\]|\d{1,2}\b))*/g;
/** Of what is read, and of what is shown. */
const MAX_READ = 4_000;
const MAX_LENGTH = 300;

/** Fields whose texts name no person: keys, codes, amounts and moments. By their names in lower case. */
const HARMLESS_FIELDS: ReadonlySet<string> = new Set(
  `amountauthorized amountpaid categorycode code countryisocode currencycode currencyisocode exchangerate externalref
   external_order_id net nominalcode op path paymentdate paymentmethodcode paymenttype placedon pricemodecode quantity ref
   saleschannelname scope sku subscribeto tax taxcode taxdate transactioncode transactionref`.split(/\s+/),
);

export function cleanWords(words: string, asked: Asked): string {
  const { harmless, personal } = partsOf(asked);
  const clean = withoutPhrases(words.slice(0, MAX_READ).replace(EMAIL, EMAIL_MARK), personal)
    .replace(WORD, (word) => (isKnown(word, harmless) ? word : REMOVED))
    .replaceAll(SENT_MARK, REMOVED)
    .replaceAll(EMAIL_MARK, '[e-mail]')
    .replace(ALL_REMOVED, REMOVED)
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
}

/** A vendor's code for what is wrong; undefined when it is anything else than a code. */
export const cleanCode = (code: string, asked: Asked): string | undefined =>
  VENDOR_CODE.test(code) || cleanWords(code, asked) === code ? code : undefined;

/** Tokens are letters and digits mixed; postcodes and telephones are numbers, of which only short ones and our own pass. */
function isKnown(word: string, harmless: ReadonlySet<string>): boolean {
  if (isKnownPart(word.toLowerCase(), harmless) || VENDOR_CODE.test(word) || /^[A-Za-z]$/.test(word)) return true;
  const parts = word.match(WORD_PARTS) ?? [];
  const numbers = parts.filter((part) => /^\d/.test(part));
  return numbers.length <= 1 && parts.every((part) => isKnownPart(part.toLowerCase(), harmless));
}

const isKnownPart = (part: string, harmless: ReadonlySet<string>): boolean =>
  VOCABULARY.has(part) || harmless.has(part) || /^\d{1,2}$/.test(part);

interface Parts {
  /** In lower case. */
  readonly harmless: Set<string>;
  /** Whole texts that were sent, which may happen to be made of known words. */
  readonly personal: string[];
}

function partsOf({ path, query, body, form }: Asked): Parts {
  const parts: Parts = { harmless: new Set(path.toLowerCase().match(WORD) ?? []), personal: [] };
  for (const fields of [query, body, form]) collect(fields, '', parts);
  return parts;
}

function collect(value: unknown, field: string, parts: Parts): void {
  if (typeof value === 'number' || typeof value === 'boolean') parts.harmless.add(String(value));
  else if (typeof value === 'string') {
    if (!HARMLESS_FIELDS.has(field.toLowerCase())) parts.personal.push(value.trim());
    else for (const word of [value, ...(value.match(WORD) ?? [])]) parts.harmless.add(word.toLowerCase());
  } else if (Array.isArray(value)) for (const item of value) collect(item, field, parts);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      parts.harmless.add(name.toLowerCase());
      collect(inner, name, parts);
    }
  }
}

/** The longest first: a name may be part of an address. */
function withoutPhrases(words: string, phrases: readonly string[]): string {
  const sent = [...new Set(phrases)].filter((phrase) => phrase.length > 1).sort((a, b) => b.length - a.length);
  return sent.reduce((text, phrase) => {
    if (!text.toLowerCase().includes(phrase.toLowerCase())) return text;
    return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(phrase)}(?![\\p{L}\\p{N}])`, 'giu'), SENT_MARK);
  }, words);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
