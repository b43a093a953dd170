/** What the configuration check found: one entry per mistake, all of them at once. */
export interface ConfigProblem {
  /** Where: `stores[0].cutover`, or the name of an environment variable. */
  readonly path: string;
  /** Line and column in the file, counted from 1; absent for environment variables. */
  readonly line?: number;
  readonly column?: number;
  /** The value as written; absent when it is missing or may be a secret. */
  readonly value?: string;
  /** What is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** The configuration cannot be used. `message` lists every problem; nothing in it is secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(
    readonly fileName: string,
    readonly problems: readonly ConfigProblem[],
  ) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(
      [`${fileName}: ${count}`, ...problems.map((problem) => `  ${describeProblem(fileName, problem)}`)].join('\n'),
    );
  }
}

/** One line for people: place, path, value, fault, fix. */
export function describeProblem(fileName: string, problem: ConfigProblem): string {
  const place = problem.line === undefined ? '' : `${fileName}:${problem.line}:${problem.column ?? 1} `;
  const value = problem.value === undefined ? '' : ` (${problem.value})`;
  return `${place}${problem.path}${value}: ${problem.message}. ${problem.fix}.`;
}

/** `['stores', 0, 'hash']` as `stores[0].hash`. */
export function formatPath(path: readonly PropertyKey[]): string {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  return text === '' ? '(whole file)' : text;
}
