/** Finds the Temporal CLI, which carries the development server; fetches it where there is none. */
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hostPaths, type HostPaths } from '../config/host';
import { buildTemporalCli } from './temporal-build';
import { downloadTemporalCli, type InstallRequest } from './temporal-download';
import { withLock } from './temporal-lock';
import { probeTemporalCli } from './temporal-version';

/** The release that is fetched when no CLI is found. */
const CLI_VERSION = '1.5.1';
const PROGRAM = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

export interface TemporalCli {
  readonly path: string;
  readonly serverVersion: string;
  readonly source: 'TEMPORAL_CLI_PATH' | 'search path' | 'cache' | 'download' | 'build';
}

export interface CliSearch {
  /** @default of this process */
  readonly host?: HostPaths;
  /** Receives progress, a line at a time. */
  readonly log: (line: string) => void;
}

/** No Temporal CLI could be found or fetched; the message says what was tried and what to do. */
export class TemporalCliMissingError extends Error {
  override readonly name = 'TemporalCliMissingError';

  constructor(tried: readonly string[]) {
    super(
      [
        'There is no Temporal CLI, and none could be fetched:',
        ...tried.map((line) => `  - ${line}`),
        'Install it (https://docs.temporal.io/cli), or set TEMPORAL_CLI_PATH to the program, or use a Temporal server',
        'that runs elsewhere by setting TEMPORAL_ADDRESS.',
      ].join('\n'),
    );
  }
}

/** In this order: TEMPORAL_CLI_PATH, PATH, our cache, the SDK's download, `go install`. */
export async function findTemporalCli({ host = hostPaths(), log }: CliSearch): Promise<TemporalCli> {
  if (host.temporalCliPath !== undefined) return chosenCli(host.temporalCliPath, host);
  const tried: string[] = [];
  const reject = (line: string): void => {
    tried.push(line);
    log(line);
  };
  return (await onSearchPath(host, reject)) ?? (await inCache(host)) ?? (await fetchCli(host, log, tried, reject));
}

/** Whoever names a program means that one: it is never passed over in silence. */
async function chosenCli(path: string, host: HostPaths): Promise<TemporalCli> {
  const probe = await probeTemporalCli(path, host);
  if (probe.ok) return { path, serverVersion: probe.serverVersion, source: 'TEMPORAL_CLI_PATH' };
  throw new Error(`TEMPORAL_CLI_PATH names ${path}, which ${probe.reason}. Correct it, or unset it to have one found.`);
}

async function onSearchPath(host: HostPaths, reject: (line: string) => void): Promise<TemporalCli | undefined> {
  for (const path of host.searchPath.map((folder) => join(folder, PROGRAM))) {
    if (!(await exists(path))) continue;
    const probe = await probeTemporalCli(path, host);
    if (probe.ok) return { path, serverVersion: probe.serverVersion, source: 'search path' };
    reject(`${path} ${probe.reason}`);
  }
  return undefined;
}

const cachedProgram = (host: HostPaths): string => join(host.cacheDir, `temporal-${CLI_VERSION}`, PROGRAM);

async function inCache(host: HostPaths): Promise<TemporalCli | undefined> {
  const path = cachedProgram(host);
  const probe = await probeTemporalCli(path, host);
  return probe.ok ? { path, serverVersion: probe.serverVersion, source: 'cache' } : undefined;
}

/** One process fetches; others wait for it and find the result in the cache. */
async function fetchCli(
  host: HostPaths,
  log: (line: string) => void,
  tried: readonly string[],
  reject: (line: string) => void,
): Promise<TemporalCli> {
  await mkdir(host.cacheDir, { recursive: true });
  const lock = join(host.cacheDir, `temporal-${CLI_VERSION}.lock`);
  const onWait = (holder: number): void => log(`Waiting for process ${holder}, which is fetching the Temporal CLI`);
  return withLock(lock, onWait, async () => {
    const cli =
      (await inCache(host)) ??
      (await install('download', downloadTemporalCli, host, log, reject)) ??
      (await install('build', buildTemporalCli, host, log, reject));
    if (!cli) throw new TemporalCliMissingError([`no ${PROGRAM} in ${host.searchPath.join(', ')}`, ...tried]);
    return cli;
  });
}

/** Works in a folder aside, so that the cache holds only what is complete and runs here. */
async function install(
  source: 'download' | 'build',
  fetchInto: (request: InstallRequest) => Promise<void>,
  host: HostPaths,
  log: (line: string) => void,
  reject: (line: string) => void,
): Promise<TemporalCli | undefined> {
  const folder = await mkdtemp(join(host.cacheDir, `${source}-`));
  try {
    await fetchInto({ folder, version: CLI_VERSION, program: PROGRAM, host, log });
    const probe = await probeTemporalCli(join(folder, PROGRAM), host);
    if (!probe.ok) throw new Error(`the program ${probe.reason}`);
    const path = cachedProgram(host);
    await mkdir(join(path, '..'), { recursive: true });
    await rename(join(folder, PROGRAM), path);
    return { path, serverVersion: probe.serverVersion, source };
  } catch (error) {
    reject(`${source}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
