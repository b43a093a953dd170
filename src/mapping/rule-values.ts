/** The small values that rules are made of, and how a text is held against one. */
import { z } from 'zod';

/** A Brightpearl id. */
export const id = z.int().min(0);

export const taxCode = z.string().min(1).describe('Brightpearl tax code, e.g. T20.');

/** Nominal codes look like numbers; YAML may give them as such. */
export const nominalCode = z
  .union([z.string().min(1), z.int()])
  .transform(String)
  .describe('Brightpearl nominal code.');

/** An exact decimal; YAML may give it as a number. */
export const decimal = z
  .union([z.string().regex(/^-?\d+(\.\d+)?$/, 'Write a decimal number, e.g. "19.99"'), z.number()])
  .transform(String)
  .describe('Decimal number.');

const regularExpression = z.string().min(1).refine(compiles, 'Not a valid regular expression');

/** Text to equal (case and outer spaces do not matter), or a regular expression to find in it. */
export const textMatch = z
  .union([z.string().min(1), z.strictObject({ matches: regularExpression })])
  .describe('Text to equal, whatever its case, or {matches: "regular expression"}, case-insensitive.');

export type TextMatch = z.infer<typeof textMatch>;

function compiles(source: string): boolean {
  try {
    return Boolean(new RegExp(source, 'iu'));
  } catch {
    return false;
  }
}

/** Whether `text` is what `match` asks for. */
export function matchesText(match: TextMatch, text: string): boolean {
  if (typeof match === 'string') return sameText(match, text);
  return new RegExp(match.matches, 'iu').test(text);
}

/** Equal but for case and outer spaces. */
export const sameText = (one: string, other: string): boolean => fold(one) === fold(other);

/** Texts that are the same have this in common. */
export const fold = (text: string): string => text.trim().toLowerCase();
