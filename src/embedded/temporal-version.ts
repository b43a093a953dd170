import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { HostPaths } from '../config/host';

/** The oldest server that the connector is tested with. */
const OLDEST_SERVER = [1, 29] as const;

const PROBE_LIMIT_MS = 30_000;

export type CliProbe =
  | { readonly ok: true; readonly serverVersion: string }
  | {
      readonly ok: false;
      /** Continues a sentence that names the program. */
      readonly reason: string;
    };

/** Asks a program whether it is a Temporal CLI whose server is new enough. */
export async function probeTemporalCli(path: string, host: HostPaths): Promise<CliProbe> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { env: host.childEnv, timeout: PROBE_LIMIT_MS });
    return judge(stdout);
  } catch (error) {
    const { code, killed } = error as NodeJS.ErrnoException & { readonly killed?: boolean };
    if (code === 'ENOENT') return { ok: false, reason: 'does not exist' };
    if (code === 'EACCES') return { ok: false, reason: 'may not be executed' };
    return { ok: false, reason: killed === true ? 'does not answer "--version"' : 'fails when asked for "--version"' };
  }
}

/** `temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)`; one built from source calls itself 0.0.0-DEV. */
function judge(answer: string): CliProbe {
  const match = /\(Server (\d+)\.(\d+)[^,)]*/.exec(answer);
  if (!match) return { ok: false, reason: 'is not the Temporal CLI' };
  const serverVersion = match[0].slice('(Server '.length);
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const isNewEnough = major > OLDEST_SERVER[0] || (major === OLDEST_SERVER[0] && minor >= OLDEST_SERVER[1]);
  return isNewEnough
    ? { ok: true, serverVersion }
    : { ok: false, reason: `brings server ${serverVersion}; ${OLDEST_SERVER.join('.')} or newer is needed` };
}
