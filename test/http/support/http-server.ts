/** A real server on a free port that answers as told and remembers what it was asked. Closed after each test. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly json: unknown;
}

export interface Answering {
  json(status: number, body: unknown, headers?: Record<string, string>): void;
  text(status: number, body: string, headers?: Record<string, string>): void;
  empty(status: number, headers?: Record<string, string>): void;
  /** Closes the connection without an answer. */
  drop(): void;
  /** Starts an answer and closes the connection in the middle of it. */
  breakOff(): void;
  /** Never answers. */
  hang(): void;
}

export interface TestServer {
  readonly url: string;
  readonly asked: readonly Asked[];
}

type Handler = (asked: Asked, answer: Answering, number: number) => void;

const running: Server[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(stop));
});

export async function startServer(handler: Handler): Promise<TestServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push(toAsked(request, Buffer.concat(chunks).toString()));
      handler(asked.at(-1)!, answering(response), asked.length);
    });
  });
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** A port on which nobody listens. */
export async function unusedUrl(): Promise<string> {
  const { url } = await startServer(() => undefined);
  await stop(running.pop()!);
  return url;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function toAsked(request: IncomingMessage, text: string): Asked {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  return {
    method: request.method ?? '',
    path: pathname,
    query: searchParams,
    headers: request.headers,
    text,
    json: parse(text),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const answering = (response: ServerResponse): Answering => ({
  json(status, body, headers = {}) {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  },
  text(status, body, headers = {}) {
    response.writeHead(status, headers);
    response.end(body);
  },
  empty(status, headers = {}) {
    response.writeHead(status, headers);
    response.end();
  },
  drop() {
    response.destroy();
  },
  breakOff() {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"response":');
    setImmediate(() => response.destroy());
  },
  hang() {
    // The client's deadline or its caller ends it.
  },
});
