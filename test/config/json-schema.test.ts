import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { connectorJsonSchema } from '../../src/config/json-schema';
import { checkConfig } from '../../src/config/load';
import { ENV, KEY, YAML } from './fixtures';

const root = join(__dirname, '..', '..');
const example = join(root, 'connector.example.yaml');
const validate = new Ajv({ strict: false, validateFormats: false }).compile(connectorJsonSchema());

it('is written to docs/connector.schema.json as it is now (else run the schema script)', () => {
  const written = JSON.parse(readFileSync(join(root, 'docs', 'connector.schema.json'), 'utf8'));

  expect(written).toEqual(connectorJsonSchema());
});

it('accepts what the connector accepts', () => {
  expect(validate(parse(readFileSync(example, 'utf8')))).toBe(true);
  expect(validate(parse(YAML, { merge: true }))).toBe(true);
});

it('refuses unknown keys and bad values in an editor', () => {
  expect(validate({ ...parse(YAML, { merge: true }), extra: 1 })).toBe(false);
  expect(validate(parse(YAML.replace('hold: 30', 'hold: thirty'), { merge: true }))).toBe(false);
});

it('the example configuration passes the check with the variables of .env.example', () => {
  const names = readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^([A-Z_]+)=$/gm);
  const filledIn = Object.fromEntries([...names].map(([, name]) => [name, 'filled in by whoever copies it']));
  const { CONNECTOR_DATA_KEYS, PAYLOAD_ENCRYPTION_KEYS } = ENV;
  const env = { ...filledIn, CONNECTOR_DATA_KEYS, PAYLOAD_ENCRYPTION_KEYS, CONNECTOR_HASH_KEY: KEY };

  expect(checkConfig({ file: example, env }).problems).toEqual([]);
});
