/** Looks at processes we did not necessarily start, and asks a PostgreSQL server left behind by a killed run to stop. */
import { execFile } from 'node:child_process';
import { readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Server setting that names the process which started it: PostgreSQL accepts any setting with a prefix of its own. */
export const OWNER_SETTING = 'connector.owner';

const FAST_STOP_MS = 20_000;
const IMMEDIATE_STOP_MS = 10_000;

interface ProcessFacts {
  readonly parent: number;
  /** The command line, arguments separated by single spaces. */
  readonly command: string;
}

/** The data directory is served on behalf of a living process. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';

  constructor(
    folder: string,
    readonly pid: number,
  ) {
    super(
      `The database in ${folder} is already in use by process ${pid}. ` +
        'Stop that process first, or start this one with another data directory.',
    );
  }
}

/**
 * Makes way for a new server of `cluster`: stops the one that a killed run left behind, and removes a lock file whose
 * process number now belongs to somebody else.
 *
 * @throws DataDirectoryInUseError when the process that started the server lives, or a person started it by hand
 */
export async function clearPredecessor(cluster: string, onLog: (line: string) => void): Promise<void> {
  const pid = await serverPid(cluster);
  const found = pid === undefined ? undefined : await inspect(pid);
  if (pid === undefined || !found) return;
  if (!serves(found, cluster)) {
    onLog(
      `Removing the lock file of a database server that is gone (its process number ${pid} is another process now)`,
    );
    await unlink(path.join(cluster, 'postmaster.pid'));
    return;
  }
  const owner = ownerOf(found);
  // An orphan is handed to another parent as soon as its own dies, so a server still with its owner is in use.
  if (owner === undefined || owner === found.parent) throw new DataDirectoryInUseError(cluster, owner ?? pid);
  onLog(`Stopping the database server ${pid}, which process ${owner} left behind`);
  await stopOrphan(pid, cluster);
}

/** The process that serves `cluster` answers for it: the owner where it names one, else the server itself. */
export async function occupantOf(cluster: string): Promise<number | undefined> {
  const pid = await serverPid(cluster);
  const found = pid === undefined ? undefined : await inspect(pid);
  return found && serves(found, cluster) ? (ownerOf(found) ?? pid) : undefined;
}

async function serverPid(cluster: string): Promise<number | undefined> {
  const lock = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(lock, 10);
  return pid > 0 ? pid : undefined;
}

const serves = (found: ProcessFacts, cluster: string): boolean => found.command.includes(`postgres -D ${cluster} `);

function ownerOf(found: ProcessFacts): number | undefined {
  const match = new RegExp(`${OWNER_SETTING}=(\\d+)`).exec(found.command);
  return match ? Number(match[1]) : undefined;
}

async function stopOrphan(pid: number, cluster: string): Promise<void> {
  if (await signalUntilGone(pid, cluster, 'SIGINT', FAST_STOP_MS)) return;
  if (await signalUntilGone(pid, cluster, 'SIGQUIT', IMMEDIATE_STOP_MS)) return;
  throw new Error(`The database server ${pid} of ${cluster} does not stop. Stop it by hand, then start again.`);
}

/** Looks again before every signal: the number may pass to another process at any time. */
async function signalUntilGone(
  pid: number,
  cluster: string,
  signal: NodeJS.Signals,
  limitMs: number,
): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  for (let signaled = false; Date.now() < deadline; await pause(20)) {
    const found = await inspect(pid);
    if (!found || !serves(found, cluster)) return true;
    if (!signaled) process.kill(pid, signal);
    signaled = true;
  }
  return false;
}

/** Undefined when no such process runs. */
async function inspect(pid: number): Promise<ProcessFacts | undefined> {
  return process.platform === 'linux' ? inspectProc(pid) : inspectPs(pid);
}

async function inspectProc(pid: number): Promise<ProcessFacts | undefined> {
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    // "pid (name) state parent …": the name may itself contain spaces and parentheses.
    const parent = status.slice(status.lastIndexOf(')') + 2).split(' ')[1];
    return { parent: Number(parent), command: command.split('\0').join(' ') };
  } catch {
    return undefined;
  }
}

async function inspectPs(pid: number): Promise<ProcessFacts | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'ppid=,command=', '-p', String(pid)]);
    const match = /^\s*(\d+)\s+(.*)$/m.exec(stdout);
    return match?.[1] && match[2] ? { parent: Number(match[1]), command: match[2] } : undefined;
  } catch {
    return undefined;
  }
}
