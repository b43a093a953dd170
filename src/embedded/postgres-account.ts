/**
 * PostgreSQL refuses to run as root. Started as root, it runs as the user `postgres` (created when missing), and then its
 * binaries and data must lie under folders which that user can enter.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readlink, realpath, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const USER = 'postgres';

/** Where a root installation keeps what the user `postgres` could not reach inside the checkout. */
export const SHARED_PLACE = '/var/lib/bigcommerce-brightpearl-connector';

/** Whom the server runs as; undefined on every function below means "as ourselves". */
export interface SystemAccount {
  readonly uid: number;
  readonly gid: number;
}

/** Undefined when this process is not root, and the server can run as the same user. */
export async function serverAccount(): Promise<SystemAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return (await findAccount()) ?? (await createAccount());
}

async function findAccount(): Promise<SystemAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', USER]), run('id', ['-g', USER])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createAccount(): Promise<SystemAccount> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER]);
  } catch (error) {
    throw new Error(
      `PostgreSQL cannot run as root, and the system user "${USER}" could not be created. ` +
        'Create it, start the connector as another user, or set DATABASE_URL.',
      { cause: error },
    );
  }
  const account = await findAccount();
  if (!account) throw new Error(`The system user "${USER}" was created but cannot be found with "id ${USER}".`);
  return account;
}

/**
 * The folder that holds the server's files for `dataDir`: itself where the account can reach it, else one under
 * {@link SHARED_PLACE}, remembered as the symbolic link `location` so that deleting `dataDir` starts afresh.
 */
export async function placeFor(dataDir: string, account: SystemAccount | undefined): Promise<string> {
  const home = await realpath(dataDir);
  if (await isReachable(home, account)) return home;
  const link = path.join(home, 'location');
  return (await linkedPlace(link)) ?? (await createPlace(link));
}

async function linkedPlace(link: string): Promise<string | undefined> {
  const target = await readlink(link).catch(() => undefined);
  if (target === undefined) return undefined;
  await mkdir(target, { recursive: true });
  return target;
}

async function createPlace(link: string): Promise<string> {
  await mkdir(SHARED_PLACE, { recursive: true, mode: 0o755 });
  const place = await mkdtemp(path.join(SHARED_PLACE, 'data-'));
  await chmod(place, 0o755);
  try {
    await symlink(place, link);
    return place;
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    const other = await linkedPlace(link);
    if (other === undefined) throw error;
    return other;
  }
}

/** Whether the account may enter `folder` and every folder above it. */
export async function isReachable(folder: string, account: SystemAccount | undefined): Promise<boolean> {
  if (!account) return true;
  const { mode, uid, gid } = await stat(folder);
  const execute = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & execute) === 0) return false;
  const parent = path.dirname(folder);
  return parent === folder || (await isReachable(parent, account));
}
