/** Reads the vendors' own API descriptions, which are no part of this repository: `SPECS_DIR` says where they lie. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';

const SPECS_DIR = resolve(process.env['SPECS_DIR'] ?? join(__dirname, '../../../shared/specs'));

export const specPath = (...parts: string[]): string => join(SPECS_DIR, ...parts);

/** `describe`, or a visible skip when the vendor's descriptions are not there. */
export function describeWithSpecs(vendor: string, title: string, body: () => void): void {
  const present = existsSync(specPath(vendor));
  // Not console.warn: jest keeps the console of a file without a running test to itself.
  if (!present) process.stderr.write(`Skipped "${title}": nothing in ${specPath(vendor)}; set SPECS_DIR\n`);
  (present ? describe : describe.skip)(title, body);
}

export type Schema = Record<string, unknown>;

export interface Contract {
  /** What is wrong with an answer by the description; empty when nothing is. Throws when it describes no such answer. */
  problems(method: string, path: string, status: number, body: unknown): string[];
}

const MEDIA_TYPES = ['application/json', 'application/problem+json'];

/**
 * The contract of one OpenAPI file. Its schemas are closed first: a field that the description does not have is a
 * problem, as almost no field is required and anything would pass otherwise.
 *
 * @param extras fields the description lacks although its own examples or texts have them
 * @param defects problems that are the description's own
 */
export function loadContract(file: string, extras: readonly string[] = [], defects: readonly RegExp[] = []): Contract {
  const api = parse(readFileSync(file, 'utf8')) as Schema;
  const problemsOf = createValidator(extras, api);
  return {
    problems(method, path, status, body) {
      const response = lookUp(api, ['paths', path, method.toLowerCase(), 'responses', String(status)]);
      if (!isSchema(response)) throw new Error(`${file} describes no ${status} for ${method} ${path}`);
      const schema = MEDIA_TYPES.map((type) => lookUp(api, ['content', type, 'schema'], response)).find(isSchema);
      if (!schema) return body === undefined ? [] : ['an answer without a body is described'];
      return problemsOf(schema, body).filter((problem) => !defects.some((defect) => defect.test(problem)));
    },
  };
}

/** Checks values against schemas of OpenAPI 3.0, closed as {@link loadContract} says. `root` is what `$ref`s refer to. */
export function createValidator(extras: readonly string[] = [], root: Schema = {}) {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, formats: { 'date-time': isDateTime } });
  return (schema: Schema, value: unknown): string[] => {
    const validate = ajv.compile(close(schema, { root, extras }));
    return validate(value) ? [] : (validate.errors ?? []).map(describeError);
  };
}

const describeError = (error: NonNullable<Ajv['errors']>[number]): string => {
  const extra = (error.params as { additionalProperty?: string }).additionalProperty;
  return `${error.instancePath || '/'} ${error.message ?? ''}${extra === undefined ? '' : ` (${extra})`}`;
};

const isDateTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);

interface Closing {
  readonly root: Schema;
  readonly extras: readonly string[];
  /** Schemas being closed around this one; where one comes back (a tree), anything is taken. */
  readonly around?: readonly Schema[];
}

/** One JSON schema without `$ref`, `allOf` and `nullable`, whose objects take no undescribed field. */
function close(schema: Schema, { root, extras, around = [] }: Closing): Schema {
  const target = resolveRef(root, schema);
  if (around.includes(target)) return {};
  const closing: Closing = { root, extras, around: [...around, target] };
  const { oneOf, anyOf, nullable, ...own } = merged(target, root);
  const variants = (oneOf ?? anyOf) as Schema[] | undefined;
  const result: Schema = withoutBooleanBounds(own);
  // Several `oneOf` overlap (an empty list is a list of links and a list of lines), so each is read as "any of".
  if (variants) result['anyOf'] = variants.map((variant) => close(variant, closing));
  if (isSchema(own['items'])) result['items'] = close(own['items'], closing);
  if (isSchema(own['additionalProperties']))
    result['additionalProperties'] = close(own['additionalProperties'], closing);
  if (isSchema(own['properties']) && Object.keys(own['properties']).length > 0) {
    result['properties'] = mapValues(own['properties'], (property) => close(property as Schema, closing));
    result['additionalProperties'] = false;
    result['patternProperties'] = Object.fromEntries(extras.map((name) => [`^${name}$`, {}]));
  }
  return nullable === true ? { anyOf: [{ type: 'null' }, result] } : result;
}

/** OpenAPI 3.0 has `exclusiveMinimum: true`, which JSON Schema has not. */
const withoutBooleanBounds = (schema: Schema): Schema =>
  Object.fromEntries(
    Object.entries(schema).filter(([name, value]) => !(name.startsWith('exclusive') && typeof value === 'boolean')),
  );

/** The schema with references resolved and `allOf` folded in: properties and required fields of all. */
function merged(schema: Schema, root: Schema): Schema {
  const { allOf, ...own } = resolveRef(root, schema);
  if (!Array.isArray(allOf)) return own;
  return [...(allOf as Schema[]).map((part) => merged(part, root)), own].reduce((all, part) => ({
    ...all,
    ...part,
    properties: { ...(all['properties'] as Schema), ...(part['properties'] as Schema) },
    required: [...((all['required'] as string[]) ?? []), ...((part['required'] as string[]) ?? [])],
  }));
}

/** What lies at the end of the keys, references on the way resolved; undefined when nothing does. */
function lookUp(root: Schema, keys: readonly string[], from: unknown = root): unknown {
  return keys.reduce<unknown>((value, key) => {
    const next = isSchema(value) ? value[key] : undefined;
    return isSchema(next) ? resolveRef(root, next) : next;
  }, from);
}

/** Only references within the file occur: `#/components/schemas/…`. */
function resolveRef(root: Schema, value: Schema): Schema {
  const { $ref: reference } = value;
  if (typeof reference !== 'string') return value;
  const keys = reference
    .slice(2)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const target = lookUp(root, keys);
  if (!isSchema(target)) throw new Error(`The reference ${reference} leads nowhere`);
  return target;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapValues = (fields: Schema, map: (value: unknown) => unknown): Schema =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(value)]));
