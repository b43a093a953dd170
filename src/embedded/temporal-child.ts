import type { ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

/** A stop takes about a second; the database survives a hard end too. */
const STOP_LIMIT_MS = 10_000;
const KEPT_LINES = 20;
/** How a Go program that fails at once begins to say why; what follows are the calls that led there, often hundreds of lines. */
const CRASH = /^(panic|fatal error|SIG[A-Z]+): /;
/** A server that complains without end must not fill the disk; what it says first is what counts. */
const JOURNAL_LIMIT_BYTES = 20 * 1_048_576;

/** The server process, what it says, and its end. */
export class TemporalProcess {
  /** Resolves with how it ended: an exit code, a signal, or why it could not be started. */
  readonly ended: Promise<string>;
  readonly #said: string[] = [];
  #crash: string | undefined;
  #isStopping = false;
  #written = 0;

  constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    private readonly log: (line: string) => void,
    /** Takes what the server says; closed with it. */
    private readonly journal: Writable,
  ) {
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
      child.once('error', (error) => resolve(error.message));
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.hear(line));
    }
    const stopAtExit = (): void => void child.kill('SIGTERM');
    process.once('exit', stopAtExit);
    child.once('close', () => {
      process.off('exit', stopAtExit);
      journal.end();
    });
  }

  /** Why it crashed, when it did, else what it said last. */
  lastWords(): string {
    return this.#crash ?? (this.#said.join('\n') || 'it said nothing');
  }

  /** Whether it failed by itself, for a reason that it had not foreseen. */
  get hasCrashed(): boolean {
    return this.#crash !== undefined;
  }

  /** From now on an end that nobody asked for is logged. */
  reportUnexpectedEnd(): void {
    void this.ended.then((reason) => {
      if (!this.#isStopping) this.log(`The Temporal server ended unexpectedly (${reason}): ${this.lastWords()}`);
      return reason;
    });
  }

  /** Waits until it is gone. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.child.kill('SIGTERM');
    const timer = new AbortController();
    const late = pause(STOP_LIMIT_MS, 'late', { signal: timer.signal }).catch(() => 'in time');
    if ((await Promise.race([this.ended, late])) === 'late') this.child.kill('SIGKILL');
    await this.ended;
    timer.abort();
  }

  private hear(line: string): void {
    if (line.trim() === '') return;
    if (CRASH.test(line)) this.#crash ??= line;
    this.#said.push(line);
    if (this.#said.length > KEPT_LINES) this.#said.shift();
    if (this.#written > JOURNAL_LIMIT_BYTES || !this.journal.writable) return;
    this.#written += line.length;
    this.journal.write(`${line}\n`);
  }
}
