/** Stands between the connector and PostgreSQL, and lets a test act around every write. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { FrameReader, isParse, isReady, sqlOf, writeOf, type Frame } from './pg-frames';

/** What a hook may ask for: both connections are destroyed, and what was held back is lost. */
type Verdict = void | 'drop';

export interface DatabaseHooks {
  /**
   * The statement arrived and was not passed on. `parameters` holds those of the statement; of a commit, those of the
   * writes before it. Gives what `afterApplied` is to be told.
   */
  beforeWrite?: (action: string, parameters: string) => Promise<{ readonly verdict: Verdict; readonly token: unknown }>;
  /** The server has carried it out (and committed it, outside a transaction); the answer is held back. */
  afterApplied?: (token: unknown) => Promise<Verdict>;
}

export interface PgProxy {
  /** Like the target's, with the proxy's port. */
  readonly url: string;
  readonly hooks: DatabaseHooks;
  close(): Promise<void>;
}

export async function startPgProxy(targetUrl: string): Promise<PgProxy> {
  const target = new URL(targetUrl);
  const hooks: DatabaseHooks = {};
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) sockets.add(socket).forEach(() => socket.setNoDelay(true));
    void new ProxiedConnection(client, upstream, hooks, () => {
      for (const socket of [client, upstream]) sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = new URL(target);
  url.port = String(port);
  return {
    url: url.href,
    hooks,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

class ProxiedConnection {
  private readonly fromClient = new FrameReader('first');
  private readonly fromServer = new FrameReader('none');
  /** Set while the answer to a write is awaited. */
  private held: { readonly token: unknown; readonly frames: Buffer[] } | undefined;
  /** A write whose parameters are still to come. */
  private parsed: { readonly action: string; readonly bytes: Buffer } | undefined;
  /** Of the last write: a commit says nothing of itself. */
  private lastParameters = '';
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: Socket,
    private readonly upstream: Socket,
    private readonly hooks: DatabaseHooks,
    closed: () => void,
  ) {
    client.on('data', (chunk: Buffer) => this.inOrder(() => this.request(this.fromClient.push(chunk))));
    upstream.on('data', (chunk: Buffer) => void this.answer(this.fromServer.push(chunk)));
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.drop();
        closed();
      });
    }
  }

  private inOrder(step: () => Promise<void>): void {
    this.work = this.work.then(step);
  }

  private async request(frames: readonly Frame[]): Promise<void> {
    for (const frame of frames) {
      const sql = sqlOf(frame);
      const action = sql === undefined ? undefined : writeOf(sql);
      if (action !== undefined && isParse(frame)) {
        this.parsed = { action, bytes: frame.bytes };
        continue;
      }
      const { parsed } = this;
      this.parsed = undefined;
      const bytes = parsed ? Buffer.concat([parsed.bytes, frame.bytes]) : frame.bytes;
      if (parsed) this.lastParameters = frame.bytes.toString('latin1');
      const write = parsed?.action ?? action;
      if (write !== undefined && !(await this.mayPass(write))) return this.drop();
      if (!this.upstream.destroyed) this.upstream.write(bytes);
    }
  }

  private async mayPass(action: string): Promise<boolean> {
    if (!this.hooks.beforeWrite) return true;
    const { verdict, token } = await this.hooks.beforeWrite(action, this.lastParameters);
    this.held = { token, frames: [] };
    return verdict !== 'drop';
  }

  private async answer(frames: readonly Frame[]): Promise<void> {
    for (const frame of frames) {
      const { held } = this;
      if (!held) {
        this.client.write(frame.bytes);
        continue;
      }
      held.frames.push(frame.bytes);
      if (!isReady(frame)) continue;
      this.held = undefined;
      if ((await this.hooks.afterApplied?.(held.token)) === 'drop') return this.drop();
      if (!this.client.destroyed) this.client.write(Buffer.concat(held.frames));
    }
  }

  private drop(): void {
    this.client.destroy();
    this.upstream.destroy();
  }
}
