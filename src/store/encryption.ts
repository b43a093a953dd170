/**
 * Personal data and secrets at rest: AES-256-GCM under a ring of keys, and keyed hashes to find people by.
 *
 * Format of a sealed value: version (1 byte), length of the key id (1 byte), key id, nonce (12), tag (16), ciphertext.
 * What is sealed is deflated first, as the database cannot compress it afterwards.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { comparableEmail } from '../domain/email';

interface EncryptionKey {
  /** Short name kept with every value, so that older keys stay readable after a rotation. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

export interface DataProtectionOptions {
  /** The first key seals; all of them open. */
  readonly keys: readonly EncryptionKey[];
  /** 32 bytes. Never rotated: what was found through the old hashes would be lost. */
  readonly hashKey: Uint8Array;
}

export interface DataProtection {
  /** `context` names the place (`snapshot:<id>`); a value moved to another place does not open. */
  seal(value: unknown, context: string): Buffer;
  /** @throws Error when the key is missing, the context differs, or the value was changed */
  open(sealed: Buffer, context: string): unknown;
  /** What every value sealed under the first key begins with; another beginning tells an older key. */
  readonly currentHead: Buffer;
  /** To find or compare what must not be stored in clear: hexadecimal HMAC-SHA256; each kind of value has hashes of its own. */
  keyedHash(kind: string, value: string): string;
  /** The keyed hash of the address without surrounding space, in lower case. */
  emailHash(email: string): string;
}

const VERSION = 1;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function createDataProtection({ keys, hashKey }: DataProtectionOptions): DataProtection {
  const [current] = keys;
  if (!current) throw new Error('No encryption key is configured: at least one is needed.');
  const ring = new Map(keys.map(({ id, bytes }) => [id, bytes]));
  checkKeys(keys, ring, hashKey);
  const keyedHash = (kind: string, value: string): string =>
    createHmac('sha256', hashKey).update(`${kind}\0${value}`).digest('hex');
  return {
    seal: (value, context) => seal(current, value, context),
    open: (sealed, context) => open(ring, sealed, context),
    currentHead: headOf(current.id),
    keyedHash,
    emailHash: (email) => keyedHash('email', comparableEmail(email)),
  };
}

function checkKeys(keys: readonly EncryptionKey[], ring: ReadonlyMap<string, Uint8Array>, hashKey: Uint8Array): void {
  if (ring.size !== keys.length) throw new Error('Two encryption keys have the same id: every id must be its own.');
  for (const { id, bytes } of keys) {
    const length = Buffer.byteLength(id);
    if (length < 1 || length > 255) throw new Error(`The id of an encryption key must have 1 to 255 bytes: "${id}".`);
    if (bytes.length !== KEY_BYTES)
      throw new Error(`The encryption key "${id}" must have 32 bytes, not ${bytes.length}.`);
  }
  if (hashKey.length !== KEY_BYTES) throw new Error(`The hash key must have 32 bytes, not ${hashKey.length}.`);
}

function seal({ id, bytes }: EncryptionKey, value: unknown, context: string): Buffer {
  const head = headOf(id);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated(head, context));
  const plain = deflateRawSync(JSON.stringify(value));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), body]);
}

function open(ring: ReadonlyMap<string, Uint8Array>, sealed: Buffer, context: string): unknown {
  const { keyId, size } = header(sealed);
  const key = ring.get(keyId);
  if (!key) throw new Error(`The encryption key "${keyId}" is missing: ${context} cannot be read. Add it to the keys.`);
  const nonce = sealed.subarray(size, size + NONCE_BYTES);
  const tag = sealed.subarray(size + NONCE_BYTES, size + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated(sealed.subarray(0, size), context)).setAuthTag(tag);
  try {
    const body = decipher.update(sealed.subarray(size + NONCE_BYTES + TAG_BYTES));
    const plain = inflateRawSync(Buffer.concat([body, decipher.final()]));
    return JSON.parse(plain.toString('utf8'));
  } catch (error) {
    throw new Error(`The stored value of ${context} does not open with the key "${keyId}": it was changed or moved.`, {
      cause: error,
    });
  }
}

function headOf(keyId: string): Buffer {
  const name = Buffer.from(keyId);
  return Buffer.concat([Buffer.from([VERSION, name.length]), name]);
}

const associated = (head: Buffer, context: string): Buffer => Buffer.concat([head, Buffer.from(`\0${context}`)]);

function header(sealed: Buffer): { keyId: string; size: number } {
  if (sealed[0] !== VERSION) throw new Error(`A stored value has the unknown encryption format ${sealed[0]}.`);
  const size = 2 + (sealed[1] ?? 0);
  return { keyId: sealed.subarray(2, size).toString('utf8'), size };
}
