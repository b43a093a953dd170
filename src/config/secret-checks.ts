import { formatPath, type ConfigProblem } from './problems';
import { missingVariable, type Environment } from './environment';
import type { YamlSource } from './yaml-source';

/** Every variable that the file names must be set. Reported by name; values are never shown. */
export function checkSecrets(source: YamlSource, env: Environment): ConfigProblem[] {
  const named = namedVariables(source.data, []);
  const unused = Object.keys(env).filter((variable) => named.every(({ name }) => name !== variable));
  return named.flatMap(({ path, name }) => {
    if (env[name] !== undefined) return [];
    const { message, fix } = missingVariable(name, 'the secret that the file refers to', unused);
    return [
      {
        path: formatPath(path),
        ...source.positionOf(path),
        value: name,
        message: `the environment variable ${message}`,
        fix,
      },
    ];
  });
}

interface NamedVariable {
  readonly path: readonly PropertyKey[];
  readonly name: string;
}

/** By convention every key that names a variable ends in `Env`; names of another form are the schema's business. */
function namedVariables(value: unknown, path: readonly PropertyKey[]): NamedVariable[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => namedVariables(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = [...path, key];
    if (!key.endsWith('Env')) return namedVariables(inner, here);
    return typeof inner === 'string' && /^[A-Z][A-Z0-9_]*$/.test(inner) ? [{ path: here, name: inner }] : [];
  });
}
