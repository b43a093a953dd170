import { devSecrets } from './dev-secrets';
import { DEFAULT_DATA_DIR, envSchema, REQUIRED_VARIABLES, type ConnectorEnv } from './env-schema';
import { splitFault } from './fault';
import type { ConfigProblem } from './problems';
import { closest } from './suggestions';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that count: overrides over the environment over generated secrets. */
export function effectiveEnvironment(source: {
  readonly env?: Environment;
  readonly overrides?: Environment;
  readonly devSecrets?: boolean;
}): Environment {
  const set = { ...withoutEmpty(source.env ?? process.env), ...withoutEmpty(source.overrides ?? {}) };
  return source.devSecrets === true ? { ...devSecrets(set['CONNECTOR_DATA_DIR'] ?? DEFAULT_DATA_DIR), ...set } : set;
}

/** A variable set to nothing counts as not set: that is how compose files and CI systems pass absent ones. */
const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));

/** Values are never shown: most of them are secrets. */
export function checkEnvironment(env: Environment): { problems: ConfigProblem[]; data?: ConnectorEnv } {
  const parsed = envSchema.safeParse(env);
  if (parsed.success) return { problems: [], data: parsed.data };
  return {
    problems: parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      if (env[name] === undefined)
        return missingVariable(name, REQUIRED_VARIABLES[name] ?? 'a value', Object.keys(env));
      return { path: name, ...(splitFault(issue.message) ?? { message: 'is not accepted', fix: 'Correct the value' }) };
    }),
  };
}

/** `others` are the variables that may have been meant; our own are never taken for one another. */
export function missingVariable(name: string, purpose: string, others: readonly string[]): ConfigProblem {
  const near = closest(
    name,
    others.filter((other) => !(other in envSchema.shape)),
  );
  const meant = near === undefined ? '' : ` (${near} is set: is it meant?)`;
  return { path: name, message: `is not set${meant}`, fix: `Set it to ${purpose}` };
}
