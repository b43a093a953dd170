/**
 * A Temporal development server for `connector dev`, the demo and the tests. It belongs to the process that started it:
 * one killed without warning leaves a server behind, which the next start stops first.
 */
import { mkdir, realpath } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { hostPaths, type HostPaths } from '../config/host';
import { findTemporalCli } from './temporal-cli';
import {
  launchTemporal,
  NAMESPACE,
  TemporalStartError,
  TemporalStartMishap,
  type LaunchOptions,
} from './temporal-launch';
import { withLock } from './temporal-lock';
import { clearPredecessors } from './temporal-predecessors';

/** Between looking for a free port and the server's taking it, somebody else may. */
const TRIES = 5;

export interface TemporalDevServerOptions {
  /** Created when missing. Holds `temporal.db`, and in `temporal.log` what the server says. */
  readonly dataDir: string;
  /** Keeps nothing on disk, and is faster: for tests. @default false */
  readonly inMemory?: boolean;
  /** @default a free port, another one at each start */
  readonly port?: number;
  /** Of the web interface. @default a free port */
  readonly uiPort?: number;
  /** Where the web interface has payloads decrypted; it appends `/decode`. */
  readonly codecEndpoint?: string;
  /** @default of this process */
  readonly host?: HostPaths;
  /** Receives progress, a line at a time. */
  readonly log: (line: string) => void;
}

export interface TemporalDevServer {
  /** `host:port` of the gRPC service. */
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string;
  /** Waits until the server process is gone. May be called again. */
  stop(): Promise<void>;
}

/**
 * Serves and has the connector's search attributes when the promise resolves.
 *
 * @throws TemporalInUseError when another living process serves the same data directory
 * @throws TemporalCliMissingError when there is no server program
 */
export async function startTemporalDevServer(options: TemporalDevServerOptions): Promise<TemporalDevServer> {
  const { log, host = hostPaths(), port, uiPort, codecEndpoint } = options;
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const cli = await findTemporalCli({ host, log });
  log(`Starting Temporal ${cli.serverVersion} (${cli.path})`);
  const database = options.inMemory === true ? undefined : join(dataDir, 'temporal.db');
  const onWait = (holder: number): void => log(`Waiting for process ${holder}, which is starting Temporal here`);
  return withLock(join(dataDir, 'temporal.lock'), onWait, async () => {
    await clearPredecessors(database, log);
    return launchPatiently(
      { program: cli.path, host, database, codecEndpoint, journalFile: join(dataDir, 'temporal.log'), log },
      port,
      uiPort,
    );
  });
}

async function launchPatiently(
  launch: Omit<LaunchOptions, 'port' | 'uiPort'>,
  fixedPort: number | undefined,
  fixedUiPort: number | undefined,
): Promise<TemporalDevServer> {
  for (let tries = 1; ; tries += 1) {
    const port = await usablePort(fixedPort);
    const uiPort = await usablePort(fixedUiPort);
    try {
      const server = await launchTemporal({ ...launch, port, uiPort });
      return {
        address: `127.0.0.1:${port}`,
        namespace: NAMESPACE,
        uiUrl: `http://localhost:${uiPort}`,
        stop: () => server.stop(),
      };
    } catch (error) {
      if (!(error instanceof TemporalStartMishap) || tries >= TRIES) throw error;
      launch.log(`${error.message}. Trying again`);
    }
  }
}

/** The port wanted, else any free one. Asked before the server is: a client on a port of somebody else's would hang. */
async function usablePort(wanted = 0): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(wanted, '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    const advice = 'Stop what listens there, or choose another port.';
    throw new TemporalStartError(`Port ${wanted} cannot be used for Temporal. ${advice}`, { cause: error });
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
