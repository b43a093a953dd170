#!/usr/bin/env node
/** The command `connector`. */
import { registerDemo } from './demo';
import { registerDev } from './dev';
import { runCli } from './run';
import { registerStart } from './start';

// Whoever reads the output may stop reading (`| head`); that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** Wrappers such as npm and make pass on a Ctrl-C that we got already; only a later one means "now". */
const REPEAT_MS = 2_000;

/** The first signal ends the command in order, a later one ends the process: what it started is told to stop. */
const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    let askedAt: number | undefined;
    const onSignal = (): void => {
      if (askedAt !== undefined && Date.now() - askedAt > REPEAT_MS) process.exit(1);
      askedAt ??= Date.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  });

const io = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
  ...(process.stdout.columns ? { columns: process.stdout.columns } : {}),
  stopped,
};

const main = async (): Promise<void> => {
  process.exitCode = await runCli(process.argv.slice(2), io, [registerStart(io), registerDev(io), registerDemo(io)]);
};

void main();
