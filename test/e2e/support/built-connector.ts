/** The connector as it is shipped: `bin/connector.js` over `dist`, built when the sources are newer. */
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..', '..', '..');
export const CONNECTOR = join(ROOT, 'bin', 'connector.js');

/** What the build writes last. */
const BUNDLE = join(ROOT, 'dist', 'workflow-bundle.js');

export function ensureBuilt(): void {
  const builtAt = statSync(BUNDLE, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (newestIn(join(ROOT, 'src')) <= builtAt) return;
  execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: 'ignore' });
}

const newestIn = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => statSync(join(folder, name)).mtimeMs),
  );

export interface CommandRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs one command to its end. */
export function connector(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandRun> {
  const child = spawn(process.execPath, [CONNECTOR, ...args], { env: { ...process.env, ...env } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((done, failed) => {
    child.once('error', failed).once('close', (code) => done({ code, out, err }));
  });
}
