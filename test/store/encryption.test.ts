import { createDataProtection } from '../../src/store/encryption';

const key = (id: string, byte: number) => ({ id, bytes: Buffer.alloc(32, byte) });
const hashKey = Buffer.alloc(32, 99);
const protect = (...keys: ReturnType<typeof key>[]) => createDataProtection({ keys, hashKey });

const person = { name: 'Zoë Ångström', email: 'zoe@example.com', notes: ['🎁', 'שלום'] };

describe('data protection', () => {
  it.each([
    ['an object', person],
    ['text', 'x'.repeat(100_000)],
    ['null', null],
    ['a list', [1, 'two']],
  ])('opens what it sealed: %s', (_name, value) => {
    const protection = protect(key('a', 1));
    expect(protection.open(protection.seal(value, 'snapshot:1'), 'snapshot:1')).toEqual(value);
  });

  it('shows nothing of the value, and never the same bytes twice', () => {
    const protection = protect(key('a', 1));
    const [one, two] = [protection.seal(person, 'x'), protection.seal(person, 'x')];
    expect(one.toString('latin1')).not.toContain('zoe@example');
    expect(one.equals(two)).toBe(false);
  });

  it('takes less room than the text of an order', () => {
    const lines = Array.from({ length: 50 }, (_, id) => ({
      id,
      name: 'Blue shirt',
      quantity: 1,
      price_inc_tax: '10.0000',
    }));
    expect(protect(key('a', 1)).seal(lines, 'x').length).toBeLessThan(JSON.stringify(lines).length / 4);
  });

  it('opens older values after a rotation, and seals new ones under the first key', () => {
    const before = protect(key('2024', 1));
    const after = protect(key('2025', 2), key('2024', 1));
    const old = before.seal(person, 'x');
    const young = after.seal(person, 'x');
    expect(after.open(old, 'x')).toEqual(person);
    expect(young.subarray(0, after.currentHead.length).equals(after.currentHead)).toBe(true);
    expect(old.subarray(0, after.currentHead.length).equals(after.currentHead)).toBe(false);
    expect(() => before.open(young, 'x')).toThrow('The encryption key "2025" is missing: x cannot be read');
  });

  it('does not open a value in another place, or one that was changed', () => {
    const protection = protect(key('a', 1));
    const sealed = protection.seal(person, 'snapshot:1');
    expect(() => protection.open(sealed, 'snapshot:2')).toThrow('it was changed or moved');
    for (const position of [3, 10, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(position) ^ 1, position);
      expect(() => protection.open(changed, 'snapshot:1')).toThrow('snapshot:1');
    }
    expect(() => protection.open(Buffer.alloc(0), 'snapshot:1')).toThrow('unknown encryption format');
  });

  it('names no content when it fails', () => {
    const sealed = protect(key('a', 1)).seal(person, 'x');
    expect(() => protect(key('a', 2)).open(sealed, 'x')).toThrow(expect.not.objectContaining({ message: /zoe/i }));
  });

  it.each([
    ['case', 'ZOE@Example.com'],
    ['space', ' zoe@example.com\n'],
  ])('finds an e-mail address whatever its %s', (_name, email) => {
    const protection = protect(key('a', 1));
    expect(protection.emailHash(email)).toBe(protection.emailHash('zoe@example.com'));
    expect(protection.emailHash(email)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives other hashes under another hash key, and the same ones whatever the encryption keys', () => {
    const other = createDataProtection({ keys: [key('a', 1)], hashKey: Buffer.alloc(32, 5) });
    expect(other.emailHash('a@b.c')).not.toBe(protect(key('a', 1)).emailHash('a@b.c'));
    expect(other.keyedHash('email', 'a@b.c')).toBe(other.emailHash('a@b.c'));
    expect(other.keyedHash('business', 'a@b.c')).not.toBe(other.emailHash('a@b.c'));
    expect(protect(key('z', 3)).emailHash('a@b.c')).toBe(protect(key('a', 1)).emailHash('a@b.c'));
  });

  it.each([
    ['no key', [], hashKey, 'at least one is needed'],
    ['two keys of one id', [key('a', 1), key('a', 2)], hashKey, 'the same id'],
    ['a short key', [{ id: 'a', bytes: Buffer.alloc(16) }], hashKey, 'must have 32 bytes, not 16'],
    ['an empty id', [key('', 1)], hashKey, '1 to 255 bytes'],
    ['a short hash key', [key('a', 1)], Buffer.alloc(8), 'The hash key must have 32 bytes, not 8'],
  ])('refuses %s', (_name, keys, hash, message) => {
    expect(() => createDataProtection({ keys, hashKey: hash })).toThrow(message);
  });
});
