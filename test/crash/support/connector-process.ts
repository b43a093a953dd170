/** The connector as operators run it: a process of its own, which can be killed without warning and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { CONNECTOR, ROOT } from '../../e2e/support/built-connector';

/** Ends what hangs. One that ends while it starts is told of at once. */
const START_LIMIT_MS = 180_000;
const POLL_MS = 50;

export interface ConnectorProcessOptions {
  readonly configFile: string;
  readonly apiPort: number;
  readonly env: Readonly<Record<string, string>>;
  /** Receives its output. */
  readonly logFile: string;
}

export class ConnectorProcess {
  private child: ChildProcess | undefined;

  constructor(private readonly options: ConnectorProcessOptions) {}

  get url(): string {
    return `http://127.0.0.1:${this.options.apiPort}`;
  }

  /** Resolves when it takes webhooks and works on orders. */
  async start(): Promise<void> {
    const { configFile, apiPort, env, logFile } = this.options;
    const log = openSync(logFile, 'a');
    const args = [CONNECTOR, 'start', '--roles', 'api,worker', '--host', '127.0.0.1', '--config', configFile];
    this.child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env, API_PORT: String(apiPort) },
      stdio: ['ignore', log, log],
    });
    // It has its own: hundreds of starts would leave this process without any.
    closeSync(log);
    await this.ready(this.child);
  }

  /** As a power cut would end it. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || hasEnded(child)) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  private async ready(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (!(await this.answers())) {
      if (hasEnded(child)) throw new Error(`The connector ended while starting; see ${this.options.logFile}`);
      if (Date.now() > deadline) throw new Error(`The connector did not become ready; see ${this.options.logFile}`);
      await pause(POLL_MS);
    }
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`)).ok;
    } catch {
      return false;
    }
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;
