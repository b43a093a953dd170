/**
 * Key rings: `id:key[,id:key…]`, each key 32 bytes in base64. The first key encrypts, all of them decrypt: a key is
 * rotated by putting a new one in front, and retired once nothing that it encrypted is kept any more.
 */

/** One AES-256 key. Its bytes are not enumerable, so that no log, inspection or JSON shows them. */
export class EncryptionKey {
  readonly #bytes: Uint8Array;

  constructor(
    readonly id: string,
    bytes: Uint8Array,
  ) {
    this.#bytes = bytes;
  }

  /** The 32 bytes. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }
}

/** The first key encrypts. */
export type KeyRing = readonly [EncryptionKey, ...EncryptionKey[]];

export const KEY_BYTES = 32;

/** Parses a key ring. Throws with the fault of the first bad entry; the message never shows a key. */
export function parseKeyRing(text: string): KeyRing {
  const [first, ...others] = text.split(',').map((entry, index) => parseKey(entry.trim(), index + 1));
  if (!first) throw new TypeError('the key ring is empty');
  const ids = [first, ...others].map((key) => key.id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new TypeError(`two keys have the id "${repeated}"`);
  return [first, ...others];
}

/** Decodes 32 bytes of base64; undefined when it is anything else. */
export function parseKeyBytes(base64: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === KEY_BYTES ? bytes : undefined;
}

function parseKey(entry: string, position: number): EncryptionKey {
  const match = /^([A-Za-z0-9._-]{1,32}):(.+)$/.exec(entry);
  if (!match?.[1] || !match[2]) throw new TypeError(`entry ${position} is not of the form id:key`);
  const bytes = parseKeyBytes(match[2]);
  if (!bytes) throw new TypeError(`the key "${match[1]}" is not 32 bytes of base64`);
  return new EncryptionKey(match[1], bytes);
}
