/** There is no container engine where the tests run: what can be wrong in the files is checked without one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ALL_SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly healthcheck?: unknown;
  readonly restart?: string;
  readonly environment?: Record<string, string>;
  readonly command?: readonly string[];
  readonly env_file?: string;
  readonly volumes?: readonly string[];
}

const root = join(__dirname, '..', '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Record<string, Service>;
  readonly volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);

describe('docker-compose.yml', () => {
  it.each(services)('waits only for services that exist and can become what it waits for: %s', (_name, service) => {
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      const dependency = compose.services[other];
      expect(dependency).toBeDefined();
      if (condition === 'service_healthy') expect(dependency?.healthcheck).toBeDefined();
      if (condition === 'service_completed_successfully') expect(dependency?.restart).toBe('no');
    }
  });

  it.each(services)('names an image with a version, or is built here: %s', (_name, service) => {
    expect(service.build ?? service.image).toMatch(/^\.$|:\d/);
  });

  it('registers every search attribute that the workflows use', () => {
    const script = compose.services['temporal-setup']?.command?.join('\n') ?? '';
    for (const { name } of ALL_SEARCH_ATTRIBUTES) expect(script).toContain(name);
  });

  it('gives the connector its secrets from .env, which the example lists', () => {
    expect(compose.services['connector']?.env_file).toBe('.env');
    const example = read('.env.example');
    const wanted = ['CONNECTOR_API_TOKEN', 'CONNECTOR_DATA_KEYS', 'PAYLOAD_ENCRYPTION_KEYS', 'CONNECTOR_HASH_KEY'];
    for (const name of [...wanted, 'POSTGRES_PASSWORD']) expect(example).toContain(name);
  });

  it('keeps the database in a declared volume', () => {
    const [volume] = compose.services['postgresql']?.volumes ?? [];
    expect(Object.keys(compose.volumes)).toContain(volume?.split(':')[0]);
  });
});

describe('Dockerfile', () => {
  it('copies only what exists, and starts the command of the package', () => {
    const dockerfile = read('Dockerfile');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      (match) => match[1]?.split(' ') ?? [],
    );
    for (const name of copied)
      expect(() => readFileSync(join(root, name, name.includes('.') ? '..' : '.'))).toThrow(/EISDIR/);
    expect(dockerfile).toContain('ENTRYPOINT ["node", "bin/connector.js"]');
  });
});
