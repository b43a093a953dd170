/** Turns zod's issues into problems that name the place, the value and the fix. */
import type { z } from 'zod';
import { splitFault } from './fault';
import { formatPath, type ConfigProblem } from './problems';
import type { SchemaHints } from './schema-hints';
import { closest } from './suggestions';
import type { YamlSource } from './yaml-source';

type Issue = z.core.$ZodIssue;

export function schemaProblems(error: z.ZodError, source: YamlSource, hints: SchemaHints): ConfigProblem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, [], source, hints));
}

function problemsOf(
  issue: Issue,
  base: readonly PropertyKey[],
  source: YamlSource,
  hints: SchemaHints,
): ConfigProblem[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, source, hints));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return nearestVariant(issue.errors).flatMap((inner) => problemsOf(inner, path, source, hints));
  }
  const value = valueAt(source.data, path);
  const shown = shownValue(path, value);
  return [
    {
      path: formatPath(path),
      ...source.positionOf(path),
      ...(shown === undefined ? {} : { value: shown }),
      ...words(issue, path, value, hints),
    },
  ];
}

function unknownKey(path: readonly PropertyKey[], key: string, source: YamlSource, hints: SchemaHints): ConfigProblem {
  const allowed = hints.keysAt(path);
  const meant = closest(key, allowed);
  const fix = allowed.length > 0 ? `Remove it, or use one of ${allowed.join(', ')}` : 'Remove it';
  return {
    path: formatPath([...path, key]),
    ...source.positionOf([...path, key]),
    message: `unknown key "${key}"`,
    fix: meant === undefined ? fix : `Did you mean "${meant}"? Correct the spelling`,
  };
}

/** Of the variants of a choice, the one that its author most likely meant: right in kind, and with the fewest mistakes. */
function nearestVariant(variants: readonly Issue[][]): readonly Issue[] {
  const wrongKind = (issues: readonly Issue[]): number =>
    issues.filter((issue) => issue.code === 'invalid_type' && issue.path.length === 0).length;
  const ranked = [...variants].sort((one, two) => wrongKind(one) - wrongKind(two) || one.length - two.length);
  return ranked[0] ?? [];
}

type Words = Pick<ConfigProblem, 'message' | 'fix'>;

function words(issue: Issue, path: readonly PropertyKey[], value: unknown, hints: SchemaHints): Words {
  if (value === undefined) return { message: 'is missing', fix: missingFix(issue, path, hints) };
  const own = splitFault(issue.message);
  if (own) return own;
  if (hints.valuesAt(path).length > 0) {
    return { message: 'is not one of the allowed values', fix: allowedFix(path, value, hints) };
  }
  switch (issue.code) {
    case 'invalid_type':
      return { message: `must be ${kindOf(issue.expected)}`, fix: typeFix(issue.expected, value) };
    case 'too_small':
      return { message: 'is too small', fix: `Use at least ${issue.minimum}${unitOf(issue)}` };
    case 'too_big':
      return { message: 'is too large', fix: `Use at most ${issue.maximum}${unitOf(issue)}` };
    default:
      return { message: 'is not accepted', fix: withoutStop(issue.message) };
  }
}

/** Sizes of texts and lists are counts. */
function unitOf(issue: { readonly origin: string }): string {
  if (issue.origin === 'string') return ' characters';
  return issue.origin === 'array' ? ' entries' : '';
}

function missingFix(issue: Issue, path: readonly PropertyKey[], hints: SchemaHints): string {
  const allowed = hints.valuesAt(path);
  if (allowed.length > 0) return `Add it: ${allowed.map(show).join(' or ')}`;
  if (issue.code === 'custom') return issue.message;
  const description = hints.descriptionAt(path);
  return description === undefined ? 'Add it' : `Add it: ${withoutStop(description)}`;
}

/** Where the fixed values are not all that is allowed, the description says what else is. */
function allowedFix(path: readonly PropertyKey[], value: unknown, hints: SchemaHints): string {
  const allowed = hints.valuesAt(path);
  const meant = typeof value === 'string' ? closest(value, allowed.map(String)) : undefined;
  const list = allowed
    .map(show)
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
  const description = hints.descriptionAt(path);
  const others = hints.isOpenAt(path) && description !== undefined ? ` (${withoutStop(description)})` : '';
  return `${meant === undefined ? '' : `Did you mean "${meant}"? `}Use ${list}${others}`;
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

function typeFix(expected: string, value: unknown): string {
  if (expected === 'string' && typeof value !== 'object') return 'Put it in quotes';
  if (expected === 'array') return 'Write it as a list: one "- " per entry';
  if (expected === 'object') return 'Write its keys on the lines below, indented';
  if (expected === 'boolean') return 'Write true or false, without quotes';
  return 'Write a number, without quotes';
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

const kindOf = (expected: string): string => TYPE_WORDS[expected] ?? `a ${expected}`;

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    data,
  );
}

/** Somebody may have pasted a token where the name of a variable belongs, so such values are never shown. */
function shownValue(path: readonly PropertyKey[], value: unknown): string | undefined {
  const key = String(path.at(-1) ?? '');
  if (value === undefined || typeof value === 'object' || /env$|token$|secret|password/i.test(key)) return undefined;
  const text = show(value);
  if (/:\/\/[^/]*@/.test(text)) return undefined;
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);
