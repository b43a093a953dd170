/**
 * Secrets of our own for trying things out, made once and kept in the data directory, so that `connector dev` needs no
 * set-up and its database and histories stay readable after a restart. Production sets the variables itself.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KEY_BYTES } from './key-ring';

const FILE_NAME = 'secrets.json';

const secretsSchema = z.object({
  CONNECTOR_API_TOKEN: z.string(),
  CONNECTOR_DATA_KEYS: z.string(),
  PAYLOAD_ENCRYPTION_KEYS: z.string(),
  CONNECTOR_HASH_KEY: z.string(),
});

type DevSecrets = Readonly<z.infer<typeof secretsSchema>>;

/**
 * The secrets kept in `dataDir`, made when there are none; to be overlaid with the real environment. Of two processes
 * that start at once, both get what the first one wrote. Throws when the file is damaged: new keys could not read what
 * the old ones wrote.
 */
export function devSecrets(dataDir: string): DevSecrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, FILE_NAME);
  createOnce(file, `${JSON.stringify(generate(), null, 2)}\n`);
  chmodSync(file, 0o600);
  return parse(file);
}

/** The secrets kept in `dataDir`; undefined when nothing ever ran there. */
export function existingDevSecrets(dataDir: string): DevSecrets | undefined {
  const file = join(dataDir, FILE_NAME);
  return existsSync(file) ? parse(file) : undefined;
}

function generate(): DevSecrets {
  const key = (): string => randomBytes(KEY_BYTES).toString('base64');
  return {
    CONNECTOR_API_TOKEN: randomBytes(24).toString('hex'),
    CONNECTOR_DATA_KEYS: `dev:${key()}`,
    PAYLOAD_ENCRYPTION_KEYS: `dev:${key()}`,
    CONNECTOR_HASH_KEY: key(),
  };
}

/** A link either appears whole or not at all, so nobody ever reads half a file. */
function createOnce(file: string, content: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/** The parser's own words may quote the content, so they are not passed on. */
function parse(file: string): DevSecrets {
  const parsed = secretsSchema.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} is damaged. Restore it, or delete the whole data directory to start afresh.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
