/** Runs a command line in this process, with its output kept. */
import { runCli } from '../../src/cli/run';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CliWorld {
  readonly env?: Record<string, string>;
  readonly columns?: number;
  readonly stopped?: () => Promise<void>;
  readonly onOut?: (text: string) => void;
}

export async function cli(args: readonly string[], world: CliWorld = {}): Promise<CliRun> {
  let [out, err] = ['', ''];
  const code = await runCli(args, {
    out: (text) => {
      out += text;
      world.onOut?.(text);
    },
    err: (text) => {
      err += text;
    },
    env: world.env ?? {},
    stopped: world.stopped ?? (() => Promise.resolve()),
    ...(world.columns === undefined ? {} : { columns: world.columns }),
  });
  return { code, out, err };
}
