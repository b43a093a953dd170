import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostPaths } from '../../src/config/host';
import { findTemporalCli, TemporalCliMissingError } from '../../src/embedded/temporal-cli';
import { TestChild } from '../support/child';

const GOOD = 'temporal version 0.0.0-DEV (Server 1.29.1, UI 2.42.1)';
const OLD = 'temporal version 0.11.0 (Server 1.22.0, UI 2.21.3)';

let folder: string;
let host: HostPaths;
let lines: string[];
const log = (line: string): void => void lines.push(line);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'connector-cli-'));
  const cacheDir = join(folder, 'cache');
  host = { searchPath: [join(folder, 'bin')], cacheDir, childEnv: { PATH: `${join(folder, 'go')}:/usr/bin:/bin` } };
  lines = [];
});

/** A program that only prints. */
function program(path: string, ...commands: string[]): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${commands.join('\n')}\n`);
  chmodSync(path, 0o755);
  return path;
}

const temporal = (path: string, version = GOOD): string => program(path, `echo '${version}'`);
const cached = (): string => join(host.cacheDir, 'temporal-1.5.1', 'temporal');

/** A `go` that takes a moment and leaves a CLI where GOBIN says. */
const fakeGo = (version = GOOD): string =>
  program(
    join(folder, 'go', 'go'),
    `echo "$@" >> ${join(folder, 'go-calls')}`,
    'echo "go.temporal.io/server/common" >&2',
    'sleep 0.3',
    `printf '#!/bin/sh\\necho "%s"\\n' '${version}' > "$GOBIN/temporal"`,
    'chmod +x "$GOBIN/temporal"',
  );

const goCalls = (): string[] => readFileSync(join(folder, 'go-calls'), 'utf8').trim().split('\n');

it('takes the program that TEMPORAL_CLI_PATH names before all others', async () => {
  temporal(join(folder, 'bin', 'temporal'));
  const named = temporal(join(folder, 'named'));

  expect(await findTemporalCli({ host: { ...host, temporalCliPath: named }, log })).toEqual({
    path: named,
    serverVersion: '1.29.1',
    source: 'TEMPORAL_CLI_PATH',
  });
});

it.each([
  ['is not there', () => join(folder, 'nothing'), /nothing, which does not exist\. Correct it, or unset it/],
  [
    'is too old',
    () => temporal(join(folder, 'old'), OLD),
    /old, which brings server 1\.22\.0; 1\.29 or newer is needed/,
  ],
  ['is something else', () => program(join(folder, 'other'), 'echo hello'), /other, which is not the Temporal CLI/],
  ['fails', () => program(join(folder, 'failing'), 'exit 3'), /failing, which fails when asked for "--version"/],
])('never passes over a TEMPORAL_CLI_PATH that %s', async (_what, path, message) => {
  temporal(join(folder, 'bin', 'temporal'));

  await expect(findTemporalCli({ host: { ...host, temporalCliPath: path() }, log })).rejects.toThrow(message);
});

it('takes the first usable program on the search path, and says why it passes one over', async () => {
  const old = temporal(join(folder, 'old-bin', 'temporal'), OLD);
  const other = program(join(folder, 'other-bin', 'temporal'), 'echo hello');
  const good = temporal(join(folder, 'bin', 'temporal'));
  const searchPath = [join(folder, 'missing'), join(old, '..'), join(other, '..'), join(good, '..')];

  expect(await findTemporalCli({ host: { ...host, searchPath }, log })).toMatchObject({
    path: good,
    source: 'search path',
  });
  expect(lines).toEqual([`${old} brings server 1.22.0; 1.29 or newer is needed`, `${other} is not the Temporal CLI`]);
});

it('takes what it fetched before', async () => {
  temporal(cached());

  expect(await findTemporalCli({ host, log })).toMatchObject({ path: cached(), source: 'cache' });
});

it('builds it with Go when nothing else works, and finds it in the cache the next time', async () => {
  fakeGo();

  expect(await findTemporalCli({ host, log })).toEqual({ path: cached(), serverVersion: '1.29.1', source: 'build' });
  expect(goCalls()).toEqual(['install -v github.com/temporalio/cli/cmd/temporal@v1.5.1']);
  expect(lines.some((line) => line.startsWith('Building the Temporal CLI 1.5.1 with Go'))).toBe(true);
  expect(await findTemporalCli({ host, log })).toMatchObject({ source: 'cache' });
  expect(goCalls()).toHaveLength(1);
  expect(readdirSync(host.cacheDir)).toEqual(['temporal-1.5.1']);
});

it('builds it once when two processes start at the same time', async () => {
  fakeGo();
  const children = [1, 2].map(
    () => new TestChild(join(__dirname, 'fixtures', 'temporal-find.ts'), [JSON.stringify(host)]),
  );
  const found = await Promise.all(children.map((child) => child.next<{ cli: { source: string }; log: string[] }>()));

  expect(found.map(({ cli }) => cli.source).sort()).toEqual(['build', 'cache']);
  expect(goCalls()).toHaveLength(1);
  expect(found.flatMap((one) => one.log).join('\n')).toMatch(/Waiting for process \d+, which is fetching/);
});

it('takes over the lock of a process that died, even when its number belongs to another one now', async () => {
  fakeGo();
  mkdirSync(host.cacheDir, { recursive: true });
  const lock = join(host.cacheDir, 'temporal-1.5.1.lock');
  writeFileSync(lock, `${process.pid} long-ago\n`);

  expect(await findTemporalCli({ host, log })).toMatchObject({ source: 'build' });
  expect(existsSync(lock)).toBe(false);
});

it('says what was tried and what to do when there is no way', async () => {
  program(join(folder, 'go', 'go'), 'echo "go: dial tcp: lookup proxy.golang.org: no such host" >&2', 'exit 1');
  const search = findTemporalCli({ host, log });

  await expect(search).rejects.toThrow(TemporalCliMissingError);
  await expect(search).rejects.toThrow(`no temporal in ${join(folder, 'bin')}`);
  await expect(search).rejects.toThrow(/- download: .+/);
  await expect(search).rejects.toThrow('build: go: dial tcp: lookup proxy.golang.org: no such host');
  await expect(search).rejects.toThrow('Install it (https://docs.temporal.io/cli), or set TEMPORAL_CLI_PATH');
  expect(readdirSync(host.cacheDir)).toEqual([]);
});

it('says that Go is missing, and keeps no program that does not run here', async () => {
  await expect(findTemporalCli({ host, log })).rejects.toThrow('build: Go is not installed');
  fakeGo(OLD);
  await expect(findTemporalCli({ host, log })).rejects.toThrow('build: the program brings server 1.22.0');
  expect(existsSync(cached())).toBe(false);
});
