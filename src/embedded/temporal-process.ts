/** Facts about processes, so that only servers of ours are ever touched, and only when whoever started them is gone. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A graceful stop of the development server takes about a second. */
const GRACE_MS = 10_000;
const KILL_MS = 5_000;

export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** When it started, in whatever form the system gives: with the number, it names one process for good. */
  readonly startedAt: string;
  /** The command line, arguments separated by single spaces. */
  readonly command: string;
}

/** Undefined when no such process runs; one that has ended and waits for its parent counts as gone. */
export async function inspectProcess(pid: number): Promise<ProcessFacts | undefined> {
  if (process.platform === 'linux') return inspectProc(pid);
  return parseListing(await ps(['-p', String(pid)])).find((found) => found.pid === pid);
}

/** Whatever runs on this machine, as far as we may see it. */
export async function listProcesses(): Promise<ProcessFacts[]> {
  if (process.platform !== 'linux') return parseListing(await ps(['-ax']));
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const found = await Promise.all(pids.map(inspectProc));
  return found.filter((facts) => facts !== undefined);
}

/** Looks again before every signal: a number may pass to another process at any time. False when it does not end. */
export async function stopProcess({ pid, startedAt }: ProcessFacts): Promise<boolean> {
  const isThere = async (): Promise<boolean> => (await inspectProcess(pid))?.startedAt === startedAt;
  return (
    (await signalUntilGone(pid, isThere, 'SIGTERM', GRACE_MS)) || signalUntilGone(pid, isThere, 'SIGKILL', KILL_MS)
  );
}

async function signalUntilGone(
  pid: number,
  isThere: () => Promise<boolean>,
  signal: NodeJS.Signals,
  limitMs: number,
): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  for (let signaled = false; Date.now() < deadline; await pause(50)) {
    if (!(await isThere())) return true;
    if (!signaled && !send(pid, signal)) return false;
    signaled = true;
  }
  return false;
}

/** False when the process belongs to another user; one that has just ended is found gone at the next look. */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

async function inspectProc(pid: number): Promise<ProcessFacts | undefined> {
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    if (command === '') return undefined;
    // "pid (name) state parent …": the name may itself contain spaces and parentheses.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(fields[1]), startedAt: fields[19] ?? '', command: command.split('\0').join(' ') };
  } catch {
    return undefined;
  }
}

async function ps(selection: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', 'pid=,ppid=,lstart=,command=', ...selection], {
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      maxBuffer: 64 * 1_048_576,
    });
    return stdout;
  } catch {
    return '';
  }
}

/** `pid ppid Mon Nov 23 17:00:00 2026 command…`, one process a line. */
const parseListing = (listing: string): ProcessFacts[] =>
  listing.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\d{4})\s+(.*)$/.exec(line);
    if (!match?.[3] || match[4] === undefined) return [];
    return [{ pid: Number(match[1]), parent: Number(match[2]), startedAt: match[3], command: `${match[4]} ` }];
  });
