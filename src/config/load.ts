/** From connector.yaml and the environment to one frozen object; the only reader of process.env. */
import { readFileSync } from 'node:fs';
import { configHash } from './config-hash';
import type { Config } from './config';
import { crossCheck } from './cross-checks';
import { checkEnvironment, effectiveEnvironment, type Environment } from './environment';
import { fileSchema, type FileConfig } from './file-schema';
import type { ConnectorEnv } from './env-schema';
import { explain } from './explain/explain';
import { landscapeOf } from './explain/landscape';
import type { Explanation } from './explain/types';
import { connectorJsonSchema } from './json-schema';
import { ConfigError, type ConfigProblem } from './problems';
import { resolveConfig } from './resolve';
import { schemaHints } from './schema-hints';
import { schemaProblems } from './schema-problems';
import { checkSecrets } from './secret-checks';
import { parseYaml } from './yaml-source';

export interface ConfigSource {
  /** Path of connector.yaml. */
  readonly file: string;
  /** Instead of the process's own environment. */
  readonly env?: Environment;
  /** Command-line options and the demo's settings, as variables; they win over the environment. */
  readonly overrides?: Environment;
  /** Whether our own secrets that are not set are made up and kept in the data directory. Never in production. */
  readonly devSecrets?: boolean;
}

/** What `connector config check` shows. */
export interface ConfigReport {
  readonly file: string;
  readonly ok: boolean;
  readonly problems: readonly ConfigProblem[];
  /** Only when there is no problem. */
  readonly summary?: {
    readonly hash: string;
    readonly stores: readonly string[];
    readonly accounts: readonly string[];
    readonly routes: readonly string[];
  };
  /** What the file means, as soon as every value in it can be read; mistakes beside that change nothing about it. */
  readonly explanation?: Explanation;
}

/** Throws a {@link ConfigError} that names every mistake of the file and of the environment. */
export function loadConfig(source: ConfigSource): Config {
  const outcome = read(source);
  if (!outcome.config) throw new ConfigError(source.file, outcome.problems);
  return outcome.config;
}

/** As {@link loadConfig}, with the mistakes as data. */
export function checkConfig(source: ConfigSource): ConfigReport {
  const { config, problems, data } = read(source);
  const explained = data && { explanation: explain(landscapeOf(data)) };
  if (!config) return { file: source.file, ok: false, problems, ...explained };
  const summary = {
    hash: config.hash,
    stores: config.stores.map((store) => store.hash),
    accounts: config.accounts.map((account) => account.code),
    routes: config.routes.map((route) => route.name),
  };
  return { file: source.file, ok: true, problems, summary, ...explained };
}

interface Outcome {
  readonly problems: readonly ConfigProblem[];
  /** The file alone. */
  readonly data?: FileConfig;
  readonly config?: Config;
}

function read(configSource: ConfigSource): Outcome {
  const { file } = configSource;
  const env = effectiveEnvironment(configSource);
  const environment = checkEnvironment(env);
  const content = readContent(file, env);
  const problems = [...content.problems, ...environment.problems];
  const { data } = content;
  if (!data) return { problems };
  if (problems.length > 0 || !environment.data) return { problems, data };
  return { problems, data, config: build(data, environment.data, env) };
}

const build = (file: FileConfig, connectorEnv: ConnectorEnv, env: Environment): Config =>
  resolveConfig(file, connectorEnv, env, configHash(file));

/** A mistake in one place hides none in another: schema, cross-checks and secrets are looked at independently. */
function readContent(file: string, env: Environment): { problems: ConfigProblem[]; data?: FileConfig } {
  const text = readText(file);
  if (typeof text !== 'string') return { problems: [text] };
  const source = parseYaml(text);
  if (source.syntaxProblems.length > 0) return { problems: [...source.syntaxProblems] };
  const parsed = fileSchema.safeParse(source.data);
  const problems = [
    ...(parsed.success ? [] : schemaProblems(parsed.error, source, schemaHints(connectorJsonSchema()))),
    ...crossCheck(source),
    ...checkSecrets(source, env),
  ].sort((one, two) => (one.line ?? 0) - (two.line ?? 0));
  return { problems, ...(parsed.success ? { data: parsed.data } : {}) };
}

function readText(file: string): string | ConfigProblem {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    return {
      path: '(whole file)',
      value: file,
      message: `cannot be read (${reason})`,
      fix: 'Copy connector.example.yaml to connector.yaml, or name another file with --config',
    };
  }
}
