/**
 * The Temporal SDK's own download of the CLI. The SDK offers it only as part of starting a server, in the process that
 * asks, with the one runtime that a process can have; so a child process of ours does it, and is thrown away.
 */
import { spawn } from 'node:child_process';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostPaths } from '../config/host';

/** A firewall that drops packets would let the download wait forever. */
const STALL_LIMIT_MS = 30_000;
const PROGRESS_MS = 2_000;

export interface InstallRequest {
  /** An existing folder of our own. */
  readonly folder: string;
  /** Release of the CLI, without leading `v`. */
  readonly version: string;
  /** Name of the program in `folder` when done. */
  readonly program: string;
  readonly host: HostPaths;
  readonly log: (line: string) => void;
}

/** Leaves the program in the folder, or throws with the reason. */
export async function downloadTemporalCli({ folder, version, program, host, log }: InstallRequest): Promise<void> {
  const downloaded = join(folder, `temporal-v${version}${process.platform === 'win32' ? '.exe' : ''}`);
  const complaint = await runChild([__filename, folder, `v${version}`], host, async (elapsedMs) => {
    const size = await sizeOf(`${downloaded}.downloading`);
    if (size > 0) log(`Downloading the Temporal CLI: ${megabytes(size)} MB after ${Math.round(elapsedMs / 1_000)} s`);
    return size;
  });
  // The SDK starts the server once, and gives a slow machine too little time for that; what counts is the file.
  if ((await sizeOf(downloaded)) === 0) throw new Error(complaint);
  await rename(downloaded, join(folder, program));
}

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => undefined))?.size ?? 0;
const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(0);

/** Gives the last thing the child said. Ends it when `progress` stays the same for too long. */
async function runChild(
  args: readonly string[],
  host: HostPaths,
  progress: (elapsedMs: number) => Promise<number>,
): Promise<string> {
  const started = Date.now();
  const child = spawn(process.execPath, args, { env: host.childEnv, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  let last = { size: 0, at: started };
  const look = async (): Promise<void> => {
    const size = await progress(Date.now() - started);
    if (size !== last.size) last = { size, at: Date.now() };
    else if (Date.now() - last.at > STALL_LIMIT_MS) child.kill('SIGKILL');
  };
  const watch = setInterval(() => void look(), PROGRESS_MS);
  try {
    await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  } finally {
    clearInterval(watch);
  }
  return said.trim().split('\n').at(-1) || 'there was no progress';
}

/** The child's part. */
async function main(downloadDir: string, version: string): Promise<void> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'cached-download', downloadDir, version } },
  });
  await environment.teardown();
}

if (require.main === module) {
  const [downloadDir = '', version = ''] = process.argv.slice(2);
  main(downloadDir, version).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
