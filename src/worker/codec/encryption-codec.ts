/**
 * Encrypts every payload before it leaves the process: arguments, results, summaries, details, memos and, with the failure
 * converter beside this file, error messages. Search attributes are not payloads in this sense and stay in clear.
 *
 * AES-256-GCM. `data` is nonce (12 bytes), ciphertext, tag (16 bytes) of the serialized payload; the metadata names the
 * key, and is authenticated with it.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import type { EncryptionKey, KeyRing } from '../../config/key-ring';

/** The name that Temporal's own samples and interfaces know. */
const ENCODING = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const ProtoPayload = temporal.api.common.v1.Payload;

/** A payload cannot be read; the message names the key and never the content. */
export class PayloadDecryptionError extends Error {
  override readonly name = 'PayloadDecryptionError';
}

export class EncryptionCodec implements PayloadCodec {
  readonly #current: EncryptionKey;
  readonly #keys: ReadonlyMap<string, EncryptionKey>;

  constructor(keys: KeyRing) {
    this.#current = keys[0];
    this.#keys = new Map(keys.map((key) => [key.id, key]));
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => encrypt(this.#current, payload));
  }

  /** What is not encrypted passes as it is: histories from before the codec, and the server's own payloads. */
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => (isEncrypted(payload) ? this.#decrypt(payload) : payload));
  }

  #decrypt(payload: Payload): Payload {
    const id = text(payload.metadata?.['encryption-key-id']);
    const key = this.#keys.get(id);
    if (!key) {
      throw new PayloadDecryptionError(
        `The payload was encrypted with the key "${id}", which is not in PAYLOAD_ENCRYPTION_KEYS`,
      );
    }
    return decrypt(key, payload.data ?? new Uint8Array());
  }
}

const isEncrypted = (payload: Payload): boolean => text(payload.metadata?.['encoding']) === ENCODING;

function encrypt(key: EncryptionKey, payload: Payload): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES }).setAAD(authenticated(key));
  const plain = ProtoPayload.encode(payload).finish();
  return {
    metadata: { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(key.id) },
    data: Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
  };
}

function decrypt(key: EncryptionKey, sealed: Uint8Array): Payload {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw damaged(key);
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES })
    .setAAD(authenticated(key))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const plain = [decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
    return ProtoPayload.decode(Buffer.concat(plain));
  } catch {
    throw damaged(key);
  }
}

const damaged = (key: EncryptionKey): PayloadDecryptionError =>
  new PayloadDecryptionError(
    `The payload encrypted with the key "${key.id}" was changed, or that key is not the one it was`,
  );

const authenticated = (key: EncryptionKey): Buffer => Buffer.from(`${ENCODING}\0${key.id}`);

const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
