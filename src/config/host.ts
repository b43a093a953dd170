import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/** Where programs and caches are on this machine, for the embedded servers. */
export interface HostPaths {
  /** The Temporal CLI that the operator named. */
  readonly temporalCliPath?: string;
  /** Folders to look for programs in: PATH, then where `go install` puts them. */
  readonly searchPath: readonly string[];
  /** Our own folder for downloaded and built programs; shared by all data directories. */
  readonly cacheDir: string;
  /** What child processes get to see: paths, proxies and certificates, none of our secrets. */
  readonly childEnv: Readonly<Record<string, string>>;
}

/** Everything a compiler, a downloader or a server needs from the environment. */
const PASSED_ON =
  /^(PATH|HOME|USER|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|USERPROFILE|LOCALAPPDATA|XDG_.*|GO[A-Z0-9]*|CGO_.*|CC|(HTTPS?|NO|ALL)_PROXY|SSL_CERT_.*|NODE_EXTRA_CA_CERTS)$/i;

export function hostPaths(env: Readonly<Record<string, string | undefined>> = process.env): HostPaths {
  const home = env['HOME'] ?? homedir();
  const cacheRoot = env['XDG_CACHE_HOME'] || join(home, '.cache');
  const goFolders = (env['GOPATH'] || join(home, 'go')).split(delimiter).map((folder) => join(folder, 'bin'));
  const folders = [...(env['PATH'] ?? '').split(delimiter), env['GOBIN'] ?? '', ...goFolders];
  const cli = env['TEMPORAL_CLI_PATH'];
  return {
    ...(cli ? { temporalCliPath: resolve(cli) } : {}),
    searchPath: [...new Set(folders.filter((folder) => folder !== ''))],
    cacheDir: join(cacheRoot, 'bigcommerce-brightpearl-connector'),
    childEnv: Object.fromEntries(
      Object.entries(env).flatMap(([name, value]) =>
        value !== undefined && PASSED_ON.test(name) ? [[name, value]] : [],
      ),
    ),
  };
}
