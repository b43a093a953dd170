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

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
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
