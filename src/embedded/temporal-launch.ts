/** Starts one development server process and waits until it serves and is fit for the connector. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { HostPaths } from '../config/host';
import { temporalServes } from '../temporal/health';
import { prepareNamespace, searchAttributeArguments } from './temporal-namespace';
import { OWNER_SETTING } from './temporal-predecessors';
import { TemporalProcess } from './temporal-child';

/** A start takes about a second; the first one on a slow disk, with the schema to create, several. */
const START_LIMIT_MS = 60_000;

export const NAMESPACE = 'default';

export interface LaunchOptions {
  readonly program: string;
  readonly host: HostPaths;
  readonly port: number;
  readonly uiPort: number;
  /** Undefined: in memory. */
  readonly database: string | undefined;
  readonly codecEndpoint: string | undefined;
  /** Written anew with what the server says. */
  readonly journalFile: string;
  readonly log: (line: string) => void;
}

/** Why a server did not start: what it said last. */
export class TemporalStartError extends Error {
  override readonly name = 'TemporalStartError';
}

/** It may start at the next try: somebody took a port meanwhile, or it crashed, as it does when it finds no port of its own. */
export class TemporalStartMishap extends TemporalStartError {}

export async function launchTemporal(options: LaunchOptions): Promise<TemporalProcess> {
  const child = spawn(options.program, serverArguments(options), {
    env: options.host.childEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a session of its own, so that Ctrl-C reaches us alone and the workers can finish before their server stops.
    detached: true,
  });
  const server = new TemporalProcess(child, options.log, createWriteStream(options.journalFile, { mode: 0o600 }));
  const start = new AbortController();
  try {
    await Promise.race([failure(server), untilServing(options.port, start.signal)]);
    server.reportUnexpectedEnd();
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    start.abort();
  }
}

function serverArguments({ port, uiPort, database, codecEndpoint }: LaunchOptions): string[] {
  const settings = {
    [OWNER_SETTING]: String(process.pid),
    // It would ask a public service for news.
    'frontend.enableServerVersionCheck': 'false',
  };
  const options = [
    ['--ip', '127.0.0.1'],
    ['--port', String(port)],
    ['--ui-port', String(uiPort)],
    ['--namespace', NAMESPACE],
    ['--log-level', 'warn'],
    ...(database === undefined ? [] : [['--db-filename', database]]),
    ...(codecEndpoint === undefined ? [] : [['--ui-codec-endpoint', codecEndpoint]]),
    ...Object.entries(settings).map(([name, value]) => ['--dynamic-config-value', `${name}=${value}`]),
    ...searchAttributeArguments().map((attribute) => ['--search-attribute', attribute]),
  ];
  return ['server', 'start-dev', ...options.flat()];
}

/** Rejects when the process ends. */
async function failure(server: TemporalProcess): Promise<never> {
  const reason = await server.ended;
  const words = server.lastWords();
  const mayPass = server.hasCrashed || words.includes('address already in use');
  const Failure = mayPass ? TemporalStartMishap : TemporalStartError;
  throw new Failure(`Temporal did not start (${reason}): ${words}`);
}

async function untilServing(port: number, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!signal.aborted) {
    if ((await accepts(port)) && (await prepare(`127.0.0.1:${port}`))) return;
    if (Date.now() > deadline) {
      throw new TemporalStartError(`Temporal does not serve on port ${port} after ${START_LIMIT_MS / 1_000} s`);
    }
    await pause(50);
  }
}

/** A gRPC client that is refused waits a whole second before it tries again, so the port is tried first. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}

/** False while the server does not say that it serves. */
async function prepare(address: string): Promise<boolean> {
  // Lazy: one that is connected eagerly cannot be closed while something else on the port leaves it unanswered.
  const connection = Connection.lazy({ address });
  try {
    if (!(await temporalServes(connection))) return false;
    await prepareNamespace(connection, NAMESPACE);
    return true;
  } finally {
    await connection.close();
  }
}
