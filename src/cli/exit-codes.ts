/** What scripts can rely on; the help of every command ends with it. */
export const EXIT = { ok: 0, failure: 1, usage: 2, notFound: 3, needsAttention: 4 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 something needs attention.`;

/** Ends a command with a sentence for people and a code for scripts. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
