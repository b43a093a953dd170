import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Running requests get this long to be answered when the server closes; a webhook takes milliseconds. */
const CLOSE_GRACE_MS = 5_000;

export interface RunningServer {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Takes no new connections, lets running requests end, then cuts what is left. */
  close(): Promise<void>;
}

/** Port 0 takes a free one. Throws in plain words when the port is taken. */
export async function listen(app: RequestListener, port: number, host = '127.0.0.1'): Promise<RunningServer> {
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(plainError(error, port)));
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${host}:${taken}`, port: taken, close: () => close(server) };
}

function plainError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(`Port ${port} is in use: stop what listens there, or choose another port`, { cause: error });
  }
  return error.code === 'EACCES'
    ? new Error(`Port ${port} needs more rights: choose one above 1023`, { cause: error })
    : error;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(cut);
}
