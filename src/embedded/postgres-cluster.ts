/** The files of one embedded database: its password and its cluster, both created so that a kill in between leaves no half. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, link, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SystemAccount } from './postgres-account';

/** The only database user; the server listens on the loopback address alone. */
export const SUPERUSER = 'connector';

/** PostgreSQL needs nothing of our environment, which holds secrets; messages must be English, for we read them. */
export const SERVER_ENV = { LC_ALL: 'C', PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

/** Reads the password, or makes one: 32 random bytes in a file that only our own user can read. */
export async function passwordOf(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'password');
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  try {
    // A link appears whole and never replaces: of two processes that start at once, both use the first one's password.
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

interface ClusterOptions {
  /** The folder to hold `cluster`. */
  readonly place: string;
  readonly initdb: string;
  readonly password: string;
  readonly account: SystemAccount | undefined;
  /** False leaves out the flush to disk at the end. */
  readonly durable: boolean;
  readonly onLog: (line: string) => void;
}

/** Gives the cluster's folder, made with `initdb` the first time. */
export async function clusterIn(options: ClusterOptions): Promise<string> {
  const cluster = path.join(options.place, 'cluster');
  if (await stat(path.join(cluster, 'PG_VERSION')).catch(() => undefined)) return cluster;
  const draft = await mkdtemp(path.join(options.place, 'init-'));
  try {
    await initialize(draft, options);
    // Another process may have been quicker: a folder that is not empty is never replaced.
    await rename(path.join(draft, 'cluster'), cluster).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return cluster;
}

async function initialize(draft: string, options: ClusterOptions): Promise<void> {
  const passwordFile = path.join(draft, 'password');
  const cluster = path.join(draft, 'cluster');
  await mkdir(cluster, { mode: 0o700 });
  await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (options.account) {
    for (const name of [draft, passwordFile, cluster]) await chown(name, options.account.uid, options.account.gid);
  }
  await runInitdb(options, [
    `--pgdata=${cluster}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The built-in locale sorts the same on every machine, so a data directory may move between them.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(options.durable ? [] : ['--no-sync']),
  ]);
}

async function runInitdb(options: ClusterOptions, flags: readonly string[]): Promise<void> {
  const child = spawn(options.initdb, flags, {
    ...options.account,
    env: SERVER_ENV,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
    options.onLog(text.trimEnd());
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`PostgreSQL could not create its files in ${options.place}: ${complaint.trim()}`);
}
