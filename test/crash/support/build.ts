/** The crash tests run what operators run: the built connector. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..', '..');
/** Made last. */
const RESULT = path.join(ROOT, 'dist', 'workflow-bundle.js');

/** Builds, unless what is built is newer than every source. */
export function ensureBuilt(): void {
  const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => statSync(path.join(ROOT, 'src', file)).mtimeMs);
  if (existsSync(RESULT) && statSync(RESULT).mtimeMs >= Math.max(...sources)) return;
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}
