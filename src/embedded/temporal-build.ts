/** The last resort: Go builds the Temporal CLI from its published source. Some minutes once, then cached. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { InstallRequest } from './temporal-download';

const SOURCE = 'github.com/temporalio/cli/cmd/temporal';

/** Often enough to show that something happens, seldom enough to read. */
const PROGRESS_MS = 5_000;
const KEPT_LINES = 5;

/** Leaves the program in the folder, or throws with the reason. */
export async function buildTemporalCli({ folder, version, host, log }: InstallRequest): Promise<void> {
  log(`Building the Temporal CLI ${version} with Go. This takes about five minutes, and only the first time`);
  const env = { ...host.childEnv, GOBIN: folder };
  const child = spawn('go', ['install', '-v', `${SOURCE}@v${version}`], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const started = Date.now();
  let packages = 0;
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!line.startsWith('go: ')) packages += 1;
    said.push(line);
    if (said.length > KEPT_LINES) said.shift();
  });
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1_000);
    log(
      `Building the Temporal CLI: ${seconds} s, ${packages} packages${said.length > 0 ? `, now ${said.at(-1)}` : ''}`,
    );
  }, PROGRESS_MS);
  try {
    const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
    if (code !== 0) throw new Error(said.join('; ') || 'go said nothing');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Error('Go is not installed', { cause: error });
    throw error;
  } finally {
    clearInterval(progress);
  }
}
