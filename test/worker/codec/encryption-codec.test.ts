import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { EncryptionKey, type KeyRing } from '../../../src/config/key-ring';
import { EncryptionCodec, PayloadDecryptionError } from '../../../src/worker/codec/encryption-codec';

const key = (id: string, fill: number): EncryptionKey => new EncryptionKey(id, Buffer.alloc(32, fill));
const codecOf = (...keys: KeyRing): EncryptionCodec => new EncryptionCodec(keys);

const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload): unknown => defaultPayloadConverter.fromPayload(payload);
const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes!).toString();

async function sealValue(codec: EncryptionCodec, value: unknown): Promise<Payload> {
  const [sealed] = await codec.encode([payloadOf(value)]);
  return sealed!;
}

const seal = (codec: EncryptionCodec): Promise<Payload> => sealValue(codec, 'Ada Lovelace');

const openWith = async (codec: EncryptionCodec, payload: Payload): Promise<unknown> =>
  valueOf((await codec.decode([payload]))[0]!);

const codec = codecOf(key('k1', 1));

it.each([
  ['an object', { name: 'Zoë', rows: [1, 2, 3] }],
  ['a text', 'a'.repeat(100_000)],
  ['nothing', undefined],
  ['null', null],
  ['bytes', Uint8Array.of(0, 255, 7)],
])('gives back %s as it was', async (_what, value) => {
  expect(await openWith(codec, await sealValue(codec, value))).toEqual(value);
});

it('shows the key that was used, and nothing of the content or its kind', async () => {
  const sealed = await seal(codec);

  expect(Object.keys(sealed.metadata!).sort()).toEqual(['encoding', 'encryption-key-id']);
  expect(text(sealed.metadata!['encoding'])).toBe('binary/encrypted');
  expect(text(sealed.metadata!['encryption-key-id'])).toBe('k1');
  expect(text(sealed.data)).not.toContain('Lovelace');
});

it('never encrypts twice alike', async () => {
  expect(text((await seal(codec)).data)).not.toBe(text((await seal(codec)).data));
});

it('passes on what is not encrypted, and empty lists', async () => {
  const plain = payloadOf('from before');

  expect(await codec.decode([plain])).toEqual([plain]);
  expect(await codec.decode([])).toEqual([]);
  expect(await codec.encode([])).toEqual([]);
});

describe('rotation', () => {
  const old = key('k1', 1);
  const fresh = key('k2', 2);

  it('encrypts with the first key and reads with all', async () => {
    const rotated = codecOf(fresh, old);

    expect(await openWith(rotated, await seal(codecOf(old)))).toBe('Ada Lovelace');
    expect(text((await seal(rotated)).metadata!['encryption-key-id'])).toBe('k2');
  });

  it('lets a process that already has the new key, but does not use it yet, read what others write', async () => {
    expect(await openWith(codecOf(old, fresh), await seal(codecOf(fresh, old)))).toBe('Ada Lovelace');
  });

  it('names a retired key', async () => {
    await expect(openWith(codecOf(fresh), await seal(codecOf(old)))).rejects.toThrow(
      'The payload was encrypted with the key "k1", which is not in PAYLOAD_ENCRYPTION_KEYS',
    );
  });

  it('notices that an id stands for another key than it did', async () => {
    await expect(openWith(codecOf(key('k1', 3)), await seal(codec))).rejects.toThrow(/"k1" was changed, or that key/);
  });
});

describe('tampering', () => {
  const changed = (bytes: Uint8Array | null | undefined, at: number): Uint8Array => {
    const copy = Buffer.from(bytes!);
    copy[at < 0 ? copy.length + at : at]! ^= 1;
    return copy;
  };

  it.each([
    ['the nonce', 0],
    ['the content', 15],
    ['the tag', -1],
  ])('is noticed in %s', async (_what, at) => {
    const sealed = await seal(codec);

    await expect(openWith(codec, { ...sealed, data: changed(sealed.data, at) })).rejects.toThrow(
      PayloadDecryptionError,
    );
  });

  it.each([0, 5, 27])('is noticed when only %i bytes are left', async (length) => {
    const sealed = await seal(codec);

    await expect(openWith(codec, { ...sealed, data: sealed.data!.subarray(0, length) })).rejects.toThrow('was changed');
  });

  it('is noticed when a payload is passed off as another key’s, even where both keys are the same', async () => {
    const twins = codecOf(key('k1', 1), key('k2', 1));
    const sealed = await seal(twins);
    const metadata = { ...sealed.metadata, 'encryption-key-id': Buffer.from('k2') };

    await expect(openWith(twins, { ...sealed, metadata })).rejects.toThrow('was changed');
  });
});
