/** One PostgreSQL server process of ours: started until it answers, stopped until it is gone. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { SystemAccount } from './postgres-account';
import { SERVER_ENV } from './postgres-cluster';
import { OWNER_SETTING } from './postgres-process';

/** A fast shutdown takes well under a second; after this the server is told to drop everything and recover later. */
const FAST_STOP_MS = 20_000;

export interface ServerOptions {
  readonly postgres: string;
  readonly cluster: string;
  readonly port: number;
  readonly account: SystemAccount | undefined;
  readonly durable: boolean;
  readonly onLog: (line: string) => void;
}

/** Why a server did not start: what it said last. */
export class ServerStartError extends Error {
  override readonly name = 'ServerStartError';
}

export async function launch(options: ServerOptions): Promise<ChildProcess> {
  const child = spawn(options.postgres, serverArguments(options), {
    ...options.account,
    env: SERVER_ENV,
    stdio: ['ignore', 'ignore', 'pipe'],
    // In a session of its own, so that Ctrl-C reaches us alone and the workers can finish before their database stops.
    detached: true,
  });
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      options.onLog(line);
      if (said.length < 50) said.push(line);
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(new ServerStartError(`PostgreSQL did not start: ${said.join('\n')}`)));
  });
  return child;
}

/** Asks for a fast shutdown (open transactions are rolled back) and waits for the end. */
export async function shutDown(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGINT');
  const timer = new AbortController();
  const late = pause(FAST_STOP_MS, true, { signal: timer.signal }).catch(() => false);
  if (await Promise.race([ended.then(() => false), late])) child.kill('SIGQUIT');
  await ended;
  timer.abort();
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function serverArguments({ cluster, port, durable }: ServerOptions): string[] {
  const settings = {
    [OWNER_SETTING]: String(process.pid),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    logging_collector: 'off',
    log_checkpoints: 'off',
    // The details of an error quote rows and parameters, which do not belong in a log.
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    cluster,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}
