/** Where a command writes, so that tests can look at it. */
export interface CliIo {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Columns of the terminal; undefined when the output is no terminal. */
  readonly columns?: number;
  /** Instead of the process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends commands that run until they are stopped. */
  readonly stopped: () => Promise<void>;
}
