/** `connector dev --simulate --json` in a process of its own: what an outsider starts, and the one line it says. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { CONNECTOR, ensureBuilt, ROOT } from './built-connector';

/** The line `connector dev --json` prints when it is ready. */
export interface Addresses {
  readonly bigcommerce: { readonly url: string; readonly storeHash: string; readonly token: string };
  readonly brightpearl: {
    readonly url: string;
    readonly account: string;
    readonly appRef: string;
    readonly token: string;
  };
  readonly api: { readonly url: string; readonly token: string };
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly ui: string;
    readonly codec: string;
  };
}

export class DevProcess {
  readonly output: string[] = [];
  complaints = '';
  readonly ended: Promise<number | NodeJS.Signals | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly dataDir: string,
  ) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.complaints += text));
    this.ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  }

  /** @param rules of its route, by their keys in place of the demo's */
  static launch(dataDir = temporaryFolder(), rules?: object): DevProcess {
    ensureBuilt();
    const args = [CONNECTOR, 'dev', '--simulate', '--json', '--data', dataDir, '--api-port', '0'];
    if (rules) {
      const file = join(dataDir, 'rules.yaml');
      writeFileSync(file, stringify(rules));
      args.push('--rules', file);
    }
    return new DevProcess(spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] }), dataDir);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Where everything is, once everything is up. */
  ready(): Promise<Addresses> {
    if (!this.child.stdout) throw new Error('The process has no output');
    const lines = createInterface({ input: this.child.stdout });
    return new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        this.output.push(line);
        resolve(JSON.parse(line) as Addresses);
      });
      void this.ended.then((code) => reject(new Error(`connector dev ended (${code}): ${this.complaints}`)));
    });
  }

  /** As Ctrl-C or a container engine would. */
  async stop(): Promise<number | NodeJS.Signals | null> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** Where the embedded database's own user can go, too. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'connector-e2e-'));
  chmodSync(folder, 0o755);
  return folder;
}
