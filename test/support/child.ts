/** TypeScript programs in processes of their own, for what only two processes can show. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';

const REGISTER = path.join(__dirname, 'register-ts.js');

export class TestChild {
  private readonly process: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private errors = '';

  constructor(file: string, args: readonly string[] = []) {
    this.process = spawn(process.execPath, ['-r', REGISTER, file, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    const reader: Interface = createInterface({ input: this.process.stdout! });
    this.lines = reader[Symbol.asyncIterator]();
    this.process.stderr!.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
  }

  get pid(): number {
    return this.process.pid!;
  }

  /** The next line of its output, as JSON; an error with what it complained about when it ended instead. */
  async next<T>(): Promise<T> {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`The child process ended: ${this.errors}`);
    return JSON.parse(value) as T;
  }

  /** Sends a line to its input. */
  tell(line: string): void {
    this.process.stdin!.write(`${line}\n`);
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  /** Closes its input, which is to end it, and waits for that. */
  async finish(): Promise<void> {
    this.process.stdin!.end();
    await this.ended();
  }

  /** Ends it without warning, as a power cut would. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended();
  }

  private async ended(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await new Promise((resolve) => this.process.once('close', resolve));
    }
  }
}
